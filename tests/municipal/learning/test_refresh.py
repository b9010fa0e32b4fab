"""When cards come back: the intervals of the notes, the library's own scheduler, and what must hold of any answers."""

import datetime as dt
from itertools import product

import pytest
from fsrs import Card, Rating, Scheduler
from hypothesis import given, settings
from hypothesis import strategies as st

from municipal.learning.limits import limits
from municipal.learning.refresh import CardState, due, first, reviewed

LIMITS = limits().refresh
DONE = dt.date(2026, 11, 22)
AGAIN, HARD, GOOD = ({"right": r, "sure": s} for r, s in ((False, True), (True, False), (True, True)))
RATINGS = {Rating.Again: AGAIN, Rating.Hard: HARD, Rating.Good: GOOD}
ANSWERS = st.sampled_from([AGAIN, HARD, GOOD])


def intervals(*answers, late=0):
    """Days from each answer to the next, each answered on the day it is due, or so many days after it."""
    state, found = first(DONE, LIMITS), []
    for answer in answers:
        day = dt.date.fromordinal(state.due + late)
        state = reviewed(state, day, LIMITS, **answer)
        assert state.seen == day.toordinal()
        found.append(state.due - state.seen)
    return found


def test_the_parameters_are_those_of_the_notes():
    assert (LIMITS.retention, LIMITS.longest_days, LIMITS.first_days) == (0.85, 365, 30)
    # Five minutes at twenty seconds a card.
    assert LIMITS.most_cards == 15


def test_a_card_comes_a_month_after_its_module():
    state = first(DONE, LIMITS)
    assert dt.date.fromordinal(state.due) == dt.date(2026, 12, 22)
    assert state.seen == 0


@pytest.mark.parametrize(
    ("answers", "days"),
    [
        ((GOOD, GOOD, GOOD, GOOD), [4, 31, 173, 365]),
        ((GOOD, AGAIN, GOOD, GOOD), [4, 1, 5, 17]),
    ],
)
def test_the_intervals_of_the_notes_come_out(answers, days):
    assert intervals(*answers) == days


def test_right_but_unsure_comes_back_sooner_than_right_and_sure_and_later_than_wrong():
    for before in ((), (GOOD,), (GOOD, GOOD), (AGAIN, GOOD)):
        wrong, unsure, sure = (intervals(*before, last)[-1] for last in (AGAIN, HARD, GOOD))
        assert wrong <= unsure < sure


def test_wrong_is_wrong_however_sure_one_was():
    assert intervals(GOOD, {"right": False, "sure": False}) == intervals(GOOD, {"right": False, "sure": True})


def by_the_library(ratings):
    """The same with a card that the library itself keeps from one answer to the next."""
    scheduler = Scheduler(
        desired_retention=0.85, learning_steps=(), relearning_steps=(), maximum_interval=365, enable_fuzzing=False
    )
    card, found = Card(card_id=7), []
    moment = dt.datetime(2026, 12, 22, 8, 30, tzinfo=dt.UTC)
    for rating in ratings:
        card, _ = scheduler.review_card(card, rating, moment)
        found.append((card.due - moment).days)
        moment = card.due
    return found


def test_every_way_of_five_answers_is_scheduled_as_by_the_library():
    for ratings in product(RATINGS, repeat=5):
        assert intervals(*(RATINGS[one] for one in ratings)) == by_the_library(ratings), ratings


@settings(deadline=None, max_examples=50)
@given(st.lists(ANSWERS, min_size=1, max_size=12), st.integers(0, 400))
def test_no_card_comes_back_on_the_same_day_or_later_than_in_a_year(answers, late):
    assert all(1 <= days <= 365 for days in intervals(*answers, late=late))


@settings(deadline=None, max_examples=50)
@given(st.lists(ANSWERS, max_size=8), st.integers(0, 400))
def test_what_was_wrong_never_comes_back_later_than_what_was_right(before, late):
    wrong, unsure, sure = (intervals(*before, last, late=late)[-1] for last in (AGAIN, HARD, GOOD))
    assert wrong <= unsure <= sure


@settings(deadline=None, max_examples=50)
@given(st.lists(ANSWERS, min_size=1, max_size=5))
def test_a_card_answered_twice_on_a_day_still_comes_back_on_another(answers):
    state = first(DONE, LIMITS)
    day = dt.date.fromordinal(state.due)
    for answer in answers:
        state = reviewed(state, day, LIMITS, **answer)
    assert 1 <= state.due - day.toordinal() <= 365


# What is asked on a day


def test_only_what_is_due_is_asked():
    day = DONE.toordinal()
    cards = {"a": CardState(day), "b": CardState(day + 1), "c": CardState(day - 400)}
    assert due(cards, DONE, LIMITS) == ["c", "a"]
    assert due({}, DONE, LIMITS) == []


def test_the_longest_due_comes_first_and_a_sitting_ends_after_fifteen():
    day = DONE.toordinal()
    cards = {f"m{n:02}": CardState(day - n % 7, n) for n in range(40)}
    found = due(cards, DONE, LIMITS)
    assert len(found) == 15
    days = [cards[name].due for name in found]
    assert days == sorted(days)
    assert max(days) <= min(state.due for name, state in cards.items() if name not in found)


@settings(deadline=None, max_examples=50)
@given(st.dictionaries(st.text("abc", min_size=1), st.integers(739000, 740500).map(CardState)))
def test_the_order_is_the_same_however_the_cards_lie(cards):
    other = dict(reversed(cards.items()))
    assert due(cards, DONE, LIMITS) == due(other, DONE, LIMITS)
    assert set(due(cards, DONE, LIMITS)) <= {name for name, state in cards.items() if state.due <= DONE.toordinal()}
