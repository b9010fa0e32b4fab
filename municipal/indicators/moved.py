"""What moved between a city’s first and last readings: better, worse, the same, or too little to say."""

from statistics import fmean
from typing import Literal

from msgspec import Struct

from municipal.indicators.dimensions import Numbers
from municipal.indicators.queries import Point, yearly

Verdict = Literal["better", "worse", "same", "few", "no_target", "describes"]


class Move(Struct, frozen=True):
    """What moved; `since` is when the city last changed its way of counting: only what follows is compared.

    With `years`, whole years of months are compared, so that no season passes for a change.
    """

    verdict: Verdict
    since: str = ""
    years: bool = False


def moved(points: list[Point], *, polarity: str, kind: str, target: float | None, numbers: Numbers) -> Move:
    """What moved on an indicator. What only describes a city moves neither for better nor for worse."""
    if kind == "context":
        return Move("describes", _since(points))
    since = _since(points)
    comparable = [point for point in points if point.period >= since]
    monthly = any(_is_month(point) for point in comparable)
    ends = _ends(comparable, numbers)
    if ends is None:
        return Move("few", since, monthly)
    if polarity == "target" and target is None:
        return Move("no_target", since, monthly)
    first, last = ends
    if first == last or abs(last - first) < numbers.same_share * abs(first):
        return Move("same", since, monthly)
    if polarity == "target":
        better = abs(last - (target or 0)) < abs(first - (target or 0))
    else:
        better = (last > first) is (polarity == "more")
    return Move("better" if better else "worse", since, monthly)


def enough(points: list[Point], numbers: Numbers) -> bool:
    """Whether there are observations enough for an average to mean something."""
    return len(points) >= numbers.least_readings


def _ends(points: list[Point], numbers: Numbers) -> tuple[float, float] | None:
    """The two values to compare: the first and last years, or the means of the first and last twelve months."""
    season = numbers.season
    if all(_is_month(point) for point in points) and len(points) >= 2 * season:
        early, late = points[:season], points[-season:]
        if all(len({point.period[5:] for point in side}) == season for side in (early, late)):
            return fmean(point.value for point in early), fmean(point.value for point in late)
    years = yearly(points)
    return (years[0].value, years[-1].value) if enough(years, numbers) else None


def _since(points: list[Point]) -> str:
    """The period of the last change of counting after the first reading; nothing without one."""
    return next((point.period for point in reversed(points[1:]) if point.method_changed), "")


def _is_month(point: Point) -> bool:
    return "-" in point.period
