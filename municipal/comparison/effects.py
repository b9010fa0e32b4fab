"""From the readings of a city to an effect: beside a place that went without where there is one, else by itself."""

from collections.abc import Sequence
from typing import Literal

from msgspec import Struct

from municipal.comparison.basis import Basis
from municipal.comparison.threats import the_threats
from municipal.indicators.queries import Point
from vendors.evidence.constants import Constants
from vendors.evidence.counts import change_in_counts
from vendors.evidence.readings import Reading, measured, months, sides
from vendors.evidence.study import Effect, Scale, difference
from vendors.sources.faults import UnusableError

# How an effect was told: from the readings themselves, or from the counts behind them; "" when it was not.
Way = Literal["", "readings", "counts"]


class Derived(Struct, frozen=True):
    """An effect and the readings that it comes from, on both sides of the start; `mixed` ones belong to neither.

    `other_method` holds those of an earlier way of counting, left out. The control's are empty where none was used.
    """

    effect: Effect | None
    way: Way
    without_logarithm: bool
    before: list[Point]
    after: list[Point]
    mixed: list[Point]
    other_method: list[Point]
    control_before: list[Point]
    control_after: list[Point]


def derive(mine: Sequence[Point], theirs: Sequence[Point], started: str, basis: Basis, constants: Constants) -> Derived:
    """What a city's readings say of what began in a period; `theirs` are those of a place that went without."""
    kept, left = _one_method(mine, started)
    control, _ = _one_method(theirs, started)
    split = _sides(kept, started)
    beside = _sides(control, started)
    compared = bool(beside[0] and beside[1])
    bad = False
    effect: Effect | None = None
    way: Way = ""
    try:
        if compared:
            effect, way = _effect(kept, control, started, basis, constants)
        if effect is None:
            compared = False
            effect, way = _effect(kept, None, started, basis, constants)
    except UnusableError:
        bad = True
    return Derived(
        effect=effect,
        way=way,
        without_logarithm=bad,
        before=split[0],
        after=split[1],
        mixed=split[2],
        other_method=left,
        control_before=beside[0] if compared and effect else [],
        control_after=beside[1] if compared and effect else [],
    )


def _effect(
    mine: Sequence[Point], control: Sequence[Point] | None, started: str, basis: Basis, constants: Constants
) -> tuple[Effect | None, Way]:
    """By the readings; where these are too few to tell their error, by the counts behind them.

    Raises UnusableError for a reading that has no logarithm.
    """
    scale: Scale = "lo" if basis.scale == "lo" else "lr"
    theirs = None if control is None else _plain(control)
    if effect := measured(_plain(mine), started, constants, scale=scale, control=theirs):
        return effect, "readings"
    if basis.id not in the_threats().event_rates:
        return None, ""
    own = _of_counts(mine, started)
    if control is None:
        return (own, "counts") if own else (None, "")
    other = _of_counts(control, started)
    return (difference(own, other), "counts") if own and other else (None, "")


def _of_counts(points: Sequence[Point], started: str) -> Effect | None:
    """Events before and after, each side over its exposure: a rate is events divided by what they are counted over."""
    before, after, _ = _sides(points, started)
    if not before or not after or not all(one.counted and one.value > 0 for one in (*before, *after)):
        return None
    events = [sum(one.counted or 0 for one in side) for side in (before, after)]
    exposed = [sum((one.counted or 0) / one.value for one in side) for side in (before, after)]
    return change_in_counts(*events, exposure_before=exposed[0], exposure_after=exposed[1])


def _one_method(points: Sequence[Point], started: str) -> tuple[list[Point], list[Point]]:
    """The readings since the last change of method that came before the start, and those before it."""
    first, _ = months(started)
    ordered = sorted(points, key=lambda one: months(one.period))
    changed = [n for n, one in enumerate(ordered) if one.method_changed and months(one.period)[1] < first]
    at = changed[-1] if changed else 0
    return ordered[at:], ordered[:at]


def _sides(points: Sequence[Point], started: str) -> tuple[list[Point], list[Point], list[Point]]:
    """The readings before, after, and those of neither side, as the engine sorts them."""
    found = sides(_plain(points), started)
    by_period = {one.period: one for one in points}
    before, after, mixed = (
        [by_period[one.period] for one in side] for side in (found.before, found.after, found.mixed)
    )
    return before, after, mixed


def _plain(points: Sequence[Point]) -> list[Reading]:
    return [Reading(one.period, one.value) for one in points]
