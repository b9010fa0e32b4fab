"""What happened around a project since its market was fixed: only of what was kept, and each thing once."""

import pytest
from sqlalchemy import delete
from sqlmodel import col

from municipal.cases.tables import CityCase
from municipal.db import reading, write
from municipal.projects.news import keepers, looked_after, market_of, news
from municipal.projects.own import steps_of
from municipal.projects.tables import Project, ProjectStep
from municipal.suppliers.tables import Report
from municipal.tenancy.guard import everything
from municipal.traces.chain import SYSTEM, now
from municipal.traces.versions import keep
from tests.municipal.alerts.around import contest, dereference, fix, leave, offer, offered, opened
from tests.municipal.community.telling import publish, withdraw

CITY, OTHER = "00004", "00005"
CASES = ("essai-nouvelle", "essai-besoin", "essai-autre")


@pytest.fixture(autouse=True)
def _as_it_was(hamlet):
    yield
    leave(*offered())

    def work(session):
        with everything("a test leaves nothing behind"):
            for table in (Report, ProjectStep, Project):
                session.execute(delete(table))
            session.execute(delete(CityCase).where(col(CityCase.id).in_(CASES)))

    write(work, public=True)


@pytest.fixture
def told(clock):
    """`told(project)`: the kinds and the sentences of its news."""

    def read(project, city=CITY, language="fr"):
        with reading() as session:
            fixed = market_of(steps_of(session, city, project))
            return [(one.kind, one.title) for one in news(session, fixed, language)] if fixed else []

    return read


def test_nothing_is_new_before_the_market_is_fixed_nor_of_another_citys_project(told, clock):
    solution = offer()
    project = opened("somebody")
    contest(solution)
    assert told(project) == []
    clock.forward(seconds=1)
    fix(project, {solution: "Alpha"}, by="somebody")
    dereference(solution)
    assert told(project) == [("dereferenced", "Alpha\u00a0: le fournisseur a été retiré.")]
    assert told(project, city=OTHER) == []
    assert told("none") == []


def test_only_what_was_kept_is_told_and_only_since_then(told, clock):
    kept, left_out = offer(), offer()
    contest(kept)
    clock.forward(seconds=1)
    project = opened("somebody")
    fix(project, {kept: "Alpha"}, left={left_out: "Bêta"}, by="somebody")
    contest(left_out)
    dereference(left_out)
    contest(kept, kind="error")
    assert told(project) == []
    contest(kept)
    assert told(project) == [("contested", "Alpha\u00a0: quelqu’un conteste ce qui en est dit.")]
    clock.forward(seconds=1)
    leave(kept)
    assert [kind for kind, _ in told(project)] == ["gone", "contested"]


def test_what_came_stays_told_while_the_market_stands(told, clock):
    kept = offer()
    project = opened("somebody")
    fix(project, {kept: "Alpha"}, by="somebody")
    contest(kept)
    clock.forward(hours=1)
    assert len(told(project)) == 1


def test_a_supplier_taken_back_is_news_no_more(told):
    kept = offer()
    project = opened("somebody")
    fix(project, {kept: "Alpha"}, by="somebody")
    dereference(kept)
    dereference(kept, "candidate")
    assert told(project) == []


def test_cases_of_a_kept_solution_or_of_the_need_are_told_when_they_come_and_when_they_go(told, clock):
    kept = offer()
    project = opened("somebody")
    fix(project, {kept: "Alpha"}, by="somebody", need="suivi des nids-de-poule")
    clock.forward(seconds=1)
    values = {"stage": "published", "solution": kept, "domain_1": "D:eau"}
    publish("00007", CASES[0], now(), title="Un essai d’Alpha", domains=["D:eau"], solution=kept)
    publish("00007", CASES[1], now(), title="Des rues filmées", domains=["D:voirie"], visibility="anonymous")
    publish("00007", CASES[2], now(), title="Autre chose", domains=["D:eau"])
    assert sorted(told(project)) == [
        ("case", "Un cas a été publié sur Alpha\u00a0: Un essai d’Alpha"),
        ("case", "Un cas a été publié sur votre besoin\u00a0: Des rues filmées"),
    ]
    write(lambda session: keep(session, SYSTEM, "city_case", CASES[0], body="00007", version=900, values=values))
    clock.forward(seconds=1)
    for case in CASES:
        withdraw("00007", case, now())
    assert told(project) == [("withdrawn", "Un cas a été retiré sur Alpha.")]


def test_the_same_news_has_the_same_key_and_each_piece_its_own(clock):
    one, two = offer(), offer()
    project = opened("somebody")
    fix(project, {one: "Alpha", two: "Bêta"}, by="somebody")
    for solution in (one, two):
        dereference(solution)
        contest(solution)
        contest(solution)
    with reading() as session:
        first = news(session, market_of(steps_of(session, CITY, project)), "fr")
    clock.forward(hours=5)
    with reading() as session:
        later = news(session, market_of(steps_of(session, CITY, project)), "en")
    assert len(first) == 6
    assert len({row.key for row in first}) == 6
    assert {row.key for row in first} == {row.key for row in later}
    assert {row.href for row in later} == {f"/en/solutions/{solution}" for solution in (one, two)}


def test_who_opened_a_project_and_who_fixed_its_market_look_after_it(somebody):
    kept, (one, two, three) = offer(), (somebody().id for _ in range(3))
    project, removed = opened(one), opened(three)
    fix(project, {kept: "Alpha"}, by=two)
    fix(removed, {kept: "Alpha"}, by=three)

    def work(session):
        with everything("a test removes a project"):
            session.get(Project, (CITY, removed)).removed_at = "2026-01-01T00:00:00+00:00"

    write(work)
    with reading() as session:
        found = {who: [watch.project.id for watch in looked_after(session, who, CITY)] for who in (one, two, three)}
        assert found == {one: [project], two: [project], three: []}
        assert looked_after(session, one, OTHER) == []
        with everything("a test asks who looks after projects"):
            assert {one, two} <= keepers(session)
