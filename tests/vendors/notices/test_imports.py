"""Releases brought in: what is shown, what is counted, and that neither order nor repetition matters."""

import json
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.vendors.notices import plain
from tests.vendors.notices.made import COMPANY, WRONG, a_file, award, party, release, releases_of, signed, written
from vendors.notices import imports
from vendors.notices.writing import CONTRACT, NOTICE, RELEASE
from vendors.sources.faults import UnusableError

REAL = Path(__file__).parents[4] / "shared/data/seao/hebdo_20260720_20260726_extrait.json"
INVENTED = Path(__file__).with_name("invented.json")
EACH = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


def counted(done):
    return done.created, done.updated, done.unchanged, done.rejected, done.to_review


def contracts_of(store, ocid):
    names = ("ocid", "supplier", "neq", "neq_doubtful", "natural", "awarded", "final", "awarded_on")
    return {row[1:] for row in store.rows(CONTRACT, *names) if row[0] == ocid}


def test_the_invented_month_is_read_as_it_is_told(store):
    done = store.bring(INVENTED)
    assert counted(done) == (6, 2, 1, 1, 1)
    assert [(one.line, one.column, one.value) for one in done.rejects] == [(10, "awards[0].date", "le 3 juin")]
    titles = {number: (title, status) for number, title, status in store.rows(NOTICE, "number", "title", "status")}
    assert titles == {
        "90000001": ("Réfection du 2e\tétage", "complete"),
        "90000002": ("Agent conversationnel", "complete"),
        "90000003": ("Détection par l’image", "complete"),
        "90000004": ("Licences", "complete"),
        "90000005": ("Déneigement", "cancelled"),
        "90000006": ("Collecte", "complete"),
    }
    money = ("ocid", "supplier", "status", "awarded", "final", "currency", "awarded_on", "signed_on", "ends_on")
    assert [row[1:] for row in store.rows(CONTRACT, *money)] == [
        ("Toitures du Héron inc.", "active", 2673859, 2970954, "CAD", "2026-06-02", "2026-06-05", "2026-12-31"),
        ("Loutre Logiciels inc.", "active", 5000000, None, "CAD", "2026-06-02", None, None),
        ("Consortium Amont", "active", 10000050, 10000050, "CAD", "2026-06-03", "2026-06-04", None),
        ("Consortium Aval, s.e.n.c.", "active", 10000050, 10000050, "CAD", "2026-06-03", "2026-06-04", None),
        ("Heron Optics LLC", "active", 1999998, None, "USD", "2026-06-03", "2026-06-04", None),
        ("Odile Bouleau", "terminated", 450000, 200000, "CAD", "2026-06-01", "2026-06-02", None),
    ]


@pytest.mark.skipif(not REAL.exists(), reason="les trois versions réelles de SEAO ne sont pas là: PAS vérifiées")
def test_the_three_real_releases_are_read_right(store):
    assert counted(store.bring(REAL)) == (3, 0, 0, 0, 0)
    before = store.all()
    assert counted(store.bring(REAL)) == (0, 0, 3, 0, 0)
    assert store.all() == before
    told = json.loads(REAL.read_text("utf-8"), parse_float=str, parse_int=str)["releases"]
    names = ("ocid", "title", "municipal", "unspsc", "category", "estimate_low", "estimate_high", "url")
    rows = {row[0]: row[1:] for row in store.rows(NOTICE, *names)}
    for one in told:
        tender = one["tender"]
        item = tender["items"][0]
        codes = [item["classification"]["id"], *(more["id"] for more in item.get("additionalClassifications", ()))]
        low, high = (int(tender[name]["amount"]) * 100 if name in tender else None for name in ("minValue", "value"))
        assert rows[one["ocid"]] == (
            tender["title"].strip(),
            one["parties"][0]["details"]["municipal"] == "1",
            codes,
            item["id"],
            low,
            high,
            tender["documents"][0]["url"],
        )
    (contract,) = store.rows(
        CONTRACT, "supplier_id", "neq", "neq_doubtful", "country", "awarded", "final", "awarded_on"
    )
    (supplier,) = [one for one in told[2]["parties"] if "supplier" in one["roles"]]
    assert contract == (supplier["id"], supplier["details"]["neq"], False, "USA", 295038800, 295038800, "2026-07-20")


@EACH
@given(told=st.lists(releases_of(), max_size=12), indent=st.sampled_from((None, 0, 2)), plain_letters=st.booleans())
def test_what_is_shown_is_what_an_independent_reading_shows(store, tmp_path, told, indent, plain_letters):
    # Two contents of one id and date are told apart by their digests, which no plain reading knows.
    once = list({(one["ocid"], one["id"], one["date"]): one for one in told}.values())
    once = list({(one["ocid"], one["id"], plain._instant(one["date"])): one for one in once}.values())
    store.clear()
    done = store.bring(a_file(tmp_path, once, indent=indent, ensure_ascii=plain_letters))
    assert done.read == len(once) == done.created + done.updated + done.unchanged
    expected = plain.shown(written(once))
    found = {row[0]: row[1:] for row in store.rows(NOTICE, "ocid", "title", "municipal", "estimate_high")}
    assert {ocid: (*found[ocid], contracts_of(store, ocid)) for ocid in found} == expected


