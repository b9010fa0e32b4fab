"""Quantiles of Student's t and of the normal, without a library of statistics."""

import math
from functools import lru_cache
from statistics import NormalDist

_HALVINGS = 100


def normal_quantile(probability: float) -> float:
    """The point below which the standard normal has this probability."""
    return NormalDist().inv_cdf(probability)


@lru_cache(maxsize=256)
def t_quantile(probability: float, degrees: int) -> float:
    """The point below which Student's t has this probability (above one half), found by halving."""
    wanted = 2 * probability - 1
    high = 1.0
    while _within(high, degrees) < wanted:
        high *= 2
    low = 0.0
    for _ in range(_HALVINGS):
        middle = (low + high) / 2
        low, high = (middle, high) if _within(middle, degrees) < wanted else (low, middle)
    return high


def _within(t: float, degrees: int) -> float:
    """The probability between −t and t: the finite series for whole degrees (Abramowitz and Stegun, 26.7.3–4)."""
    angle = math.atan(t / math.sqrt(degrees))
    cosine = math.cos(angle)
    odd = degrees % 2
    term = cosine if odd else 1.0
    total = 0.0
    for n in range(1 + odd, degrees, 2):
        total += term
        term *= cosine * cosine * n / (n + 1)
    if odd:
        return 2 / math.pi * (angle + math.sin(angle) * total)
    return math.sin(angle) * total
