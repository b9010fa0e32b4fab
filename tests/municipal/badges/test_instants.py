"""Months of the calendar, days of Québec."""

import datetime as dt

import pytest

from municipal.badges.instants import day_of, months_later, zulu


@pytest.mark.parametrize(
    ("day", "months", "wanted"),
    [
        ("2026-11-22", 24, "2028-11-22"),
        ("2028-02-29", 24, "2030-02-28"),
        ("2026-12-31", 2, "2027-02-28"),
        ("2026-12-31", 12, "2027-12-31"),
        ("2026-01-15", 1, "2026-02-15"),
    ],
)
def test_months_are_those_of_the_calendar(day, months, wanted):
    moment = dt.datetime.fromisoformat(f"{day}T14:05:09+00:00")
    assert zulu(months_later(moment, months)) == f"{wanted}T14:05:09Z"


def test_a_day_is_that_of_quebec():
    assert day_of("2026-11-22T04:59:59+00:00") == "2026-11-21"
    assert day_of("2026-11-22T05:00:00+00:00") == "2026-11-22"