@EACH
@given(told=st.lists(releases_of(notices=2, identities=2), min_size=1, max_size=10), data=st.data())
def test_neither_the_order_of_files_nor_of_releases_nor_repetition_matters(store, tmp_path, told, data):
    store.clear()
    store.bring(a_file(tmp_path, told))
    before = store.all()
    again = store.bring(a_file(tmp_path, told))
    assert (again.created, again.updated, again.to_review) == (0, 0, 0)
    assert store.all() == before
    store.clear()
    mixed = data.draw(st.permutations(told + told[:2]))
    cut = data.draw(st.integers(0, len(mixed)))
    files = [a_file(tmp_path, mixed[:cut], "un.json"), a_file(tmp_path, mixed[cut:], "deux.json")]
    done = [store.bring(path) for path in files]
    assert store.all() == before
    assert sum(one.created for one in done) == len({one["ocid"] for one in told})
    assert all(one.to_review <= one.created + one.updated for one in done)


BAD = st.sampled_from(
    (
        {}, 5, [], None, {"ocid": "x", "id": "1", "date": "hier"}, {"ocid": " ", "id": "1", "date": "2026-06-01"},
        release(awards=[award(amount=10**30)]), release(title="x" * 10_001), release(title="a\0b"), release(awards={}),
    )
)  # fmt: skip


@EACH
@given(told=st.lists(st.one_of(releases_of(), BAD), max_size=12), batch=st.integers(1, 5))
def test_what_is_read_is_created_updated_unchanged_or_rejected(store, tmp_path, told, batch):
    store.clear()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(imports, "_BATCH", batch)
        done = store.bring(a_file(tmp_path, told))
    assert done.read == len(told) == done.created + done.updated + done.unchanged + done.rejected
    bad = [n for n, one in enumerate(told, 1) if not isinstance(one, dict) or one.get("buyer") is None]
    assert [one.line for one in done.rejects] == bad
    assert (
        done.created == len(store.rows(NOTICE)) == len({one["ocid"] for n, one in enumerate(told, 1) if n not in bad})
    )


def test_a_newer_release_is_shown_and_the_older_one_is_kept(store, tmp_path):
    old, new = release(title="Avant"), release(identity="2", date="2026-06-03T09:00:00-04:00", title="Après")
    for order, expected in (((new, old), (1, 0, 1)), ((old, new), (1, 1, 0))):
        store.clear()
        assert counted(store.bring(a_file(tmp_path, order)))[:3] == expected
        assert store.rows(NOTICE, "title", "release") == [("Après", "2")]
        assert [told["tender"]["title"] for (told,) in store.rows(RELEASE, "told")] == ["Avant", "Après"]


def test_later_releases_never_count_a_contract_twice(store, tmp_path):
    first = release(awards=[award(suppliers=("FO-7",))])
    final = release(identity="2", date="2026-07-01", awards=first["awards"], contracts=[signed(amount=29709.54)])
    corrected = release(identity="3", date="2026-08-01", awards=[award(amount=900, suppliers=("FO-7",))])
    store.bring(a_file(tmp_path, [first, final]))
    assert store.rows(CONTRACT, "awarded", "final") == [(100050, 2970954)]
    store.bring(a_file(tmp_path, [corrected, first]))
    assert store.rows(CONTRACT, "awarded", "final") == [(90000, None)]


@pytest.mark.parametrize("turned", [False, True])
def test_of_two_contents_under_one_id_the_same_one_is_kept_in_any_order(store, tmp_path, turned):
    told = [release(title="Un"), release(title="Deux")]
    done = [store.bring(a_file(tmp_path, [one])) for one in (reversed(told) if turned else told)]
    assert len(store.rows(RELEASE)) == 1
    kept = store.rows(NOTICE, "title")
    assert done[1].updated == done[1].to_review
    store.clear()
    store.bring(a_file(tmp_path, told))
    assert store.rows(NOTICE, "title") == kept


def test_a_number_that_fails_is_stored_as_doubtful_or_blank_and_is_for_a_person_to_look_at(store, tmp_path):
    told = [
        release(n, parties=[party("FO-7", details={"neq": number})], awards=[award(suppliers=("FO-7",))])
        for n, number in enumerate((COMPANY, WRONG, "123", "", "S/O"), 1)
    ]
    done = store.bring(a_file(tmp_path, told))
    assert (done.created, done.to_review, done.rejected) == (5, 3, 0)
    assert store.rows(CONTRACT, "neq", "neq_doubtful") == sorted(
        [(COMPANY, False), (WRONG, True), (None, False), (None, False), (None, False)], key=repr
    )


def test_a_file_that_ends_early_stores_nothing(store, tmp_path):
    whole = written([release(n) for n in range(1, 700)])
    path = tmp_path / "mois.json"
    path.write_bytes(whole[:-9])
    with pytest.raises(UnusableError) as caught:
        store.bring(path)
    assert caught.value.faults[0].rule == "json"
    assert store.all() == [[], [], []]
    path.write_bytes(whole)
    assert store.bring(path).created == 699


def test_an_accent_of_another_encoding_is_told_and_the_encoding_may_be_said(store, tmp_path):
    path = tmp_path / "mois.json"
    path.write_bytes(written([release(title="Égout")], ensure_ascii=False).decode().encode("cp1252"))
    with pytest.raises(UnusableError) as caught:
        store.bring(path)
    assert caught.value.faults[0].rule == "encoding"
    assert store.bring(path, encoding="cp1252").created == 1
    assert store.rows(NOTICE, "title") == [("Égout",)]


def test_a_file_of_something_else_is_refused_once_that_is_clear(store, tmp_path, monkeypatch):
    monkeypatch.setattr(imports, "MOST_REJECTS", 3)
    assert store.bring(a_file(tmp_path, [{}] * 3)).rejected == 3
    with pytest.raises(UnusableError) as caught:
        store.bring(a_file(tmp_path, [release(), *[{}] * 4]))
    assert caught.value.faults[0].rule == "rejects"
    assert store.rows(NOTICE) == []
