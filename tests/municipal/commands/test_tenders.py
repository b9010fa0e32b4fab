"""`tender score` to the letter of the contract: an answer or faults, never a traceback, never a sealed price."""

import io
import json
import subprocess
import sys
from contextlib import redirect_stderr, redirect_stdout
from types import SimpleNamespace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from municipal.__main__ import main
from municipal.settings import Settings
from tests.municipal.commanded import refused
from tests.vendors.tenders.made import bid, tender

SEALED = 777_123.45
DOCUMENT = tender(bid("A", 82, "98500"), bid("B", 91, 112_000), bid("Été", 69.5, SEALED), bid("D", 70, 88_000))
ANYTHING = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(max_size=5)
    | st.sampled_from(["two_envelope", "lowest_price", "a", 10**400, 5e-324, 1e308, "\ud800", "\x00", "1e999", "NaN"]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=6,
)


@pytest.fixture
def score(command, tmp_path):
    """What the command answers on a document."""
    world = SimpleNamespace(settings=Settings(data_dir=str(tmp_path / "data")))

    def run(document, *options, **more):
        path = tmp_path / "tender.json"
        path.write_bytes(document if isinstance(document, bytes) else json.dumps(document).encode())
        ran = command(world, "tender", "score", str(path), *options, **more)
        assert "Traceback" not in ran.err
        assert "777" not in ran.out + ran.err
        return ran

    return run


def test_it_answers_every_name_of_the_contract(score):
    ran = score(DOCUMENT, "--json")
    assert (ran.status, ran.err) == (0, "")
    assert list(ran.json) == ["status", "award", "bids"]
    assert (ran.json["status"], ran.json["award"]) == ("awarded", "A")
    assert [list(one) for one in ran.json["bids"]] == [
        ["id", "interim", "admissible", "final", "final_exact", "rank"]
    ] * 4
    assert ran.json["bids"][2] == {
        "id": "Été",
        "interim": "69.5",
        "admissible": False,
        "final": None,
        "final_exact": None,
        "rank": None,
    }
    assert ran.json["bids"][0]["final"] == "10.3553"
    assert ran.json["bids"][0]["final_exact"] == "2040/197"


def test_a_list_is_answered_with_a_list_in_order(score):
    ran = score([DOCUMENT, tender(), tender(bid("A", 80, 5), bid("B", 80, 5))], "--json")
    assert ran.status in (0, 1)
    assert [one["status"] for one in ran.json] == ["awarded", "no_award", "dead_heat"]
    assert score([DOCUMENT], "--json").json == [score(DOCUMENT, "--json").json]


def test_without_json_it_speaks_the_language_of_the_person(score):
    french, english = (score(DOCUMENT, MUNI_LANG=language).out for language in ("fr", "en"))
    assert french.splitlines() == [
        "Attribué à A.",
        "1  A  intérimaire 82  finale 10,3553",
        "3  B  intérimaire 91  finale 9,9107",
        "–  Été  intérimaire 69,5  non admissible",
        "2  D  intérimaire 70  finale 10,2273",
    ]
    assert english.splitlines()[0] == "Awarded to A."
    assert english.splitlines()[3] == "–  Été  interim 69.5  not admissible"
    assert score(tender(bid("A", 60, SEALED))).out.startswith("Aucune attribution\u00a0:")
    assert score(tender(bid("A", 80, 5), bid("B", 80, 5))).out.startswith("Égalité parfaite\u00a0:")


def test_an_invalid_grid_tells_its_rules_in_both_languages(score):
    made = DOCUMENT | {"factor": 51, "committee": [{"name": "M", "council_member": True}]}
    for language, begins in [("fr", "Annoncez dans factor un nombre"), ("en", "Announce in factor a number")]:
        ran = score(made, "--json", MUNI_LANG=language)
        assert ran.status == 2
        assert [error["rule"] for error in ran.json["errors"]] == ["R4", "R5", "R5"]
        assert ran.json["errors"][0]["message"].startswith(begins)
        for error in ran.json["errors"]:
            assert set(error) == {"rule", "where", "message"}
            assert error["message"] in ran.err


def test_a_fault_beside_a_sealed_price_says_nothing_of_it(score):
    for made in [
        tender(bid("out", 60, SEALED), bid("A", 80)),
        tender(bid("out", 60, f"{SEALED} $"), bid("A", 80, "?")),
        tender(bid("out", 60, {"amount": SEALED}), bid("out", 80, 5)),
        DOCUMENT | {"criteria": []},
        DOCUMENT | {"bids": [*DOCUMENT["bids"], 5]},
    ]:
        for options in ([], ["--json"]):
            assert score(made, *options).status == 2


