"""Effects from a city’s own readings, sorted into before and after the tool came."""

import math
import re
from collections.abc import Mapping, Sequence
from statistics import fmean
from typing import Final

from msgspec import Struct

from vendors.evidence.constants import Constants
from vendors.evidence.student import normal_quantile, t_quantile
from vendors.evidence.study import Effect, Scale, difference, unusable

_PERIOD: Final = re.compile(r"(\d{4})(?:-(0[1-9]|1[0-2]))?")
_MONTHS: Final = 12
_PERCENT: Final = 100.0
_TAIL: Final = 0.975


class Reading(Struct, frozen=True):
    """What was measured in a period: `2025`, or `2025-03`."""

    period: str
    value: float


class Sides(Struct, frozen=True):
    """Readings by side, in order of time; what mixes both belongs to neither."""

    before: list[Reading]
    after: list[Reading]
    mixed: list[Reading]


def months(period: str) -> tuple[int, int]:
    """The first and the last month of a period, counted from the year 0."""
    found = _PERIOD.fullmatch(period)
    if found is None:
        raise unusable("period", period, "Écrivez une période comme 2025 ou 2025-03.", "Write 2025 or 2025-03.")
    year = int(found[1]) * _MONTHS
    month = int(found[2] or 0)
    return (year + month - 1, year + month - 1) if month else (year, year + _MONTHS - 1)


def sides(readings: Sequence[Reading], began: str) -> Sides:
    """Readings before and after the tool came; one of a period during which it may have come belongs to neither."""
    first, last = months(began)
    found = Sides([], [], [])
    for one in sorted(readings, key=lambda one: months(one.period)):
        start, end = months(one.period)
        (found.before if end < first else found.after if start >= last else found.mixed).append(one)
    return found


def within(period: str, ended: str | None) -> bool:
    """Whether a period was over by the end of what is studied: a later reading tells of a time without it."""
    return ended is None or months(period)[1] <= months(ended)[1]


def on_scale(value: float, scale: Scale) -> float:
    """The logarithm of a value, or of the odds of a percentage.

    Raises UnusableError for a value that has none: it is shown, not pooled.
    """
    if not 0 < value < (_PERCENT if scale == "lo" else math.inf):
        fr = f"Montrez ce relevé sans le réunir\u00a0: {value} n’a pas de logarithme ici."
        raise unusable("value", str(value), fr, f"Show this reading without pooling it: {value} has no logarithm here.")
    return math.log(value / (_PERCENT - value)) if scale == "lo" else math.log(value)


def change(before: Sequence[float], after: Sequence[float], constants: Constants, scale: Scale = "lr") -> Effect | None:
    """Before and after, from values on the log scale: the difference of their means; None when its error is unknown.

    se² = s²(1/n + 1/m), s² common to both sides with n + m − 2 degrees of freedom; the error is widened by t/z, so that
    the normal interval made from it is Student’s.
    """
    degrees = len(before) + len(after) - 2
    if not before or not after or degrees < constants.readings_degrees:
        return None
    means = fmean(before), fmean(after)
    squares = math.fsum(
        (value - mean) ** 2 for side, mean in zip((before, after), means, strict=True) for value in side
    )
    se = math.sqrt(squares / degrees * (1 / len(before) + 1 / len(after)))
    widened = se * t_quantile(_TAIL, degrees) / normal_quantile(_TAIL)
    return Effect(means[1] - means[0], widened, "before_after", scale) if se > 0 else None


def measured(
    readings: Sequence[Reading],
    began: str,
    constants: Constants,
    *,
    scale: Scale = "lr",
    control: Sequence[Reading] | None = None,
) -> Effect | None:
    """The effect that a city’s readings show: of an interrupted series where there are months enough, else of means.

    With the readings of a comparable place that went without the tool, what changed there is taken off. None when there
    is too little to tell an error: the readings are then shown, not pooled.
    """
    mine = _logarithms(readings, began, scale)
    if control is None:
        return _of_series(mine, constants, scale, compared=False) or _of_means(mine, constants, scale)
    theirs = _logarithms(control, began, scale)
    apart = {month: (value - theirs[month][0], after) for month, (value, after) in mine.items() if month in theirs}
    if effect := _of_series(apart, constants, scale, compared=True):
        return effect
    treated, untreated = _of_means(mine, constants, scale), _of_means(theirs, constants, scale)
    return difference(treated, untreated) if treated and untreated else None


_Values = Mapping[tuple[int, int], tuple[float, bool]]


def _logarithms(readings: Sequence[Reading], began: str, scale: Scale) -> _Values:
    """By period, in order: the value on the log scale, and whether the tool had come."""
    split = sides(readings, began)
    return {
        months(one.period): (on_scale(one.value, scale), after)
        for after, side in ((False, split.before), (True, split.after))
        for one in side
    }


def _of_means(values: _Values, constants: Constants, scale: Scale) -> Effect | None:
    before, after = ([value for value, late in values.values() if late is side] for side in (False, True))
    return change(before, after, constants, scale)


def _of_series(values: _Values, constants: Constants, scale: Scale, *, compared: bool) -> Effect | None:
    """Only months that follow one another make a series."""
    if not values or list(values) != [(month, month) for month in range(min(values)[0], min(values)[0] + len(values))]:
        return None
    from vendors.evidence.series import interrupted  # noqa: PLC0415 - with numpy, loaded when a series is fitted

    start = sum(not late for _, late in values.values())
    return interrupted([value for value, _ in values.values()], start, constants, scale=scale, compared=compared)
