"""What an effect would mean here: from the city’s own value, between its worst bearable value and its target."""

import numpy as np
from msgspec import Struct

from vendors.evidence.comparison import Indicator
from vendors.evidence.pool import Floats, Pooled
from vendors.evidence.student import normal_quantile

INTERVAL = 0.80
PERCENT = 100.0


class Expected(Struct, frozen=True):
    """The value expected here with its 80 % interval, in the indicator’s unit, and its place from worst to target."""

    value: float
    low: float
    high: float
    utility: float


def local(indicator: Indicator, theta: Floats) -> Floats:
    """The value here under an effect: x·exp(θ), or for a percentage the same on its odds."""
    if indicator.scale == "lo":
        odds = indicator.baseline / (PERCENT - indicator.baseline) * np.exp(theta)
        return PERCENT * odds / (1 + odds)
    return indicator.baseline * np.exp(theta)


def utility(indicator: Indicator, value: Floats) -> Floats:
    """How far a value goes: (x − worst)/(target − worst) within 0 and 1, whether less is better or more."""
    return np.clip((value - indicator.worst) / (indicator.target - indicator.worst), 0, 1)


def utility_around(value: Floats, *, lowest: float, target: tuple[float, float], highest: float) -> Floats:
    """Where a target lies between two bad ends (◎): 1 within the target, falling straight to 0 at both ends."""
    low, high = target
    rising = (value - lowest) / (low - lowest)
    falling = (highest - value) / (highest - high)
    return np.clip(np.minimum(rising, falling), 0, 1)


def expected(indicator: Indicator, pooled: Pooled) -> Expected:
    """What to expect here for one indicator: the middle value, and the one in ten below and above."""
    reach = normal_quantile((1 + INTERVAL) / 2) * pooled.sd
    middle, one, other = local(indicator, np.array([pooled.mean, pooled.mean - reach, pooled.mean + reach])).tolist()
    return Expected(middle, one, other, float(utility(indicator, np.array(middle))))
