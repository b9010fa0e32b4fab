"""What people saw: kept by one, public by another, gone when removed."""

import pytest
from litestar.exceptions import NotFoundException
from sqlmodel import select

from municipal.db import reading, write
from municipal.indicators.observations import (
    authors_waiting,
    observations_of,
    publish_observation,
    remove_observation,
    write_observation,
)
from municipal.indicators.tables import Observation
from municipal.tenancy.guard import UnscopedError
from municipal.traces.chain import By

CITY, ONE = "00005", "nids-poule-delai"


def permit(person, asked=None):
    """A table of rules that says yes, and remembers what it was asked."""

    def ask(action, **about):
        if asked is not None:
            asked.append((action, about.get("author", "")))
        return By(person, "role")

    return ask


def wrote(text="Un hiver dur.", person="ana", city=CITY):
    return write(
        lambda session: write_observation(
            session, permit(person), city, ONE, period="2025-04", text=text, language="fr"
        )
    )


def seen(city=CITY):
    with reading() as session:
        return observations_of(session, city, ONE)


def waiting(city):
    with reading() as session:
        return sorted(authors_waiting(session, city))


def test_an_observation_waits_for_a_second_person_and_the_rules_are_asked_about_its_author(fresh):
    asked = []
    one = wrote()
    (row,) = seen()
    assert (row.id, row.text, row.author, row.published_at, row.version) == (one, "Un hiver dur.", "ana", None, 1)
    publish = lambda session: publish_observation(session, permit("bo", asked), CITY, one, version=1)  # noqa: E731
    assert write(publish)
    assert asked == [("observation.publish", ""), ("observation.publish", "ana")]
    (row,) = seen()
    assert (row.validated_by, row.version, bool(row.published_at)) == ("bo", 2, True)
    assert not write(publish)


def test_what_waits_is_counted_by_its_author_until_it_is_public(fresh):
    one = wrote()
    wrote("Un été sec.", person="bo")
    assert waiting(CITY) == ["ana", "bo"]
    assert waiting("00006") == []
    write(lambda session: publish_observation(session, permit("bo"), CITY, one, version=1))
    assert waiting(CITY) == ["bo"]


def test_what_was_not_read_is_neither_published_nor_removed(fresh):
    one = wrote()
    assert not write(lambda session: publish_observation(session, permit("bo"), CITY, one, version=7))
    assert not write(lambda session: remove_observation(session, permit("ana"), CITY, one, version=7))
    assert len(seen()) == 1
    assert write(lambda session: remove_observation(session, permit("ana"), CITY, one, version=1))
    assert seen() == []
    for act in (publish_observation, remove_observation):
        with pytest.raises(NotFoundException):
            write(lambda session, act=act: act(session, permit("bo"), CITY, one, version=1))


def test_another_city_reaches_nothing_of_it(fresh):
    one = wrote()
    assert seen("00006") == []
    for act in (publish_observation, remove_observation):
        with pytest.raises(NotFoundException):
            write(lambda session, act=act: act(session, permit("bo"), "00006", one, version=1))
    with pytest.raises(UnscopedError), reading() as session:
        session.exec(select(Observation)).all()


def test_the_latest_period_comes_first(fresh):
    for period in ("2024", "2025-06", "2023-01"):
        write(
            lambda session, period=period: write_observation(
                session, permit("ana"), CITY, ONE, period=period, text="x", language="en"
            )
        )
    assert [row.period for row in seen()] == ["2025-06", "2024", "2023-01"]
