"""What is asked about the projects of a city: one's own only, and nothing of what was removed."""

import pytest
from sqlmodel import select

from municipal.db import reading, write
from municipal.projects.own import count_of, project_of, projects_of, removed_of, route_of, steps_of
from municipal.projects.tables import Project
from municipal.projects.writing import open_project
from municipal.tenancy.guard import UnscopedError
from municipal.traces.chain import By, now
from tests.municipal.projects.after import CITY, begun, route
from tests.municipal.projects.keeping import OTHER


def opened(title, city=CITY):
    return write(lambda s: open_project(s, By("ana"), city, title=title, words="les fuites", language="fr"))


def change(identity, **values):
    def work(session):
        row = session.get(Project, (CITY, identity))
        for name, value in values.items():
            setattr(row, name, value)
        session.add(row)

    write(work)


def test_a_project_is_its_citys_alone(hamlet):
    mine, theirs = opened("À nous"), opened("À elle", OTHER)
    with reading() as session:
        assert project_of(session, CITY, mine).title == "À nous"
        assert project_of(session, OTHER, mine) is None
        assert project_of(session, CITY, theirs) is None
        assert theirs not in {one.id for one in projects_of(session, CITY)}
        assert steps_of(session, OTHER, mine) == {}


def test_without_a_city_nothing_is_read_at_all(hamlet):
    with pytest.raises(UnscopedError), reading() as session:
        session.exec(select(Project)).all()


def test_the_latest_comes_first(hamlet, clock):
    first = opened("Avant")
    clock.forward(seconds=5)
    last = opened("Après")
    with reading() as session:
        ids = [one.id for one in projects_of(session, CITY)]
    assert ids.index(last) < ids.index(first)


def test_one_that_was_removed_is_nowhere_but_among_the_removed(hamlet, clock):
    with reading() as session:
        before = count_of(session, CITY)
    gone, closed = opened("Parti"), opened("Fini")
    change(gone, removed_at=now())
    change(closed, closed_at=now())
    with reading() as session:
        assert project_of(session, CITY, gone) is None
        assert gone not in {one.id for one in projects_of(session, CITY)}
        assert closed in {one.id for one in projects_of(session, CITY)}
        assert count_of(session, CITY) == before
        assert gone in {one.id for one in removed_of(session, CITY, now())}
        assert gone not in {one.id for one in removed_of(session, OTHER, "")}
    clock.forward(seconds=1)
    with reading() as session:
        assert gone not in {one.id for one in removed_of(session, CITY, now())}


def test_a_route_is_known_once_it_is_fixed(hamlet, somebody):
    kept = begun(hamlet, somebody)
    assert route_of(kept.steps) == ""
    kept.fix("route", route())
    assert route_of(kept.steps) == "mutual_agreement"
