"""Who comes first, who last and with which weights, over all draws: SMAA-2 (Lahdelma and Salminen, 2001).

A row for each alternative, a column for each draw. Those that tie share the ranks that they take.
"""

import numpy as np
from numpy.typing import NDArray

from vendors.evidence.pool import Floats


def first(utilities: Floats) -> Floats:
    """The probability of being first."""
    return _shared(utilities == utilities.max(axis=0)).mean(axis=1)


def last(utilities: Floats) -> Floats:
    """The probability of being last."""
    return _shared(utilities == utilities.min(axis=0)).mean(axis=1)


def acceptability(utilities: Floats) -> Floats:
    """The probability of each rank: a row for each alternative, a column for each rank, the first one first."""
    count = len(utilities)
    found = np.zeros((count, count))
    for n, own in enumerate(utilities):
        better = (utilities > own).sum(axis=0)
        tied = (utilities == own).sum(axis=0)
        for rank in range(count):
            takes = (better <= rank) & (rank < better + tied)
            found[n, rank] = (takes / tied).mean()
    return found


def central_weights(utilities: Floats, weights: Floats) -> list[list[float] | None]:
    """For each alternative, the mean of the weights under which it comes first: who should prefer it."""
    shares = _shared(utilities == utilities.max(axis=0))
    return [np.average(weights, axis=1, weights=share).tolist() if share.any() else None for share in shares]


def regrets(utilities: Floats) -> Floats:
    """What each would lose on average against the best of each draw; the least is the value of knowing everything."""
    return (utilities.max(axis=0) - utilities).mean(axis=1)


def _shared(holders: NDArray[np.bool_]) -> Floats:
    return holders / holders.sum(axis=0)
