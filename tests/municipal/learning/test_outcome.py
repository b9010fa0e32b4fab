"""Gain and calibration: examples worked by hand, and what must hold of any answers."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from municipal.learning.outcome import brier, gain, outcome, share

ANSWERS = st.lists(st.tuples(st.booleans(), st.floats(0, 1)), min_size=1, max_size=12)


@pytest.mark.parametrize(
    ("before", "after", "normalized"),
    [
        # 22 of the 55 points that were left; 25 of 50; all; none; 30 of 100; a loss of half of what was left.
        (0.45, 0.67, 0.40),
        (0.50, 0.75, 0.50),
        (0.25, 1.00, 1.00),
        (0.40, 0.40, 0.00),
        (0.00, 0.30, 0.30),
        (0.80, 0.70, -0.50),
    ],
)
def test_the_gain_is_the_part_of_what_was_left_to_gain(before, after, normalized):
    assert gain(before, after) == pytest.approx(normalized)


@pytest.mark.parametrize(("before", "after"), [(1.0, 1.0), (1.0, 0.5), (None, 0.5), (0.5, None), (None, None)])
def test_without_both_or_with_nothing_left_there_is_no_gain(before, after):
    assert gain(before, after) is None


@pytest.mark.parametrize(
    ("answers", "score"),
    [
        # A forecast of 70 % that comes true is off by .3, one that does not by .7; one of 50 % always by .5.
        ([(True, 0.7)], 0.09),
        ([(False, 0.7)], 0.49),
        ([(True, 0.5), (False, 0.5)], 0.25),
        ([(True, 1.0), (False, 0.0)], 0.0),
        ([(True, 0.0), (False, 1.0)], 1.0),
        # Sure and right, sure and wrong, guessing and wrong: (.01 + .81 + .0625) / 3.
        ([(True, 0.9), (False, 0.9), (False, 0.25)], 0.2941667),
    ],
)
def test_the_score_of_brier_is_the_mean_of_the_squared_gaps(answers, score):
    assert brier(answers) == pytest.approx(score)


def test_without_answers_there_is_nothing_to_say():
    assert share([]) is None
    assert brier([]) is None
    nothing = outcome([], [])
    assert (nothing.before, nothing.after, nothing.gain, nothing.brier_before, nothing.brier_after) == (None,) * 5


def test_all_of_it_together():
    """One of four before, three of four after: two thirds of what was left."""
    before = [(True, 0.6), (False, 0.9), (False, 0.9), (False, 0.6)]
    after = [(True, 0.9), (True, 0.9), (True, 0.6), (False, 0.25)]
    found = outcome(before, after)
    assert (found.before, found.after) == (0.25, 0.75)
    assert found.gain == pytest.approx(2 / 3)
    assert found.brier_before == pytest.approx((0.16 + 0.81 + 0.81 + 0.36) / 4)
    assert found.brier_after == pytest.approx((0.01 + 0.01 + 0.16 + 0.0625) / 4)
    assert outcome(before, []).gain is None


@settings(deadline=None, max_examples=50)
@given(ANSWERS)
def test_a_score_lies_between_0_and_1_and_a_constant_forecast_is_best_at_the_share(answers):
    assert 0 <= brier(answers) <= 1
    right = share(answers)
    best = brier([(one, right) for one, _ in answers])
    assert best == pytest.approx(right * (1 - right))
    assert all(brier([(one, said) for one, _ in answers]) >= best - 1e-12 for said in (0, 0.25, 0.6, 0.9, 1))


@settings(deadline=None, max_examples=50)
@given(st.floats(0, 0.99), st.floats(0, 1))
def test_the_gain_is_at_most_all_of_it_and_has_the_sign_of_the_change(before, after):
    found = gain(before, after)
    assert found <= 1 + 1e-9
    assert (found > 0) == (after > before)
