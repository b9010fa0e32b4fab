"""The promises are read whole or not at all, and their shares are told once there are five."""

import datetime as dt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from municipal.curation import promises
from municipal.curation.promises import FEWEST, KINDS, Ended, day_of, due, shares
from vendors.sources.faults import UnusableError

DAYS = st.dates(dt.date(2026, 1, 1), dt.date(2028, 1, 1)).map(dt.date.isoformat)


def test_each_kind_of_the_queue_has_its_promise_and_its_source():
    assert set(promises.promises()) == set(KINDS)
    assert all(one.source and one.fr and one.en for one in promises.promises().values())
    # What the site has told readers from the start.
    assert promises.promises()["error"].days == promises.promises()["contest"].days == 5


@pytest.mark.parametrize(
    ("kind", "since", "expected"),
    [
        ("error", "2026-11-16", "2026-11-23"),
        # Fridays, weekends, then the holidays of Québec: Christmas, New Year's Day, Saint-Jean-Baptiste.
        ("contest", "2026-12-23", "2026-12-31"),
        ("second", "2026-06-22", "2026-06-30"),
        ("desk", "2026-12-31", "2027-01-06"),
    ],
)
def test_a_day_that_is_due_counts_the_working_days_of_quebec(kind, since, expected):
    assert due(kind, since) == expected


@pytest.mark.parametrize(
    ("moment", "day"), [("2026-11-22T03:30:00+00:00", "2026-11-21"), ("2026-11-22T12:00:00+00:00", "2026-11-22")]
)
def test_a_moment_is_of_the_day_where_people_live_by_it(moment, day):
    assert day_of(moment) == day


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(st.sampled_from(KINDS), DAYS, st.none() | DAYS), max_size=40), DAYS)
def test_a_share_counts_what_came_to_its_end_and_what_was_on_time(things, today):
    told = {one.promise.kind: one for one in shares([Ended(*one) for one in things], today)}
    for kind in KINDS:
        over = [(due_on, on) for k, due_on, on in things if k == kind and (on or due_on < today)]
        if len(over) < FEWEST:
            assert kind not in told
        else:
            assert told[kind].count == len(over)
            assert told[kind].on_time == len([1 for due_on, on in over if on and on <= due_on])


@pytest.mark.parametrize(
    ("of", "by"),
    [
        ("error,5", "error,0"),
        ("error,5", "error,-1"),
        ("error,5", "error,cinq"),
        ("error,5", "unheard,5"),
        ("contest,5", "error,5"),
        ("kind,days,fr", "kind,fr"),
    ],
)
def test_a_broken_file_is_refused(monkeypatch, tmp_path, of, by):
    text = promises.FILE.read_text("utf-8")
    assert of in text
    (tmp_path / "promises.csv").write_text(text.replace(of, by, 1), "utf-8")
    monkeypatch.setattr(promises, "FILE", tmp_path / "promises.csv")
    promises.promises.cache_clear()
    try:
        with pytest.raises(UnusableError):
            promises.promises()
    finally:
        monkeypatch.undo()
        promises.promises.cache_clear()
