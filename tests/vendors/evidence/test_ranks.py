"""Ranks against the exact geometry of two criteria, and what ties share."""

from fractions import Fraction

import numpy as np
import pytest

from vendors.evidence.comparison import Comparison, Indicator
from vendors.evidence.ranks import acceptability, central_weights, first, last, regrets
from vendors.evidence.weights import drawn_weights

VALUES = np.array([[1, 0], [0.6, 0.7], [0, 1]])
EXACT = [
    [Fraction(4, 11), Fraction(3, 22), Fraction(1, 2)],
    [Fraction(10, 33), Fraction(23, 33), Fraction(0)],
    [Fraction(1, 3), Fraction(1, 6), Fraction(1, 2)],
]
CENTRAL = [Fraction(9, 11), Fraction(16, 33), Fraction(1, 6)]


def floats(rows):
    return np.array([[float(one) for one in row] for row in rows])


def test_exact_on_a_fine_grid():
    count = 1_000_000
    share = (np.arange(count) + 0.5) / count
    weights = np.array([share, 1 - share])
    utilities = VALUES @ weights
    assert acceptability(utilities) == pytest.approx(floats(EXACT), abs=1e-6)
    assert first(utilities) == pytest.approx(floats(EXACT)[:, 0], abs=1e-6)
    assert last(utilities) == pytest.approx(floats(EXACT)[:, 2], abs=1e-6)
    found = central_weights(utilities, weights)
    assert [one[0] for one in found] == pytest.approx([float(one) for one in CENTRAL], abs=1e-6)


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_near_with_ten_thousand_draws(seed):
    city = [Indicator("one", 1, 2, 3), Indicator("two", 1, 2, 3)]
    weights = drawn_weights(Comparison(city, [], "uniform", 10_000, seed))
    utilities = VALUES @ weights
    assert acceptability(utilities) == pytest.approx(floats(EXACT), abs=0.015)
    found = central_weights(utilities, weights)
    assert [one[0] for one in found] == pytest.approx([float(one) for one in CENTRAL], abs=0.015)


def test_those_that_tie_share_the_ranks_that_they_take():
    utilities = np.array([[1.0, 0], [1, 0], [0, 0]])
    assert first(utilities) == pytest.approx([5 / 12, 5 / 12, 1 / 6])
    assert last(utilities) == pytest.approx([1 / 6, 1 / 6, 2 / 3])
    assert acceptability(utilities) == pytest.approx(np.array([[5, 5, 2], [5, 5, 2], [2, 2, 8]]) / 12)


def test_one_that_is_never_first_has_no_central_weights():
    assert central_weights(np.array([[1.0, 1], [0, 0]]), np.array([[0.2, 0.4], [0.8, 0.6]])) == [
        pytest.approx([0.3, 0.7]),
        None,
    ]


def test_regret_by_hand():
    assert regrets(np.array([[1.0, 0], [0, 0.5]])).tolist() == [0.25, 0.5]
