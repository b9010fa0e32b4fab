"""What the queries answer on each database, held against the files read without the program."""

import tomllib

import pytest

from municipal.db import reading
from municipal.paths import SEED
from tests.vendors.registry.ledger import NEQS, cause, memory
from vendors.registry.changing import alter
from vendors.registry.merging import Choice, decide
from vendors.registry.queries import facts, fit_statements, solutions, vendor, vendors
from vendors.text import fold, words


@pytest.fixture
def files():
    """The tables of all files of the demonstration, in the order of the files."""
    tables = {"vendor": [], "solution": [], "fact": [], "fit": []}
    for path in sorted((SEED / "demo" / "vendors").glob("*.toml")):
        document = tomllib.loads(path.read_text(encoding="utf-8"))
        for name, rows in document.items():
            tables[name] += [row | {"file": document["vendor"][0]} for row in rows]
    return tables


@pytest.fixture
def session(demo):
    assert demo.database
    with reading() as session:
        yield session


def by_name(rows):
    return [row["id"] for row in sorted(rows, key=lambda row: (" ".join(words(row["name"])), row["id"]))]


def test_all_solutions_come_by_name_in_one_order_on_each_database(session, files):
    assert [one.id for one in solutions(session)] == by_name(files["solution"])


def test_a_solution_says_what_its_file_says_and_what_is_unknown_stays_unknown(session, files):
    found = {one.id: one for one in solutions(session)}
    for row in files["solution"]:
        one = found[row["id"]]
        assert (one.name, one.kind, one.summary_en) == (row["name"], row["kind"], row["summary_en"])
        assert (one.domains, one.capabilities) == (row["domains"], row["capabilities"])
        assert one.languages == row.get("languages", [])
        for field in ("hosting", "smallest_population", "price_low", "price_high", "open_source"):
            assert getattr(one, field) == row.get(field)
        assert (one.vendor, one.vendor_name, one.neq) == (
            row["file"]["id"],
            row["file"]["name"],
            row["file"].get("neq"),
        )
        assert (one.status, one.version) == ("candidate", 1)
        # French is typeset when it is loaded: its spaces change, and nothing else.
        assert fold(one.summary_fr) == fold(row["summary_fr"])
    assert any(one.open_source is False for one in found.values())
    assert any(one.open_source is None for one in found.values())


def test_solutions_may_be_asked_by_id(session, files):
    some = [files["solution"][n]["id"] for n in (7, 0, 3)]
    assert {one.id for one in solutions(session, ids=some)} == set(some)
    assert [one.id for one in solutions(session, ids=[*some, "absent", some[0]])] == [
        one.id for one in solutions(session, ids=some)
    ]
    assert solutions(session, ids=[]) == []
    assert solutions(session, ids=["' OR 1=1 --"]) == []


def test_solutions_may_be_asked_by_supplier(session, files):
    for row in files["vendor"]:
        own = [one for one in files["solution"] if one["file"]["id"] == row["id"]]
        assert [one.id for one in solutions(session, vendor=row["id"])] == by_name(own)
    assert solutions(session, vendor="absent") == []


def test_facts_come_in_the_order_of_their_file(session, files):
    found = facts(session)
    assert len(found) == len(files["fact"])
    for solution in {row["solution"] for row in files["fact"]}:
        said = [row for row in files["fact"] if row["solution"] == solution]
        own = [one for one in found if one.solution == solution]
        assert own == facts(session, ids=[solution])
        assert [(one.field, one.text_en, one.body, one.verified, one.source_url) for one in own] == [
            (row["field"], row["text_en"], row.get("body"), row["verified"], row.get("source_url")) for row in said
        ]
    assert facts(session, ids=[]) == []


def test_statements_of_fit_are_all_there_and_may_be_asked_by_solution(session, files):
    found = fit_statements(session)
    assert {(one.solution, one.node, one.verdict, one.reason_en) for one in found} == {
        (row["solution"], row["node"], row["verdict"], row["reason_en"]) for row in files["fit"]
    }
    assert len(found) == len(files["fit"])
    for row in files["fit"]:
        own = fit_statements(session, solution=row["solution"])
        assert row["node"] in [one.node for one in own]
        assert {one.solution for one in own} == {row["solution"]}
    assert fit_statements(session, solution="absent") == []


def test_suppliers_come_by_name_and_each_may_be_asked(session, files):
    found = vendors(session)
    assert [one.id for one in found] == by_name(files["vendor"])
    for row in files["vendor"]:
        one = vendor(session, row["id"])
        assert one in found
        assert (one.name, one.neq, one.city, one.website) == (
            row["name"],
            row.get("neq"),
            row.get("city"),
            row.get("website"),
        )
    assert vendor(session, "absent") is None


@pytest.mark.parametrize("engine", ["sqlite", "postgres"])
def test_the_two_worlds_share_no_supplier_and_no_solution(worlds, engine):
    seen = []
    for demo in (True, False):
        worlds(engine, demo=demo).enter()
        with reading() as session:
            seen.append({one.id for one in vendors(session)} | {one.id for one in solutions(session)})
    assert all(seen)
    assert seen[0] & seen[1] == set()


def test_the_number_of_a_natural_person_is_told_nowhere_and_another_one_takes_its_place():
    with memory() as session:
        alter(session, "vendor", "loutre", "loutre", {"neq": "2240000000"}, cause())
        session.flush()
        row = vendor(session, "loutre")
        assert row is not None
        assert row.neq is None
        assert "2240000000" not in repr(vendors(session)) + repr(solutions(session))
        decide(session, Choice("loutre", "hibou", "merged", "loutre", "même site"), cause())
        session.flush()
        assert {one.neq for one in vendors(session) if one.id == "loutre"} == {NEQS["hibou"]}
        assert {one.neq for one in solutions(session, vendor="loutre")} <= {NEQS["hibou"]}
        assert "2240000000" not in repr(vendors(session)) + repr(solutions(session))
