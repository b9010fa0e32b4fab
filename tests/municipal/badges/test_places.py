"""Places are drawn by chance, never twice, and a full list is left for the next."""

import pytest
from sqlalchemy import insert
from sqlmodel import func, select

from municipal.badges import places
from municipal.badges.places import Place, draw, is_list, revoked, withdraw, withdrawn
from municipal.badges.tables import BadgeStatus
from municipal.db import reading, write


@pytest.fixture
def list_9(hamlet):
    """A list of this file alone."""
    return 9


def test_a_place_that_was_given_is_not_given_again(list_9, monkeypatch):
    drawn = iter([5, 5, 5, 6, 6, 7])
    monkeypatch.setattr(places.secrets, "randbelow", lambda _most: next(drawn))
    assert [write(lambda session: draw(session, list_9)) for _ in range(3)] == [Place(9, 5), Place(9, 6), Place(9, 7)]


def test_a_place_is_withdrawn_once_and_tells_why(hamlet):
    one = write(lambda session: draw(session, 10))
    with reading() as session:
        assert withdrawn(session, *_pair(one)).at is None
        assert withdrawn(session, 10, -1) is None
    assert write(lambda session: withdraw(session, *_pair(one), "Une erreur"))
    assert not write(lambda session: withdraw(session, *_pair(one), "Une autre raison"))
    with reading() as session:
        assert withdrawn(session, *_pair(one)).reason == "Une erreur"
        assert revoked(session, 10) == [one.place]
        assert revoked(session, 11) == []


def test_the_first_two_lists_are_there_from_the_start_and_others_once_a_place_is_given(hamlet):
    with reading() as session:
        assert [is_list(session, number) for number in (0, 1, 77)] == [True, True, False]
    write(lambda session: draw(session, 77))
    with reading() as session:
        assert is_list(session, 77)


def test_real_badges_begin_in_list_1_and_leave_a_list_that_is_three_quarters_full(fresh, monkeypatch):
    assert write(draw).list == 1
    write(lambda session: draw(session, 0))
    monkeypatch.setattr(places, "_FULL", 4)
    rows = [{"list": 1, "place": -number, "reason": ""} for number in range(1, 4)]
    write(lambda session: session.execute(insert(BadgeStatus), rows))
    assert write(draw).list == 2
    with reading() as session:
        assert session.exec(select(func.count()).select_from(BadgeStatus)).one() == 6


def _pair(one):
    return one.list, one.place
