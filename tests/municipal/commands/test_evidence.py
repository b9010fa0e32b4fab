"""The two commands of the contract, to the letter; whatever is given, an answer or a fault, never a traceback."""

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

STUDIES = [
    {"y": -0.30, "se": 0.10, "level": 3, "similarity": 0.9},
    {"y": -0.10, "se": 0.08, "level": 2, "similarity": 0.6},
    {"y": -0.25, "se": 0.15, "level": 1, "similarity": 0.8},
    {"y": 0.05, "se": 0.12, "level": 3, "similarity": 0.5},
]
COMPARISON = {
    "indicators": [
        {"id": "delai311", "baseline": 12, "worst": 16, "target": 6},
        {"id": "satisf", "baseline": 68, "worst": 50, "target": 90},
    ],
    "alternatives": [{"id": "A", "studies": {"delai311": STUDIES}}, {"id": "Été", "studies": {}}],
    "weights": "uniform",
    "draws": 500,
    "seed": 1,
}
POOL = ["k", "mean", "sd", "tau2", "q", "i2", "se", "ci95"]
ROW = [
    *("id", "gain_mean", "gain_p10", "gain_p90", "p_beats_status_quo", "p_first", "p_last"),
    *("cvar10", "regret", "coverage", "verdict"),
]
ANYTHING = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(max_size=5)
    | st.sampled_from(["dl", "uniform", "delai311", 10**400, 5e-324, 1e308, "\ud800", "\x00"]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=6,
)


@pytest.fixture
def ask(command, tmp_path):
    """What a command answers on a document: `ask("pool", document)`."""
    world = SimpleNamespace(settings=Settings(data_dir=str(tmp_path / "data")))

    def run(what, document, *options, **more):
        path = tmp_path / "document.json"
        path.write_bytes(document if isinstance(document, bytes) else json.dumps(document).encode())
        ran = command(world, "evidence", what, str(path), *options, **more)
        assert "Traceback" not in ran.err
        return ran

    return run


def asked(method="hierarchical", studies=STUDIES, **more):
    return {"studies": studies, "method": method} | more


# pool


def test_pool_answers_every_name_of_the_contract_and_null_for_what_the_method_has_not(ask):
    ran = ask("pool", asked(), "--json")
    assert (ran.status, ran.err) == (0, "")
    assert list(ran.json) == POOL
    assert ran.json["k"] == 4
    assert (ran.json["mean"], ran.json["sd"]) == pytest.approx((-0.1314, 0.1954), abs=1e-4)
    assert {ran.json[name] for name in POOL[3:-1]} == {None}
    assert ran.json["ci95"] is None


@pytest.mark.parametrize("method", ["dl", "reml", "ee"])
def test_the_audit_methods_have_no_predictive_deviation(ask, method):
    found = ask("pool", asked(method), "--json").json
    assert list(found) == POOL
    assert found["sd"] is None
    assert found["mean"] == pytest.approx(-0.1818, abs=1e-4)
    assert (found["tau2"], found["i2"]) == (0, 0)
    low, high = found["ci95"]
    assert (low + high) / 2 == pytest.approx(found["mean"])
    assert (high - low) / 2 == pytest.approx(1.959964 * found["se"])
    corrected = ask("pool", asked(method, hartung_knapp=True), "--json").json
    assert corrected["ci95"][1] - corrected["mean"] == pytest.approx(3.182446 * corrected["se"], rel=1e-6)


def test_a_list_is_answered_with_a_list_in_order(ask):
    found = ask("pool", [asked("dl", STUDIES[:n]) for n in range(5)], "--json").json
    assert [one["k"] for one in found] == [0, 1, 2, 3, 4]
    assert found[0] == dict.fromkeys(POOL) | {"k": 0}
    assert ask("pool", [asked()], "--json").json == [ask("pool", asked(), "--json").json]


def test_no_study_at_all(ask):
    found = ask("pool", asked(studies=[]), "--json").json
    assert (found["k"], found["mean"], round(found["sd"], 4)) == (0, 0, 0.3195)


# compare


def test_compare_answers_every_name_of_the_contract(ask):
    ran = ask("compare", COMPARISON, "--json")
    assert (ran.status, ran.err) == (0, "")
    assert list(ran.json) == ["alternatives", "status_quo", "evpi"]
    assert [list(one) for one in ran.json["alternatives"]] == [ROW, ROW]
    assert [one["id"] for one in ran.json["alternatives"]] == ["A", "Été"]
    assert [one["coverage"] for one in ran.json["alternatives"]] == [0.5, 0]
    assert ran.json["alternatives"][1]["verdict"] == "preuve_insuffisante"
    unchanged = ran.json["status_quo"]
    assert list(unchanged) == ROW
    assert (unchanged["gain_mean"], unchanged["verdict"], unchanged["coverage"]) == (0, None, None)
    rows = [*ran.json["alternatives"], unchanged]
    assert sum(one["p_first"] for one in rows) == pytest.approx(1)
    assert ask("compare", [COMPARISON] * 2, "--json").json == [ran.json] * 2


def test_the_order_of_the_alternatives_changes_nothing(ask):
    turned = COMPARISON | {"alternatives": COMPARISON["alternatives"][::-1]}
    found = ask("compare", turned, "--json").json
    assert found["alternatives"][::-1] == ask("compare", COMPARISON, "--json").json["alternatives"]


