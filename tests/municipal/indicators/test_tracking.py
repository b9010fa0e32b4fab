"""What a city declares that it follows: begun, changed by two people, left, and taken up again."""

import pytest
from sqlmodel import func, select

from municipal.db import reading, write
from municipal.indicators.queries import tracked_by, tracked_ids
from municipal.indicators.tables import Indicator, Reading
from municipal.indicators.tracking import Declared, change, consistent, declare, matching, stop, tracking
from municipal.traces.chain import By
from municipal.traces.tables import Audit

ANA = By("ana", "editor")
CITY = "00001"
SEEDED = "cout-deneigement-km"
TOLD = Declared(2020, "Bilan 2025", "2025 report", 1.5, 9.25)


def free():
    """An indicator that the city does not follow yet."""
    with reading() as session:
        mine = tracked_ids(session, CITY)
        return next(one for one in session.exec(select(Indicator.id).order_by(Indicator.id)) if one not in mine)


def stored(indicator, city=CITY):
    with reading() as session:
        return tracking(session, city, indicator)


def said(name):
    with reading() as session:
        query = select(Audit.object_version).where(Audit.body == CITY, Audit.action == name).order_by(Audit.seq)
        return list(session.exec(query))


def test_a_declaration_is_kept_changed_left_and_taken_up_again(fresh):
    one = free()
    assert write(lambda session: declare(session, ANA, CITY, one, TOLD))
    assert not write(lambda session: declare(session, ANA, CITY, one, TOLD))
    assert (stored(one).declared, stored(one).version) == (TOLD, 1)
    later = Declared(2021, "Bilan 2026", "2026 report", None, 9.25)
    assert write(lambda session: change(session, ANA, CITY, one, later, version=1)) is None
    assert (stored(one).declared, stored(one).version) == (later, 2)
    assert write(lambda session: change(session, ANA, CITY, one, later, version=2)) is None
    assert stored(one).version == 2
    assert write(lambda session: stop(session, ANA, CITY, one, version=2)) is None
    assert stored(one) is None
    assert write(lambda session: declare(session, ANA, CITY, one, TOLD))
    assert (stored(one).declared, stored(one).version) == (TOLD, 3)
    assert (said("indicator.tracked"), said("indicator.changed"), said("indicator.left")) == ([1, 3], [2], [2])
    with reading() as session:
        (row,) = [row for row in tracked_by(session, CITY, "en") if row.indicator == one]
    assert (row.since, row.source, row.target, row.worst) == (2020, "2025 report", 1.5, 9.25)


def test_the_second_of_two_edits_sees_both_sides_even_of_what_the_seed_brought(fresh):
    first = stored(SEEDED)
    theirs = Declared(first.declared.since, "Leur source", "Their source", 1.0, 9.0)
    mine = Declared(2011, first.declared.source_fr, first.declared.source_en, 2.0, 9.0)
    assert write(lambda session: change(session, ANA, CITY, SEEDED, theirs, version=first.version)) is None
    moved = write(lambda session: change(session, By("bo"), CITY, SEEDED, mine, version=first.version))
    assert (moved.base, moved.theirs.declared, moved.theirs.version) == (first.declared, theirs, first.version + 1)
    assert stored(SEEDED).declared == theirs
    assert write(lambda session: stop(session, By("bo"), CITY, SEEDED, version=first.version)).theirs.declared == theirs
    assert stored(SEEDED)


def test_to_stop_keeps_what_was_measured_and_touches_no_other_city(fresh):
    count = select(func.count()).select_from(Reading).where(Reading.city == CITY, Reading.indicator == SEEDED)
    with reading() as session:
        before = session.exec(count).one()
        others = {city: tracked_ids(session, city) for city in ("00002", "00003")}
    assert before == stored(SEEDED).readings > 0
    write(lambda session: stop(session, ANA, CITY, SEEDED, version=stored(SEEDED).version))
    with reading() as session:
        assert session.exec(count).one() == before
        assert {city: tracked_ids(session, city) for city in others} == others
        assert SEEDED not in tracked_ids(session, CITY)
    moved = write(lambda session: change(session, ANA, CITY, SEEDED, TOLD, version=1))
    assert moved.theirs is None


@pytest.mark.parametrize(
    ("polarity", "target", "worst", "sound"),
    [
        ("less", 1.0, 2.0, True),
        ("less", 2.0, 1.0, False),
        ("more", 2.0, 1.0, True),
        ("more", 1.0, 2.0, False),
        ("more", 1.0, 1.0, False),
        ("less", None, 1.0, True),
        ("more", 1.0, None, True),
    ],
)
def test_a_target_is_better_than_the_worst_value(demo_sqlite, polarity, target, worst, sound):
    with reading() as session:
        one = session.exec(select(Indicator.id).where(Indicator.polarity == polarity)).first()
        assert consistent(session, one, Declared(2020, "a", "a", target, worst)) is sound


def test_words_lead_to_indicators_in_both_languages(demo):
    with reading() as session:
        french = [row.id for row in matching(session, "le déneigement des rues", "fr")]
        english = [row.id for row in matching(session, "snow removal", "en")]
        assert "cout-deneigement-km" in french[:3]
        assert "cout-deneigement-km" in english[:3]
        assert matching(session, "xyzzy", "fr") == []
        assert matching(session, "", "fr") == []
