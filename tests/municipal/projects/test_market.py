"""The list of a market: fixed in both languages with its reasons, the same whatever happens to the registry after."""

import hashlib
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from municipal.db import reading, write
from municipal.documents.sheet import csv_file, xlsx
from municipal.projects.market import fixed, is_study, market_json, market_rows, need_of
from municipal.projects.market_choice import Chosen
from municipal.projects.market_since import since
from municipal.projects.own import ProjectRow, StepRow, steps_of
from municipal.projects.typical import typical_needs
from municipal.projects.writing import freeze, open_project
from municipal.traces.chain import By
from tests.municipal.alerts.around import leave, offer, offered
from tests.municipal.projects.market_kit import CITY, NEED, independent, shown
from vendors.needs.find import MOST

TEXTS = st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=60)


@pytest.fixture(autouse=True)
def _as_it_was(hamlet):
    yield
    leave(*offered())


def kept(frozen):
    """The list fixed in a new project, by somebody."""

    def work(session):
        by = By("somebody")
        project = open_project(session, by, CITY, title="Fuites", words=NEED, language="fr")
        assert freeze(session, lambda _action: by, CITY, project, "market", frozen, version=0) is None
        return project

    project = write(work)
    with reading() as session:
        return steps_of(session, CITY, project)["market"].frozen


def step(name, told=None, frozen=None):
    return {name: StepRow(name, told or {}, frozen, "", "", None, 1)}


@pytest.mark.parametrize("language", ["fr", "en"])
def test_every_typical_need_has_five_answers_to_compare_in_both_languages(hamlet, language):
    found = {one.id: len(shown(one.text("words", language)).rows) for one in typical_needs()}
    assert {name: count for name, count in found.items() if count < 5} == {}


def test_the_list_says_why_in_both_languages_and_leaves_nothing_out_without_a_reason(hamlet):
    here = shown()
    assert 5 <= len(here.rows) <= MOST
    assert here.excluded
    for one in here.rows:
        assert one.reasons_fr
        assert len(one.reasons_en) == len(one.reasons_fr)
        assert one.reasons_en != one.reasons_fr
    for one in here.excluded:
        assert "généraliste" in one.reason_fr
        assert "general" in one.reason_en


def test_two_solutions_more_than_thirty_give_thirty(hamlet):
    for n in range(32):
        offer(f"Écoute {n}", domains=["D:eau"], capabilities=["C:anomalies"])
    here = shown()
    assert len(here.rows) == MOST
    assert len(fixed(here, Chosen([], {}), version=1)["rows"]) == MOST


def test_a_fixed_list_is_told_by_its_digest_whatever_was_typed(hamlet):
    here = shown()
    names = [one.solution for one in here.rows]

    @given(st.dictionaries(st.sampled_from(names[2:]), TEXTS.filter(str.strip)), TEXTS, st.integers(1))
    def holds(why, need, version):
        frozen = fixed(here, Chosen(names[:2], why), version=version)
        frozen |= {"need": need, "at": "2026-11-22T15:00:00+00:00", "by": "a1"}
        assert hashlib.sha256(market_json(frozen)).hexdigest() == independent(frozen)
        assert json.loads(market_json(frozen)) == frozen
        # Each row left out bears its reason, by the city or by the rules; each row kept bears none.
        for row in frozen["rows"]:
            assert bool(row["because"]) != row["kept"]
        assert all(row["reason_fr"] and row["reason_en"] for row in frozen["excluded"])

    holds()


def test_fixed_twice_at_another_time_the_rows_are_equal(hamlet, clock):
    frozen = fixed(shown(), Chosen([], {}), version=7)
    first = kept(frozen)
    clock.forward(minutes=3)
    second = kept(frozen)
    assert first["at"] != second["at"]
    assert first["digest"] != second["digest"]
    for name in ("need", "rows", "excluded", "compared", "data_version"):
        assert first[name] == second[name] == frozen[name]
    for one in (first, second):
        assert independent(one) == one["digest"] == hashlib.sha256(market_json(one)).hexdigest()


def test_what_changes_in_the_registry_is_told_and_changes_nothing_that_is_fixed(hamlet):
    leaving = offer("Oreille d’essai", domains=["D:eau"], capabilities=["C:anomalies"])
    frozen = kept(fixed(shown(), Chosen([], {}), version=7))
    assert leaving in {row["solution"] for row in frozen["rows"]}
    assert since(frozen, shown()).came == []
    assert since(frozen, shown()).went == []
    leave(leaving)
    coming = offer("Autre oreille", domains=["D:eau"], capabilities=["C:anomalies"])
    moved = since(frozen, shown())
    assert moved.came == [(coming, "Autre oreille")]
    assert moved.went == [(leaving, "Oreille d’essai")]
    assert independent(frozen) == frozen["digest"]


@pytest.mark.parametrize("language", ["fr", "en"])
def test_the_table_has_every_solution_once_with_its_place_and_its_reason(hamlet, language):
    here = shown()
    names = [one.solution for one in here.rows]
    table = market_rows(fixed(here, Chosen(names[:2], {names[-1]: "=Trop cher"}), version=1), language)
    assert [row[0] for row in table.rows] == [*(one.name for one in here.rows), *(one.name for one in here.excluded)]
    assert {len(row) for row in table.rows} == {len(table.header)}
    left = [row for row in table.rows if row[3]]
    assert len(left) == 1 + len(here.excluded)
    assert left[0][3] == "=Trop cher"
    assert "'=Trop cher" in csv_file(table).decode("utf-8-sig")
    assert xlsx([table], title=table.caption, language=language).startswith(b"PK")


@pytest.mark.parametrize(
    ("route", "procedure", "study"),
    [
        ("public_call", "public_call", True),
        ("group_purchase", "public_call", True),
        ("group_purchase", "invitation", False),
        ("invitation", "invitation", False),
        ("mutual_agreement", "", False),
    ],
)
def test_a_public_call_makes_of_the_list_a_market_study(route, procedure, study):
    assert is_study(step("route", frozen={"route": route, "procedure": procedure})) is study
    assert is_study({}) is False


def test_the_need_is_read_as_it_is_told_now():
    project = ProjectRow(CITY, "p", "Fuites", "fuites", "fr", "", "", None, None, 1)
    assert need_of(project, {}) == "fuites"
    assert need_of(project, step("need", {"words": " pertes d’eau "})) == "pertes d’eau"
    assert need_of(project, step("need", {"words": " "})) == "fuites"