def test_a_percentage_of_the_catalogue_is_compared_on_its_odds(ask):
    """Odds of 1, tripled by one sure study after another: three in four."""
    sure = [{"y": 1.0986, "se": 1e-6}] * 100
    share = {"id": "canopee-pct", "baseline": 50, "worst": 25, "target": 75}
    document = {"indicators": [share], "alternatives": [{"id": "A", "studies": {"canopee-pct": sure}}]}
    assert ask("compare", document, "--json").json["alternatives"][0]["gain_mean"] == pytest.approx(0.5, abs=0.02)
    document = {"indicators": [share | {"id": "satisfaction-vie"}], "alternatives": [{"id": "A", "studies": {}}]}
    refused(ask("compare", document, "--json"), "indicator", "indicators[0]")
    document["indicators"][0]["id"] = "taux-inoccupation"
    refused(ask("compare", document, "--json"), "indicator", "indicators[0]")


# what a person sees


def test_without_json_it_speaks_the_language_of_the_person(ask):
    french, english = (ask("compare", COMPARISON, MUNI_LANG=language).out for language in ("fr", "en"))
    assert french.splitlines()[1].endswith("\u00a0%  preuve insuffisante")
    assert english.splitlines()[1].endswith("%  insufficient evidence")
    assert french.splitlines()[2] == "ne rien changer"
    assert "mean\u00a0: -0,1314" in ask("pool", asked()).out
    assert "ci95: [-0.3937; 0.0302]" in ask("pool", asked("dl"), MUNI_LANG="en").out


# what is wrong


def test_a_fault_says_where_and_what_to_do_in_both_languages(ask):
    document = [asked(), asked(studies=[STUDIES[0], STUDIES[0] | {"se": 0}])]
    french = refused(ask("pool", document, "--json"), "se", "[1].studies[1].se")
    english = refused(ask("pool", document, "--json", MUNI_LANG="en"), "se", "[1].studies[1].se")
    assert french[0]["message"].startswith("Corrigez [1].studies[1].se\u00a0: un nombre plus grand que 0")
    assert english[0]["message"].startswith("Correct [1].studies[1].se: a number greater than 0")


@pytest.mark.parametrize("what", ["pool", "compare"])
@pytest.mark.parametrize(
    ("data", "rule"),
    [(b"", "json"), (b"nonsense", "json"), (b"\xff", "encoding"), (b" " * 5_000_001, "size"), (b"[]", "empty")],
)
def test_what_is_no_document_is_refused(ask, what, data, rule):
    refused(ask(what, data, "--json"), rule)


def test_a_file_that_is_not_there_is_refused(command, tmp_path):
    world = SimpleNamespace(settings=Settings(data_dir=str(tmp_path)))
    for path in ("absent.json", str(tmp_path), "a\0b"):
        refused(command(world, "evidence", "pool", path, "--json"), "file", path)
    refused(command(world, "evidence", "guess", "x", "--json"), "usage")


def answered(what, data, folder):
    """The status and the answer of a command on bytes, run in this process."""
    path = folder / "any.json"
    path.write_bytes(data)
    out, err = io.StringIO(), io.StringIO()
    with redirect_stdout(out), redirect_stderr(err):
        status = main(["evidence", what, str(path), "--json"])
    out.getvalue().encode()
    err.getvalue().encode()
    found = json.loads(out.getvalue())
    assert status in (0, 2)
    if status:
        assert found["errors"]
        assert all(set(one) == {"rule", "where", "message"} for one in found["errors"])
    return status, found


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return tmp_path_factory.mktemp("evidence")


@settings(max_examples=150, deadline=None)
@given(data=st.binary(max_size=60) | ANYTHING.map(lambda one: json.dumps(one).encode()))
def test_anything_at_all_is_answered_or_refused(folder, data):
    for what in ("pool", "compare"):
        answered(what, data, folder)


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


@settings(max_examples=300, deadline=None)
@given(data=st.data(), value=ANYTHING | st.floats(-30, 30) | st.integers(0, 2000))
def test_anything_in_any_place_is_answered_or_refused(folder, data, value):
    what, document = data.draw(
        st.sampled_from([("pool", asked(method)) for method in ("hierarchical", "dl", "reml", "ee")])
        | st.just(("compare", COMPARISON | {"draws": 5}))
    )
    way = data.draw(st.sampled_from(list(ways(document))))
    answered(what, json.dumps(replaced(document, way, value)).encode(), folder)


# as a person runs it


def run(*arguments, stdin=b""):
    return subprocess.run([sys.executable, *arguments], input=stdin, capture_output=True, check=False)


def test_a_hyphen_reads_the_standard_input():
    ran = run("-m", "municipal", "evidence", "pool", "-", "--json", stdin=json.dumps(asked()).encode())
    assert (ran.returncode, ran.stderr) == (0, b"")
    assert json.loads(ran.stdout)["k"] == 4
    assert ran.stdout.count(b"\n") == 1


def test_nothing_that_starts_with_the_program_loads_numpy():
    """It takes twenty megabytes, which only the pages and commands that compute with it shall pay."""
    ran = run("-c", "import sys, municipal.__main__, municipal.app; sys.exit('numpy' in sys.modules)")
    assert ran.returncode == 0, ran.stderr
