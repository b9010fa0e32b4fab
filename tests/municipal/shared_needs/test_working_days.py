"""Working days in Québec, against published dates."""

import datetime as dt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from municipal.shared_needs.working_days import easter, holidays, is_working, working_days_later

# Published tables of Easter Sunday (the earliest and the latest dates that there are among them).
EASTERS = ["1818-03-22", "1943-04-25", "2000-04-23", "2008-03-23", "2024-03-31", "2025-04-20", "2026-04-05"]
EASTERS += ["2027-03-28", "2028-04-16", "2038-04-25", "2285-03-22"]


@pytest.mark.parametrize("day", EASTERS)
def test_easter_is_where_published_tables_have_it(day):
    assert easter(int(day[:4])).isoformat() == day


def test_the_holidays_of_2026_are_those_of_the_two_acts():
    told = {row.id: row.of(2026).isoformat() for row in holidays()}
    assert told == {
        "new_year": "2026-01-01",
        "good_friday": "2026-04-03",
        "easter_monday": "2026-04-06",
        "patriots_day": "2026-05-18",
        "national_holiday": "2026-06-24",
        "canada_day": "2026-07-01",
        "labour_day": "2026-09-07",
        "thanksgiving": "2026-10-12",
        "christmas": "2026-12-25",
    }


def test_what_falls_on_a_sunday_is_taken_on_monday_where_the_act_says_so():
    told = {row.id: row for row in holidays()}
    assert told["national_holiday"].of(2029) == dt.date(2029, 6, 25)
    assert told["canada_day"].of(2029) == dt.date(2029, 7, 2)
    assert told["christmas"].of(2033) == dt.date(2033, 12, 25)


def test_the_monday_before_may_25_is_never_that_day_itself():
    told = next(row for row in holidays() if row.id == "patriots_day")
    assert dt.date(2026, 5, 25).weekday() == 0
    assert told.of(2026) == dt.date(2026, 5, 18)
    assert told.of(2025) == dt.date(2025, 5, 19)


@pytest.mark.parametrize(
    ("asked", "due"),
    [
        # A Sunday; a Friday; before the two days of Easter; before the National Holiday; over Christmas and New Year.
        ("2026-11-22", "2026-11-25"),
        ("2026-11-20", "2026-11-25"),
        ("2026-04-02", "2026-04-09"),
        ("2026-06-23", "2026-06-29"),
        ("2026-12-24", "2026-12-30"),
        ("2026-12-30", "2027-01-05"),
    ],
)
def test_three_working_days_later(asked, due):
    assert working_days_later(dt.date.fromisoformat(asked), 3).isoformat() == due


@settings(max_examples=50, deadline=None)
@given(st.dates(dt.date(2000, 1, 1), dt.date(2090, 12, 31)), st.integers(1, 10))
def test_the_promised_day_is_worked_and_so_many_worked_days_lead_to_it(day, count):
    due = working_days_later(day, count)
    assert is_working(due)
    between = (day + dt.timedelta(days=n) for n in range(1, (due - day).days + 1))
    assert sum(is_working(one) for one in between) == count


def test_every_holiday_names_the_article_that_makes_it_one():
    for row in holidays():
        assert "art. " in row.source_title
        assert row.source_url.startswith("https://www.legisquebec.gouv.qc.ca/")
