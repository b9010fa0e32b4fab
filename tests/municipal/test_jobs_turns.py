"""A periodic job has its turns at the hours of the province, one each, whatever the clocks do."""

import datetime as dt

import pytest

from municipal.jobs import PROVINCE, turn

NIGHT = dt.time(3, 30)


@pytest.mark.parametrize(
    ("moment", "day"),
    [
        ("2026-11-22T03:29:59-05:00", "2026-11-21"),
        ("2026-11-22T03:30:00-05:00", "2026-11-22"),
        ("2026-11-22T23:59:59-05:00", "2026-11-22"),
        ("2026-11-22T08:29:00+00:00", "2026-11-21"),
        ("2026-11-22T08:30:00+00:00", "2026-11-22"),
        ("2028-03-01T02:00:00-05:00", "2028-02-29"),
    ],
)
def test_a_nightly_job_has_one_turn_a_day_from_its_hour_on(moment, day):
    assert turn(NIGHT, dt.datetime.fromisoformat(moment)) == day


@pytest.mark.parametrize("change", ["2026-03-08", "2026-11-01"])
def test_a_nightly_job_has_one_turn_on_the_days_when_clocks_change(change):
    began = dt.datetime.fromisoformat(f"{change}T00:00:00-05:00")
    turns = [turn(dt.time(2, 30), began + dt.timedelta(minutes=minute)) for minute in range(24 * 60)]
    assert sorted(set(turns)) == [str(began.date() - dt.timedelta(days=1)), change]
    assert turns == sorted(turns)


def test_a_job_of_every_five_minutes_has_twelve_turns_an_hour():
    began = dt.datetime(2026, 11, 22, 9, tzinfo=dt.UTC)
    turns = [turn(dt.timedelta(minutes=5), began + dt.timedelta(seconds=second)) for second in range(3600)]
    assert len(set(turns)) == 12
    assert all(turns.count(one) == 300 for one in set(turns))


def test_the_hours_are_those_of_the_province():
    assert dt.datetime(2026, 1, 15, 12, tzinfo=dt.UTC).astimezone(PROVINCE).hour == 7