@pytest.mark.parametrize(
    ("data", "rule"),
    [
        (b"", "json"),
        (b"nonsense", "json"),
        (b"\xff", "encoding"),
        (b" " * 20_000_001, "size"),
        (b"[]", "empty"),
        (b"[" * 50_000, "json"),
        (b"1e999", "type"),
    ],
)
def test_what_is_no_document_is_refused(score, data, rule):
    refused(score(data, "--json"), rule)


def test_a_million_bids_are_refused_with_one_message(score):
    one = json.dumps(bid("A", 80, 5)).encode()
    whole = json.dumps(tender()).encode()
    many = whole.replace(b'"bids": []', b'"bids": [' + b",".join([one] * 1_000_000) + b"]")
    refused(score(many, "--json"), "size")
    small = whole.replace(b'"bids": []', b'"bids": [' + b",".join([b"0"] * 1_000_000) + b"]")
    refused(score(small, "--json"), "size", "bids")


def test_a_file_that_is_not_there_is_refused(command, tmp_path):
    world = SimpleNamespace(settings=Settings(data_dir=str(tmp_path)))
    for path in ("absent.json", str(tmp_path), "a\0b"):
        refused(command(world, "tender", "score", path, "--json"), "file", path)
    refused(command(world, "tender", "guess", "x", "--json"), "usage")
    refused(command(world, "tender", "score", "--json"), "usage")


def answered(data, folder):
    """The status and the answer of the command on bytes, run in this process."""
    path = folder / "any.json"
    path.write_bytes(data)
    out, err = io.StringIO(), io.StringIO()
    with redirect_stdout(out), redirect_stderr(err):
        status = main(["tender", "score", str(path), "--json"])
    out.getvalue().encode()
    err.getvalue().encode()
    found = json.loads(out.getvalue())
    assert status in (0, 2)
    if status:
        assert found["errors"]
        assert all(set(one) == {"rule", "where", "message"} for one in found["errors"])
    return status, out.getvalue() + err.getvalue()


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return tmp_path_factory.mktemp("tenders")


@settings(max_examples=150, deadline=None)
@given(data=st.binary(max_size=60) | ANYTHING.map(lambda one: json.dumps(one).encode()))
def test_anything_at_all_is_answered_or_refused(folder, data):
    answered(data, folder)


def ways(document, way=()):
    """Every place of a document."""
    yield way
    pairs = (
        document.items() if isinstance(document, dict) else enumerate(document if isinstance(document, list) else ())
    )
    for key, value in pairs:
        yield from ways(value, (*way, key))


def replaced(document, way, value):
    if not way:
        return value
    key, *rest = way
    if isinstance(document, dict):
        return document | {key: replaced(document[key], rest, value)}
    return [replaced(one, rest, value) if n == key else one for n, one in enumerate(document)]


ONE_ENVELOPE = tender(bid("A", 60, 5), bid("B", 61, 6), mode="one_envelope", price_points=20) | {
    "criteria": [{"id": "a", "max": 30}, {"id": "b", "max": 30}, {"id": "c", "max": 20, "min": 0}]
}
del ONE_ENVELOPE["factor"]
ONE_ENVELOPE["bids"] = [one | {"scores": dict.fromkeys("abc", 10)} for one in ONE_ENVELOPE["bids"]]
LOWEST = {"mode": "lowest_price", "bids": [{"id": "A", "price": "5"}, {"id": "B", "price": 6, "conforming": False}]}


@settings(max_examples=400, deadline=None)
@given(data=st.data(), value=ANYTHING | st.floats(-30, 120) | st.integers(-5, 120))
def test_anything_in_any_place_is_answered_or_refused(folder, data, value):
    document = data.draw(st.sampled_from([DOCUMENT, ONE_ENVELOPE, LOWEST]))
    way = data.draw(st.sampled_from(list(ways(document))))
    _, said = answered(json.dumps(replaced(document, way, value)).encode(), folder)
    if document is DOCUMENT and way[:1] != ("bids",) and way:
        assert "777123" not in said


def test_as_a_person_runs_it(tmp_path):
    path = tmp_path / "tender.json"
    path.write_text(json.dumps(DOCUMENT), encoding="utf-8")
    ran = subprocess.run(
        [sys.executable, "-m", "municipal", "tender", "score", str(path), "--json"], capture_output=True, check=False
    )
    assert (ran.returncode, ran.stderr) == (0, b"")
    assert ran.stdout.count(b"\n") == 1
    assert json.loads(ran.stdout)["award"] == "A"
