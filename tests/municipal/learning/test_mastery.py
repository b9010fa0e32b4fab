"""Knowledge tracing: the reference traces, the rule of Bayes worked in fractions, and what must hold of any answers."""

from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from municipal.learning.limits import limits
from municipal.learning.mastery import known, mastered

LIMITS = limits().mastery
ANSWERS = st.lists(st.booleans(), max_size=40)


def test_the_probabilities_are_those_of_the_notes():
    assert (LIMITS.known, LIMITS.learned, LIMITS.slip, LIMITS.guess) == (0.30, 0.10, 0.10, 0.25)
    assert (LIMITS.mastered, LIMITS.from_level) == (0.95, 2)


@pytest.mark.parametrize(
    ("answers", "probability"),
    [
        ("", 0.30),
        ("1", 0.6461),
        ("11", 0.8811),
        ("111", 0.9675),
        ("110", 0.5474),
        ("11011", 0.9522),
        ("000", 0.1161),
    ],
)
def test_the_reference_traces_come_out(answers, probability):
    assert known([one == "1" for one in answers], LIMITS) == pytest.approx(probability, abs=5e-5)


@pytest.mark.parametrize(("answers", "known_"), [("11", False), ("111", True), ("1101", False), ("11011", True)])
def test_something_is_mastered_from_95_in_100_on(answers, known_):
    assert mastered([one == "1" for one in answers], LIMITS) is known_


def exact(answers):
    """The same model in exact numbers, as two states and a table of chances."""
    knows = Fraction(30, 100)
    chance = {(True, True): Fraction(90, 100), (True, False): Fraction(10, 100)}
    chance |= {(False, True): Fraction(25, 100), (False, False): Fraction(75, 100)}
    for right in answers:
        both = knows * chance[True, right], (1 - knows) * chance[False, right]
        after = both[0] / sum(both)
        knows = after + (1 - after) * Fraction(10, 100)
    return knows


@settings(deadline=None, max_examples=50)
@given(ANSWERS)
def test_it_is_the_rule_of_bayes(answers):
    assert known(answers, LIMITS) == pytest.approx(float(exact(answers)), abs=1e-9)


@settings(deadline=None, max_examples=50)
@given(ANSWERS)
def test_it_stays_a_probability_and_nothing_is_ever_certain_or_hopeless(answers):
    assert LIMITS.learned <= known(answers, LIMITS) <= 1


@settings(deadline=None, max_examples=50)
@given(ANSWERS, st.integers(0, 40))
def test_a_right_answer_instead_of_a_wrong_one_never_lowers_it(answers, place):
    better = [right or n == place for n, right in enumerate(answers)]
    assert known(better, LIMITS) >= known(answers, LIMITS)


@settings(deadline=None, max_examples=50)
@given(ANSWERS)
def test_four_right_in_a_row_are_always_enough(answers):
    assert mastered([*answers, True, True, True, True], LIMITS)


def test_a_late_error_costs_more_than_an_early_one():
    assert known([False, True, True], LIMITS) > known([True, True, False], LIMITS)
