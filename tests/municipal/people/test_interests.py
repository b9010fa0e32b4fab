"""Declarations of interest: who must leave a supplier to others, and until when."""

import datetime as dt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlmodel import select

from municipal.db import reading, write
from municipal.people.interests import InterestRow, declare, interests_of, stands_aside
from municipal.traces.chain import By
from municipal.traces.tables import Audit


@pytest.fixture
def told(village, somebody):
    who = somebody()

    def tell(vendor="v1", *, declared=True, until=None, statement=""):
        row = InterestRow(vendor, declared, "employment", None, until, statement, "")
        write(lambda session: declare(session, By(who.id, "person"), row))
        return who.id

    return tell


def aside(person, day, vendor="v1"):
    with reading() as session:
        return stands_aside(session, person, vendor, on=dt.date.fromisoformat(day))


@pytest.mark.parametrize(
    ("until", "last"),
    [
        # Twenty-four months after it ended, an interest no longer counts: worked out on a calendar.
        ("2024-11-22", "2026-11-21"),
        ("2024-01-31", "2026-01-30"),
        ("2024-02-29", "2026-02-28"),
        ("2023-12-31", "2025-12-30"),
    ],
)
def test_an_interest_that_ended_counts_for_twenty_four_months_more(told, until, last):
    person = told(until=until)
    assert aside(person, until)
    assert aside(person, last)
    assert not aside(person, (dt.date.fromisoformat(last) + dt.timedelta(days=1)).isoformat())


@pytest.mark.parametrize(("declared", "until", "wanted"), [(True, None, True), (False, None, False)])
def test_an_interest_without_an_end_counts_for_ever_and_no_interest_never(told, declared, until, wanted):
    person = told(declared=declared, until=until)
    assert aside(person, "2099-01-01") is wanted


def test_who_never_answered_about_a_supplier_is_not_taken_for_free_of_interest(told):
    person = told("v1")
    assert aside(person, "2026-11-22", vendor="v2") is None


def test_the_last_answer_about_a_supplier_counts_and_the_chain_knows_only_that_it_was_given(told):
    person = told(declared=False)
    told(declared=True, statement="Ma sœur y travaille.")
    with reading() as session:
        rows = interests_of(session, person)
        left = session.exec(select(Audit).where(Audit.action == "interest.declared", Audit.actor == person)).all()
    assert [(row.vendor, row.declared, row.statement) for row in rows] == [("v1", True, "Ma sœur y travaille.")]
    assert len(left) == 2
    assert "sœur" not in repr([one.model_dump() for one in left])


@settings(max_examples=50, deadline=None)
@given(st.dates(dt.date(2020, 1, 1), dt.date(2030, 12, 31)), st.integers(0, 1500))
def test_once_free_of_an_interest_one_stays_free(until, days):
    from unittest.mock import Mock

    row = Mock(declared=True, until=until.isoformat())
    session = Mock()
    session.exec.return_value.first.return_value = row
    on = until + dt.timedelta(days=days)
    now = stands_aside(session, "p", "v", on=on)
    later = stands_aside(session, "p", "v", on=on + dt.timedelta(days=1))
    assert now or not later
    # Two years are 730 or 731 days.
    assert now or days >= 729
    assert not now or days <= 731
