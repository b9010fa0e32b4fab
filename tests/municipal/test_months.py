"""Days some months away, held against dates that are known."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from municipal.months import months_later


# As `date '+%F' -d` and the calendar say it; the last day stands for those that a shorter month lacks.
@pytest.mark.parametrize(
    ("day", "months", "later"),
    [
        ("2026-11-22", 6, "2027-05-22"),
        ("2026-11-22", 12, "2027-11-22"),
        ("2026-08-31", 6, "2027-02-28"),
        ("2027-08-31", 6, "2028-02-29"),
        ("2026-01-31", 6, "2026-07-31"),
        ("2026-03-31", 1, "2026-04-30"),
        ("2026-12-31", 2, "2027-02-28"),
        ("2028-02-29", 12, "2029-02-28"),
        ("2026-12-01", 1, "2027-01-01"),
        ("2026-05-05", 0, "2026-05-05"),
        ("2026-05-31", -3, "2026-02-28"),
    ],
)
def test_the_same_day_some_months_later(day, months, later):
    assert months_later(dt.date.fromisoformat(day), months).isoformat() == later


@given(st.dates(dt.date(1900, 1, 1), dt.date(2200, 1, 1)), st.integers(0, 240))
def test_the_month_is_always_right_and_the_day_is_kept_where_it_exists(day, months):
    later = months_later(day, months)
    assert (later.year * 12 + later.month) - (day.year * 12 + day.month) == months
    assert later.day == day.day or (later.day < day.day and (later + dt.timedelta(days=1)).day == 1)
