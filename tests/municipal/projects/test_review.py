"""The clock of reviews: six months, then six again; a day that was told holds until a review follows it."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from municipal.projects.own import Entry
from municipal.projects.review import FILE, next_review, read_clock, stop_of, the_clock
from vendors.sources.faults import UnusableError

DAY = dt.date(2026, 8, 31)
DAYS = st.dates(dt.date(2020, 1, 1), dt.date(2040, 1, 1))


def line(kind, at):
    return Entry(at, kind, at, "x", "", None)


def test_the_first_review_is_six_months_after_the_decision_and_each_one_moves_it():
    assert next_review(DAY, [], 6, again=True) == dt.date(2027, 2, 28)
    assert next_review(DAY, ["2027-03-01T15:00:00+00:00"], 6, again=True) == dt.date(2027, 9, 1)
    # Half past eight in the evening in Québec is the next day elsewhere.
    assert next_review(DAY, ["2027-03-02T01:30:00+00:00"], 6, again=True) == dt.date(2027, 9, 1)


def test_a_purchase_has_no_clock_but_the_day_that_somebody_told():
    assert next_review(DAY, [], 6, again=False) is None
    told = {"told": "2026-12-01", "told_at": "2026-09-01T12:00:00+00:00", "again": False}
    assert next_review(DAY, [], 6, **told) == dt.date(2026, 12, 1)
    assert next_review(DAY, ["2026-08-31T12:00:00+00:00"], 6, **told) == dt.date(2026, 12, 1)
    # Done some days early, it is done.
    assert next_review(DAY, ["2026-11-25T12:00:00+00:00"], 6, **told) is None


@given(DAYS, st.lists(DAYS, max_size=4), st.integers(1, 24))
def test_the_next_review_always_follows_the_last_one(decided, days, months):
    done = [f"{day.isoformat()}T17:00:00+00:00" for day in days]
    found = next_review(decided, done, months, again=True)
    last = max(days, default=decided)
    assert last < found
    assert abs((found - last).days - months * 30.44) < 4


def test_the_last_of_a_stop_and_a_return_decides():
    stop, back = line("stop", "2027-01-01T00:00:00+00:00"), line("resume", "2027-02-01T00:00:00+00:00")
    assert stop_of([line("log", "2027-03-01T00:00:00+00:00"), stop]) == stop
    assert stop_of([back, stop]) is None
    assert stop_of([]) is None


def test_a_broken_clock_is_refused(tmp_path):
    assert the_clock() == read_clock(FILE)
    wrong = tmp_path / "clock.toml"
    wrong.write_text(FILE.read_text("utf-8").replace("value = 30", "value = 0"), "utf-8")
    with pytest.raises(UnusableError):
        read_clock(wrong)
