"""How long each thing is kept: said in words, counted the same way, with who decided it."""

import datetime as dt
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from municipal.privacy.periods import Period, rules

RULES = list(rules().values())
BRIEF = {
    "session": 30,
    "one_time_used": 30,
    "one_time_expired": 30,
    "attempt": 1,
    "mail": 30,
    "done": 2,
    "draft": 180,
    "opening": 365,
    "browser": 30,
}


def period(**given):
    return Period("x", "", "", "", "", **given)


def test_the_periods_are_those_that_were_decided():
    assert {name: rules()[name].days for name in BRIEF} == BRIEF
    assert rules()["access"].years == 2
    assert rules()["incident"].years == 5


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_the_words_tell_the_number_that_is_counted(rule):
    for words in (rule.fr, rule.en):
        told = {int(number) for number in re.findall(r"\d+", words)}
        assert told == {rule.days or rule.years} - {None}
    assert (rule.days is None) or (rule.years is None)
    assert bool(rule.table) == bool(rule.days or rule.years)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_a_period_says_who_set_it(rule):
    """The regulation on confidentiality incidents asks for five years; all the others are choices, and say so."""
    if rule.id == "incident":
        assert "A-2.1, r. 3.1" in rule.source_fr
        assert rule.source_url.startswith("https://www.legisquebec.gouv.qc.ca/")
    else:
        assert (rule.source_fr, rule.source_en) == ("choix de Repère", "Repère’s choice")


def test_five_years_are_counted_on_the_calendar():
    at = dt.datetime(2026, 11, 22, 3, tzinfo=dt.UTC)
    assert period(years=5).cutoff(at) == dt.datetime(2021, 11, 22, 3, tzinfo=dt.UTC)
    assert period(years=5).cutoff(at.replace(year=2028, month=2, day=29)).date() == dt.date(2023, 2, 28)
    assert period(years=4).cutoff(at.replace(year=2028, month=2, day=29)).date() == dt.date(2024, 2, 29)


@settings(max_examples=50, deadline=None)
@given(st.dates(dt.date(2026, 1, 1), dt.date(2099, 12, 31)), st.integers(1, 10))
def test_a_number_of_years_is_never_cut_short(day, years):
    now = dt.datetime.combine(day, dt.time(3), tzinfo=dt.UTC)
    cut = period(years=years).cutoff(now)
    # What is a moment older than the cutoff has its anniversary behind it.
    assert now - cut >= dt.timedelta(days=365 * years + (years // 4 if years >= 4 else 0))
    assert cut.year == now.year - years
