"""Releases of a place that does not exist, such as SEAO writes them, and files that hold them."""

import json

from hypothesis import strategies as st

PREFIX = "ocds-ec9k95-"
# Numbers that pass the check, by what may bear them; the last one fails it.
COMPANY, OTHER, PERSON, PARTNERS = "1199990012", "1199990020", "2299990012", "3399990012"
WRONG = "1199990013"


def award(number="1", amount=1000.5, on="2026-06-02T00:00:00-04:00", suppliers=(), **more):
    """An award; `suppliers` are ids, from which names follow."""
    currency = {"currency": more.pop("currency")} if "currency" in more else {}
    listed = [{"id": one, "name": f"Atelier {one}"} for one in suppliers]
    told = {"id": number, "status": "active", "date": on, "value": {"amount": amount} | currency, "suppliers": listed}
    return told | more


def signed(number="1", amount=1100, **more):
    """What an award came to."""
    return {"id": number, "awardID": number, "status": "active", "value": {"amount": amount}} | more


def party(identity, roles=("supplier",), **more):
    return {"id": identity, "name": f"Atelier {identity}", "roles": list(roles)} | more


def release(number=1, identity="1", date="2026-06-01T09:00:00-04:00", *, title="Pompe", **more):
    """A release of the notice of this number."""
    tender = {"id": "AO-1", "title": title, "status": "active"} | more.pop("tender", {})
    return {"ocid": f"{PREFIX}{number}", "id": identity, "date": date, "tag": ["tender"], "tender": tender} | more


def written(releases, **form):
    """A file of releases, as bytes."""
    return json.dumps({"version": "1.1", "releases": releases, "licence": "[inventée]"}, **form).encode()


def a_file(folder, releases, name="mois.json", **form):
    path = folder / name
    path.write_bytes(written(releases, **form))
    return path


# Where a number may hide, and where it is only said to be one.
def _hidden(number):
    return [
        party("FO-7", details={"neq": number}),
        party("FO-7", details={"NEQ": number}),
        party("FO-7", identifier={"scheme": "CA-QC-NEQ", "id": number}),
        party(f"FO-{number}"),
        party(f"FO-{number}", details={"neq": number}, address={"locality": "Anse", "countryName": "CAN"}),
    ]


# Of a number and the party that bears it.
SUPPLIERS = [(number, one) for number in (COMPANY, OTHER, PERSON, PARTNERS, WRONG, "123") for one in _hidden(number)]
# Different names, so that two suppliers without a number are never one.
for place, (_, one) in enumerate(SUPPLIERS):
    one["name"] = f"Atelier {place} du Héron"
AMOUNTS = st.decimals(-5, 10**12, places=4).map(lambda one: int(one) if one == int(one) else float(one))
DAYS = st.sampled_from(("2026-06-02T00:00:00-04:00", "2026-06-03", "2026-06-04T23:30:00-04:00"))
INSTANTS = st.sampled_from(
    ("2026-06-01T09:00:00-04:00", "2026-06-01T13:00:00Z", "2026-06-01T13:00:01+00:00", "2026-06-09T00:00:00")
)
_NUMBER_AND_ID = (lambda one: one[0], lambda one: one[1]["id"])
TITLES = st.text('é{}[]",\\\t :x\u00a0\u2028😀', max_size=12)


@st.composite
def releases_of(draw, notices=3, identities=4):
    """A release among few notices and ids, so that they meet."""
    chosen = draw(st.lists(st.sampled_from(SUPPLIERS), max_size=2, unique_by=_NUMBER_AND_ID))
    chosen = [one for _, one in chosen]
    told = release(
        draw(st.integers(1, notices)),
        str(draw(st.integers(1, identities))),
        draw(INSTANTS),
        title=draw(TITLES),
        buyer={"id": "OP-1", "name": "Ville d’Anse"},
        parties=[party("OP-1", ("buyer",), details={draw(st.sampled_from(("municipal", "Municipal"))): "1"}), *chosen],
        tender={"value": {"amount": draw(AMOUNTS)}, "zzz": {"[": [{}]}},
    )
    if chosen:
        named = [{"id": one["id"], "name": one["name"]} for one in chosen]
        told["awards"] = [award(amount=draw(AMOUNTS), on=draw(DAYS)) | {"suppliers": named}]
        told["contracts"] = draw(st.sampled_from(([], [signed(amount=7)], [signed(amount=7.125)])))
    return told
