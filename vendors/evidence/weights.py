"""The weights of the indicators: drawn where the council has not said, the same for every alternative."""

import math

import numpy as np

from vendors.evidence.comparison import Comparison
from vendors.evidence.draws import pairs, stream
from vendors.evidence.pool import Floats


def drawn_weights(comparison: Comparison) -> Floats:
    """A row of weights for each indicator, a column for each draw; each column sums to 1.

    Uniform on the simplex: exponentials, each from the stream of its indicator, divided by their sum. Ordinal: the
    same, the greatest given to the most important.
    """
    indicators, draws = comparison.indicators, comparison.draws
    if isinstance(comparison.weights, dict):
        fixed = np.array(stated(comparison), float)[:, None]
        return np.repeat(fixed / fixed.sum(), draws, axis=1)
    streams = [stream(comparison.seed, "weight", one.id) for one in indicators]
    weights = np.array([one.standard_exponential(pairs(draws)) for one in streams], float)
    if comparison.weights == "ordinal":
        weights[order(comparison)] = -np.sort(-weights, axis=0)
    return np.tile(weights / weights.sum(axis=0), 2)[:, :draws]


def order(comparison: Comparison) -> list[int]:
    """The places of the indicators, the most important first: by stated weight, then as they are listed."""
    indicators = comparison.indicators
    return sorted(range(len(indicators)), key=lambda n: (-_own(indicators[n].weight), n))


def stated(comparison: Comparison) -> list[float]:
    """The weights that the council stated; an indicator that its table leaves out weighs nothing.

    Beside drawn weights, an indicator without one weighs 1.
    """
    given = comparison.weights
    if isinstance(given, dict):
        return [given.get(one.id, 0.0) for one in comparison.indicators]
    return [_own(one.weight) for one in comparison.indicators]


def mean_weights(comparison: Comparison) -> list[float]:
    """What each indicator weighs in the coverage: what was stated, else in the proportion of what is drawn.

    The mean of the r-th greatest of n uniform weights is (1/n)·Σ 1/i for i from r to n.
    """
    count = len(comparison.indicators)
    if comparison.weights != "ordinal" or any(one.weight is not None for one in comparison.indicators):
        return stated(comparison)
    return [math.fsum(1 / i for i in range(rank, count + 1)) / count for rank in range(1, count + 1)]


def _own(weight: float | None) -> float:
    return 1.0 if weight is None else weight
