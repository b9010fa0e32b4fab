"""Weights: what is drawn has the means that are known exactly, what is fixed stays."""

from fractions import Fraction

import msgspec
import numpy as np
import pytest

from vendors.evidence.comparison import Comparison, Indicator
from vendors.evidence.weights import drawn_weights, mean_weights


def comparison(weights, *own, count=3, draws=40_000):
    own = own or (None,) * count
    indicators = [Indicator(f"i{n}", 10, 20, 5, weight=weight) for n, weight in enumerate(own)]
    return Comparison(indicators, [], weights, draws, 3)


@pytest.mark.parametrize("weights", ["uniform", "ordinal", {"i0": 3, "i1": 1}])
def test_each_draw_sums_to_one(weights):
    found = drawn_weights(comparison(weights))
    assert found.shape == (3, 40_000)
    assert found.min() >= 0
    assert found.sum(axis=0) == pytest.approx(np.ones(40_000))


def test_uniform_weights_are_uniform_on_the_simplex():
    """Each is beta(1, n − 1): mean 1/n, P(w > x) = (1 − x)^(n − 1)."""
    found = drawn_weights(comparison("uniform"))
    assert found.mean(axis=1) == pytest.approx([1 / 3] * 3, abs=0.005)
    for x in (0.1, 0.5, 0.8):
        assert (found > x).mean(axis=1) == pytest.approx([(1 - x) ** 2] * 3, abs=0.012)


def test_ordinal_weights_fall_and_have_the_known_means():
    found = drawn_weights(comparison("ordinal"))
    assert (np.diff(found, axis=0) <= 0).all()
    exact = [Fraction(11, 18), Fraction(5, 18), Fraction(2, 18)]
    assert found.mean(axis=1) == pytest.approx([float(one) for one in exact], abs=0.005)
    assert mean_weights(comparison("ordinal")) == pytest.approx([float(one) for one in exact])


def test_stated_weights_order_the_ordinal_ones():
    found = drawn_weights(comparison("ordinal", 1, 5, None))
    assert found.mean(axis=1) == pytest.approx([5 / 18, 11 / 18, 2 / 18], abs=0.005)
    assert mean_weights(comparison("ordinal", 1, 5, None)) == [1, 5, 1]


def test_fixed_weights_are_shares_of_what_was_given():
    found = drawn_weights(comparison({"i2": 3, "i0": 1}, draws=2))
    assert found.tolist() == [[0.25, 0.25], [0, 0], [0.75, 0.75]]
    assert mean_weights(comparison({"i2": 3, "i0": 1}, 9, 9, 9)) == [1, 0, 3]


def test_an_indicator_keeps_its_chance_wherever_it_stands():
    one = comparison("uniform")
    other = msgspec.structs.replace(one, indicators=one.indicators[::-1])
    assert drawn_weights(one) == pytest.approx(drawn_weights(other)[::-1], abs=1e-15)


def test_the_second_half_of_the_draws_has_the_weights_of_the_first():
    found = drawn_weights(comparison("uniform", draws=11))
    assert (found[:, :5] == found[:, 6:]).all()
