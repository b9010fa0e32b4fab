"""A release is valid by the official schema, tells the parts that were chosen and nothing else, and never a person."""

import json
from pathlib import Path

import jsonschema_rs
import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from municipal.open_contracting.ocds import LICENSE, VERSION, Package, Publisher, Release
from municipal.open_contracting.release import PARTS, ready, release
from municipal.places.names import Place
from municipal.projects.own import ProjectRow, StepRow

SCHEMAS = Path(__file__).parents[4] / "shared" / "data" / "ocds"
PLACE = Place("00003", "Sainte-Brume", "Village", "La Vallée-des-Fables", "Région", 900)
PROJECT = ProjectRow(
    "00003", "0" * 16, "Suivre les nids-de-poule", "nids-de-poule", "fr", "someone-secret", "", None, None, 1
)

# What is drawn never holds what must not be told: whoever draws also reads the words of this file.
texts = st.text(st.characters(codec="utf-8", exclude_categories=["Cs", "Cc"]), min_size=1, max_size=60).filter(
    lambda one: "secr" not in one.lower()
)
amounts = st.decimals(0, 10**9, places=2, allow_nan=False).map(str)


def step(name: str, told: dict[str, str] | None = None, frozen: dict[str, object] | None = None) -> StepRow:
    return StepRow(name, told or {}, frozen, "someone-secret", "2026-11-22T12:00:00Z", "2026-11-22T12:00:00Z", 1)


def steps_told(problem: str, route: str, amount: str, chosen: str, why: str, mode: str) -> dict[str, StepRow]:
    criteria = [{"id": "c1", "name_fr": "Besoin", "name_en": "Need", "max": "25", "min": None, "questions": []}]
    return {
        "need": step("need", {"problem": problem}),
        "people": step("people", {"owns": "PERSONNE-SECRÈTE"}),
        "route": step("route", frozen={"route": route, "amount": amount, "kind": "services"}),
        "grid": step("grid", frozen={"mode": mode, "criteria": criteria}),
        "documents": step("documents", {"publish_on": "2026-12-01", "closes_on": "2027-01-15"}),
        "decision": step(
            "decision",
            {"outcome": "chosen", "chosen": chosen, "why": why, "amount": amount, "decided_on": "2027-02-01"},
        ),
    }


told = st.builds(
    steps_told,
    texts,
    st.sampled_from(["public_call", "invitation", "mutual_agreement"]),
    amounts,
    texts,
    texts,
    st.sampled_from(["two_envelope", "one_envelope", "lowest_price"]),
)
parts = st.sets(st.sampled_from(PARTS)).filter(lambda one: one - {"amount"})


@pytest.fixture(scope="module")
def official():
    """The official schema of a release, where it is at hand; it belongs to others and is not kept here."""
    path = SCHEMAS / "schema_release-schema.json"
    if not path.exists():
        pytest.skip("the official schema of OCDS 1.1.5 is not here")
    return jsonschema_rs.validator_for(json.loads(path.read_text("utf-8")), validate_formats=True)


@pytest.mark.parametrize("day", ["0001-01-01", "1850-06-01", "1894-12-31", "1900-01-01", "2027-07-01", "9999-12-31"])
def test_whatever_day_was_typed_is_an_instant_of_the_standard(official, day):
    steps = steps_told("p", "public_call", "100", "c", "w", "two_envelope")
    steps["decision"].told["decided_on"] = day
    steps["documents"].told.update(publish_on=day, closes_on=day)
    made = release(PROJECT, steps, PLACE, PARTS, ocid="ocds-abcdef-1", number=1, at="2026-11-22T12:00:00Z")
    document = json.loads(msgspec.json.encode(made))
    assert list(official.iter_errors(document)) == []
    assert document["awards"][0]["date"].startswith(day)


@settings(max_examples=60, deadline=None)
@given(told, parts, st.integers(1, 9))
def test_any_release_is_valid_by_the_official_schema(official, steps, chosen, number):
    made = release(PROJECT, steps, PLACE, chosen, ocid="ocds-abcdef-1", number=number, at="2026-11-22T12:00:00Z")
    found = [str(error) for error in official.iter_errors(json.loads(msgspec.json.encode(made)))]
    assert found == []


def test_an_official_example_is_read_by_the_same_parts(official):
    """The schema that we hold ourselves to accepts what its authors publish, and refuses what it lacks."""
    path = SCHEMAS / "sampledata_1.1_ocds-213czf-000-00001.json"
    sample = json.loads(path.read_text("utf-8"))["releases"][0]
    assert official.is_valid(sample)
    assert not official.is_valid({name: value for name, value in sample.items() if name != "tag"})


@settings(max_examples=60, deadline=None)
@given(told, parts)
def test_what_was_not_chosen_is_not_told(steps, chosen):
    made = release(PROJECT, steps, PLACE, chosen, ocid="x-1", number=1, at="2026-11-22T12:00:00Z")
    assert (made.planning is not None) == ("planning" in chosen)
    assert (made.tender is not None) == ("tender" in chosen)
    assert bool(made.awards) == ("award" in chosen)
    estimates = [made.tender.value if made.tender else None, made.planning.budget if made.planning else None]
    assert "amount" in chosen or estimates == [None, None]
    text = msgspec.json.encode(made).decode()
    assert "secret" not in text.lower()
    assert "SECRÈTE" not in text
    assert msgspec.json.decode(msgspec.json.encode(made), type=Release) == made


@given(told, parts)
@settings(max_examples=30, deadline=None)
def test_every_reference_names_a_party_of_the_release(steps, chosen):
    made = release(PROJECT, steps, PLACE, chosen, ocid="x-1", number=1, at="2026-11-22T12:00:00Z")
    known = {one.id for one in made.parties}
    named = {made.buyer.id} | {one.id for award in made.awards for one in award.suppliers}
    assert named <= known


def test_a_project_tells_what_it_has():
    steps = steps_told("le problème", "public_call", "150000", "Boussole", "moins chère", "two_envelope")
    assert ready(steps) == ["planning", "tender", "award", "amount"]
    assert ready({}) == []
    none = steps | {"decision": step("decision", {"outcome": "none", "why": "aucune"})}
    assert "award" not in ready(none)
    no_purchase = steps | {"route": step("route", frozen={"route": "no_purchase", "amount": None, "kind": "policy"})}
    assert ready(no_purchase) == ["planning", "award"]


@pytest.mark.parametrize(
    ("route", "method"), [("public_call", "open"), ("invitation", "limited"), ("mutual_agreement", "direct")]
)
def test_each_route_has_its_method(route, method):
    steps = steps_told("p", route, "1", "c", "w", "lowest_price")
    made = release(PROJECT, steps, PLACE, ["tender"], ocid="x-1", number=2, at="2026-11-22T12:00:00Z")
    assert made.tag == ["tenderUpdate"]
    assert made.tender.procurement_method == method
    assert made.tender.award_criteria == "priceOnly"
    # Midnight in Québec, in winter five hours after Greenwich.
    assert made.tender.tender_period.start_date == "2026-12-01T00:00:00-05:00"


def test_a_package_says_its_version_and_licence():
    package = Package(
        uri="u",
        version=VERSION,
        published_date="d",
        publisher=Publisher(name="n", uri="u"),
        license=LICENSE,
        releases=[],
    )
    assert json.loads(msgspec.json.encode(package)) == {
        "uri": "u",
        "version": "1.1",
        "publishedDate": "d",
        "publisher": {"name": "n", "uri": "u"},
        "license": "https://creativecommons.org/licenses/by/4.0/",
        "releases": [],
    }
