"""Why no score by the distance to an ideal: the order then hangs on the normalisation and on who else is there.

The matrix is the stock example of scikit-criteria (three criteria, the third to be small); the expected values are
those of pymcdm. Ours is asked the same of the same numbers, with anchors that the city fixes.
"""

import numpy as np
import pytest

from vendors.evidence.comparison import Indicator
from vendors.evidence.outcome import utility

MATRIX = np.array([[7, 5, 35], [5, 4, 26], [5, 6, 28], [3, 4, 36], [1, 7, 30], [5, 8, 30]], float)
WEIGHTS = np.array([2, 4, 1]) / 7
SIGNS = np.array([1, 1, -1])
VECTOR = [0.559729, 0.376082, 0.576669, 0.207693, 0.438642, 0.789885]
MIN_MAX = [0.416786, 0.291282, 0.544688, 0.133333, 0.573893, 0.845629]


def topsis(normal):
    weighted = normal * WEIGHTS
    best, worst = weighted.max(axis=0), weighted.min(axis=0)
    far, near = (np.sqrt(((weighted - end) ** 2).sum(axis=1)) for end in (worst, best))
    return far / (far + near)


def vector(matrix):
    return matrix * SIGNS / np.sqrt((matrix**2).sum(axis=0))


def min_max(matrix):
    signed = matrix * SIGNS
    return (signed - signed.min(axis=0)) / np.ptp(signed, axis=0)


def ours(matrix):
    city = [Indicator("a", 4, 1, 8), Indicator("b", 4, 3, 9), Indicator("c", 30, 40, 20)]
    return sum(weight * utility(one, matrix[:, n]) for n, (one, weight) in enumerate(zip(city, WEIGHTS, strict=True)))


def test_another_normalisation_ranks_otherwise():
    one, other = topsis(vector(MATRIX)), topsis(min_max(MATRIX))
    assert one == pytest.approx(VECTOR, abs=1e-6)
    assert other == pytest.approx(MIN_MAX, abs=1e-6)
    assert one.argsort().tolist() != other.argsort().tolist()


def test_an_alternative_more_moves_theirs_and_not_ours():
    more = np.vstack([MATRIX, [[20, 1, 60]]])
    assert topsis(min_max(more))[:6] != pytest.approx(topsis(min_max(MATRIX)), abs=0.01)
    assert (ours(more)[:6] == ours(MATRIX)).all()
