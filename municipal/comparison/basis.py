"""On what a city can be compared: the indicators of the need that it tracks, read and bounded; and what is missing."""

from collections.abc import Sequence
from typing import Final, Literal

from msgspec import Struct
from sqlmodel import Session

from municipal.indicators.queries import (
    DIMENSIONS,
    IndicatorPage,
    Point,
    TrackedRow,
    city_readings,
    for_need,
    indicator,
    tracked_by,
)
from vendors.evidence.readings import months
from vendors.needs.detect import Detected

How = Literal["reading", "months"]
# Why an indicator of the need is not compared.
What = Literal["untracked", "no_reading", "no_bounds", "wrong_bounds", "value", "context", "describes"]
_YEAR: Final = 12
_PERCENT: Final = 100.0
_EVERY: Final = 1000


class Basis(Struct, frozen=True):
    """An indicator that is compared: where the city stands, told by one reading or by the mean of the last months."""

    id: str
    name: str
    unit: str
    dimension: str
    domains: list[str]
    polarity: str
    scale: str
    baseline: float
    how: How
    points: list[Point]
    worst: float
    target: float
    since: int
    source: str


class Missing(Struct, frozen=True):
    """An indicator of the need that is not compared, and why; `own` when the city tracks it."""

    id: str
    name: str
    what: What
    own: bool


class Bases(Struct, frozen=True):
    """What is compared and what is missing, in the order of the need."""

    compared: list[Basis]
    missing: list[Missing]


def bases(session: Session, city: str, detected: Detected, language: str) -> Bases:
    """The indicators of a need's domains, for a city."""
    pairs = for_need(session, detected.domains, detected.stems, detected.language, spoken=language, most=_EVERY)
    own = {row.indicator: row for row in tracked_by(session, city, language)}
    measured = city_readings(session, city, language)
    found = Bases([], [])
    for one, name in pairs:
        page = indicator(session, one, language)
        if page is None:
            continue
        made = _basis(page, own.get(one), measured.get(one, []))
        if isinstance(made, Basis):
            found.compared.append(made)
        else:
            found.missing.append(Missing(one, name, made, one in own))
    order = list(DIMENSIONS)
    return Bases(sorted(found.compared, key=lambda one: order.index(one.dimension)), found.missing)


def latest(points: Sequence[Point]) -> tuple[float, How, list[Point]]:
    """Where a city stands: its latest reading, or the mean of the readings of twelve months when that is a month's.

    The second is how it is told, the third the readings behind it, oldest first.
    """
    ordered = sorted(points, key=lambda point: (months(point.period)[1], months(point.period)[0]))
    last = ordered[-1]
    first, end = months(last.period)
    if first != end:
        return last.value, "reading", [last]
    kept = [
        one for one in ordered if months(one.period)[0] == months(one.period)[1] and months(one.period)[0] > end - _YEAR
    ]
    return sum(one.value for one in kept) / len(kept), "months", kept


def _basis(page: IndicatorPage, row: TrackedRow | None, points: list[Point]) -> Basis | What:
    if page.kind == "context":
        return "context"
    if page.scale == "d" or page.polarity == "target":
        return "describes"
    if row is None:
        return "untracked"
    if not points:
        return "no_reading"
    if row.worst is None or row.target is None:
        return "no_bounds"
    if not _bounded(row.worst, row.target, page):
        return "wrong_bounds"
    value, how, behind = latest(points)
    if not 0 < value < (_PERCENT if page.scale == "lo" else float("inf")):
        return "value"
    return Basis(
        id=page.id,
        name=page.name,
        unit=page.unit,
        dimension=page.dimension,
        domains=page.domains,
        polarity=page.polarity,
        scale=page.scale,
        baseline=value,
        how=how,
        points=behind,
        worst=row.worst,
        target=row.target,
        since=row.since,
        source=row.source,
    )


def _bounded(worst: float, target: float, page: IndicatorPage) -> bool:
    """Whether the target lies on the good side of the worst value, and both are values that the scale has."""
    if page.scale == "lo" and not (0 <= worst <= _PERCENT and 0 <= target <= _PERCENT):
        return False
    if page.scale == "lr" and min(worst, target) <= 0:
        return False
    return target > worst if page.polarity == "more" else target < worst
