"""A drawing of what to expect: from the worst bearable value to the target, today, the interval, its middle."""

from collections.abc import Iterable
from typing import Final

from msgspec import Struct

from vendors.evidence.outcome import Expected

WIDTH: Final = 340
HEIGHT: Final = 62
LEFT: Final = 12
RIGHT: Final = 328
LINE: Final = 32
# No label leaves the drawing: its middle keeps this far from the edge.
_HALF_LABEL: Final = 40
_HALF_WORD: Final = 16


class Axis(Struct, frozen=True):
    """The values at both ends of the drawing: the better one is always on the right."""

    left: float
    right: float

    def x(self, value: float) -> float:
        """Where a value lies."""
        share = (value - self.left) / (self.right - self.left)
        return round(LEFT + (RIGHT - LEFT) * min(1.0, max(0.0, share)), 1)


class Interval(Struct, frozen=True):
    """Everything the `interval` macro draws; without an interval, only where things stand."""

    worst: float
    target: float
    today: float
    worst_label: float
    target_label: float
    today_label: float
    low: float | None
    high: float | None
    middle: float | None
    width: int = WIDTH
    height: int = HEIGHT
    left: int = LEFT
    right: int = RIGHT
    line: int = LINE


def axis(worst: float, target: float, values: Iterable[float]) -> Axis:
    """One axis for all solutions on an indicator, so that the eye can compare them."""
    known = [worst, target, *values]
    low, high = min(known), max(known)
    return Axis(low, high) if target > worst else Axis(high, low)


def interval(on: Axis, worst: float, target: float, today: float, expected: Expected | None) -> Interval:
    """The drawing of one expectation; None draws changing nothing."""
    at = on.x(today)
    ends = sorted((on.x(expected.low), on.x(expected.high))) if expected else [None, None]
    return Interval(
        worst=on.x(worst),
        target=on.x(target),
        today=at,
        worst_label=_within(on.x(worst), _HALF_WORD),
        target_label=_within(on.x(target), _HALF_WORD),
        today_label=_within(at, _HALF_LABEL),
        low=ends[0],
        high=ends[1],
        middle=on.x(expected.value) if expected else None,
    )


def _within(at: float, half: int) -> float:
    return min(max(at, half), WIDTH - half)
