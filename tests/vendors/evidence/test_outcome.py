"""What an effect means here, in the indicator’s own unit."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.vendors.evidence.published import CITY, A, B, C
from vendors.evidence.comparison import Indicator
from vendors.evidence.outcome import expected, local, utility, utility_around
from vendors.evidence.pool import Pooled, pool

BY_ID = {one.id: one for one in CITY}


def told(mean, sd=0.2):
    return Pooled(1, mean, sd, sd, 0.0)


@pytest.mark.parametrize(
    ("studies", "values"),
    [(A, (0.5478, 0.3333, 0.5160)), (B, (0.5252, 0.3866, 0.4968)), (C, (0.5023, 0.5196, 0.4500))],
)
def test_the_utilities_of_the_worked_example(constants, studies, values):
    for indicator, value in zip(CITY, values, strict=True):
        found = expected(indicator, pool(studies.get(indicator.id, []), constants))
        assert found.utility == pytest.approx(value, abs=1e-4)


def test_the_status_quo_of_the_worked_example():
    assert [round(expected(one, told(0)).utility, 4) for one in CITY] == [0.4, 0.3333, 0.45]


def test_the_sentence_of_the_method(constants):
    """« délai −12 % attendu chez vous (intervalle 80 % : −32 % à +13 %) »."""
    found = expected(BY_ID["delai311"], pool(A["delai311"], constants))
    assert [round(100 * (value / 12 - 1)) for value in (found.value, found.low, found.high)] == [-12, -32, 13]


def test_odds_double_on_the_log_odds_scale():
    """50 %, odds 1; doubled, 2 to 1: 66.7 %."""
    share = Indicator("s", 50, 20, 80, "lo")
    assert local(share, np.array([0, math.log(2), -math.log(2), 50.0])) == pytest.approx([50, 200 / 3, 100 / 3, 100])


@pytest.mark.parametrize(("worst", "target"), [(16, 6), (6, 16)])
def test_both_directions(worst, target):
    indicator = Indicator("i", 10, worst, target)
    ends = np.array([worst, target, (worst + target) / 2, worst + (worst - target), target - (worst - target)], float)
    assert utility(indicator, ends).tolist() == [0, 1, 0.5, 0, 1]


def test_a_target_between_two_bad_ends():
    value = np.array([0, 1, 1.5, 2, 3, 4, 5, 7, 9, 12], float)
    found = utility_around(value, lowest=1, target=(2, 4), highest=9)
    assert found.tolist() == [0, 0, 0.5, 1, 1, 1, 0.8, 0.4, 0, 0]
    assert utility_around(np.array([3.0, 2.0]), lowest=1, target=(3, 3), highest=5).tolist() == [1, 0.5]


@given(st.floats(-2, 2), st.floats(0.01, 1), st.sampled_from(["lr", "lo"]), st.booleans())
def test_a_larger_effect_goes_further_and_the_interval_holds_the_value(mean, sd, scale, less):
    indicator = Indicator("i", 40, *((70, 10) if less else (10, 70)), scale)
    found = expected(indicator, told(mean, sd))
    assert found.low < found.value < found.high
    further = expected(indicator, told(mean + 0.1, sd))
    assert further.value > found.value
    assert (further.utility <= found.utility) if less else (further.utility >= found.utility)
