"""The last day for complaints: half-way, ten days at least, and what could not be verified says so."""

import datetime as dt

import pytest

from vendors.tenders.complaint import complaint_deadline

MONDAY = dt.date(2026, 11, 23)


@pytest.mark.parametrize(
    ("days", "after"), [(15, 10), (19, 10), (20, 10), (21, 11), (22, 11), (30, 15), (31, 16), (45, 23)]
)
def test_half_way_rounded_up_and_ten_days_at_least(law, days, after):
    found = complaint_deadline(law, MONDAY, MONDAY + dt.timedelta(days=days))
    assert (found.on - MONDAY).days == after


def test_it_is_marked_unverified_as_long_as_one_article_is(law):
    found = complaint_deadline(law, MONDAY, MONDAY + dt.timedelta(days=30))
    assert not found.verified
    assert {one.regime: one.verified for one in found.articles} == {"CM": True, "LCV": False}


def test_fewer_than_four_working_days_before_the_closing_are_told(law):
    # Published on a Monday; the deadline is the Thursday of the week after.
    assert complaint_deadline(law, MONDAY, MONDAY + dt.timedelta(days=16)).too_close
    assert not complaint_deadline(law, MONDAY, MONDAY + dt.timedelta(days=17)).too_close
    assert complaint_deadline(law, MONDAY, MONDAY + dt.timedelta(days=5)).too_close


def test_a_closing_before_the_publication_is_refused(law):
    for days in (0, -1):
        with pytest.raises(ValueError, match="closing"):
            complaint_deadline(law, MONDAY, MONDAY + dt.timedelta(days=days))
