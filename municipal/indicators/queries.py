"""Questions about indicators: a session in, Structs out, in the reader's language."""

from statistics import fmean
from typing import Final

from msgspec import Struct
from sqlalchemy import select as columns
from sqlmodel import Session, col, func, select

from municipal.indicators.tables import Indicator, Reading, Tracked
from municipal.kept import kept
from municipal.web.marking import mark
from vendors.needs.words import stems

# The five domains of Statistics Canada's Quality of Life Framework.
DIMENSIONS: Final = {
    "prosperity": mark("Prospérité"),
    "health": mark("Santé"),
    "environment": mark("Environnement"),
    "society": mark("Société"),
    "good_governance": mark("Saine gouvernance"),
}
_LEVER: Final = {"H": 0, "M": 1, "L": 2}
_MONTHS: Final = 12


class IndicatorRow(Struct, frozen=True):
    """One line of the catalogue."""

    id: str
    name: str
    unit: str
    dimension: str
    kind: str
    lever: str
    domains: list[str]
    description: str
    verified: bool
    cities: int


class IndicatorPage(Struct, frozen=True):
    """An indicator as its page shows it."""

    id: str
    name: str
    unit: str
    polarity: str
    scale: str
    domains: list[str]
    dimension: str
    kind: str
    level: str
    frequency: str
    publisher: str
    reference: str | None
    description: str
    source_title: str
    source_url: str | None
    checked_on: str
    verified: bool


class TrackedRow(Struct, frozen=True):
    """An indicator that a city follows, or a city that follows an indicator."""

    city: str
    indicator: str
    name: str
    unit: str
    since: int
    source: str
    worst: float | None
    target: float | None
    latest: float | None
    latest_period: str | None


class Point(Struct, frozen=True):
    """A reading; `counted` events behind the value, where it counts some; `method_changed`: counted otherwise since."""

    period: str
    value: float
    source: str
    counted: int | None = None
    method_changed: bool = False


class Wanted(Struct, frozen=True):
    """What is wanted of an indicator (`more`, `less` or a city’s `target`), and the scale of its changes."""

    polarity: str
    scale: str
    target: float | None = None


class _Known(Struct, frozen=True):
    id: str
    names: dict[str, str]
    wanted: Wanted
    lever: str
    domains: list[str]
    stems: dict[str, frozenset[str]]


def indicators(
    session: Session, language: str, *, dimension: str | None = None, domain: str | None = None
) -> list[IndicatorRow]:
    """The catalogue by name, or one dimension or domain of it; each with how many cities follow it."""
    counts = dict(session.exec(select(Tracked.indicator, func.count()).group_by(Tracked.indicator)).all())
    order = Indicator.sort_key_en if language == "en" else Indicator.sort_key_fr
    query = select(Indicator).order_by(order)
    if dimension:
        query = query.where(Indicator.dimension == dimension)
    return [
        IndicatorRow(
            id=row.id,
            name=_in(row, "name", language),
            unit=_in(row, "unit", language),
            dimension=row.dimension,
            kind=row.kind,
            lever=row.lever,
            domains=row.domains,
            description=_in(row, "description", language),
            verified=row.verified,
            cities=counts.get(row.id, 0),
        )
        for row in session.exec(query)
        if domain is None or domain in row.domains
    ]


def indicator(session: Session, indicator_id: str, language: str) -> IndicatorPage | None:
    """An indicator, or None."""
    row = session.get(Indicator, indicator_id)
    if row is None:
        return None
    pairs = {name: _in(row, name, language) for name in ("name", "unit", "publisher", "description")}
    rest = [name for name in IndicatorPage.__struct_fields__ if name not in pairs]
    return IndicatorPage(**pairs, **{name: getattr(row, name) for name in rest})


def tracked_by(session: Session, city: str, language: str) -> list[TrackedRow]:
    """The indicators that a city declares it follows, by name, with its latest reading."""
    return _tracked(session, language, city=city)


def trackers(session: Session, indicator_id: str, language: str) -> list[TrackedRow]:
    """The cities that declare they follow an indicator."""
    return _tracked(session, language, indicator=indicator_id)


def readings(session: Session, indicator_id: str, language: str) -> dict[str, list[Point]]:
    """The readings of an indicator, by city, oldest first."""
    return _series(session, language, by=Reading.city, where=Reading.indicator, value=indicator_id)


def city_readings(session: Session, city: str, language: str) -> dict[str, list[Point]]:
    """The readings of a city, by indicator, oldest first."""
    return _series(session, language, by=Reading.indicator, where=Reading.city, value=city)


def yearly(points: list[Point]) -> list[Point]:
    """Readings by year, for a table that has no room for months: the mean of a year’s months, where it has them all.

    A year that misses months is left out; the source is that of its last month, the counts add up.
    """
    by_year: dict[str, list[Point]] = {}
    for point in points:
        by_year.setdefault(point.period[:4], []).append(point)
    found: list[Point] = []
    for year, held in sorted(by_year.items()):
        whole = [point for point in held if point.period == year]
        if whole or len(held) == _MONTHS:
            found.append(whole[0] if whole else _gathered(year, held))
    return found


def _gathered(year: str, held: list[Point]) -> Point:
    counted = [point.counted for point in held if point.counted is not None]
    return Point(
        year,
        fmean(point.value for point in held),
        held[-1].source,
        sum(counted) if len(counted) == len(held) else None,
        any(point.method_changed for point in held),
    )


def for_need(
    session: Session, domains: list[str], words: list[str], language: str, *, spoken: str, most: int = 8
) -> list[tuple[str, str]]:
    """The indicators of some domains with their names: those sharing a word with the need, then those a service moves.

    `language` is that of the words, `spoken` that of the names.
    """
    asked = set(words)

    def rank(one: _Known) -> tuple[int, int, int]:
        nearest = min(domains.index(node) for node in one.domains if node in domains)
        return -len(asked & one.stems[language]), nearest, _LEVER[one.lever]

    found = sorted((one for one in _catalogue(session) if set(one.domains) & set(domains)), key=rank)
    return [(one.id, one.names[spoken]) for one in found[:most]]


def wanted(session: Session, indicator_id: str) -> Wanted | None:
    """What is wanted of an indicator, or None for one that does not exist."""
    return next((one.wanted for one in _catalogue(session) if one.id == indicator_id), None)


def target_of(session: Session, city: str, indicator_id: str) -> float | None:
    """The target that a city declared for an indicator, if it did."""
    query = select(Tracked.target).where(Tracked.city == city, Tracked.indicator == indicator_id)
    return session.exec(query).first()


def tracked_ids(session: Session, city: str) -> set[str]:
    """The ids of the indicators that a city declares it follows."""
    return set(session.exec(select(Tracked.indicator).where(Tracked.city == city)))


@kept
def _catalogue(session: Session) -> list[_Known]:
    return [
        _Known(
            row.id,
            {"fr": row.name_fr, "en": row.name_en},
            Wanted(row.polarity, row.scale),
            row.lever,
            row.domains,
            {"fr": frozenset(stems(row.name_fr, "fr")), "en": frozenset(stems(row.name_en, "en"))},
        )
        for row in session.exec(select(Indicator).order_by(Indicator.sort_key_fr))
    ]


def _tracked(session: Session, language: str, *, city: str = "", indicator: str = "") -> list[TrackedRow]:
    last = select(Reading.city, Reading.indicator, func.max(Reading.period).label("period")).group_by(
        Reading.city, Reading.indicator
    )
    latest = last.subquery()
    query = (
        select(Tracked, Indicator, Reading.value, Reading.period)
        .join(Indicator, col(Indicator.id) == Tracked.indicator)
        .outerjoin(latest, (latest.c.city == Tracked.city) & (latest.c.indicator == Tracked.indicator))
        .outerjoin(
            Reading,
            (col(Reading.city) == Tracked.city)
            & (col(Reading.indicator) == Tracked.indicator)
            & (col(Reading.period) == latest.c.period),
        )
        .order_by(Indicator.sort_key_en if language == "en" else Indicator.sort_key_fr, Tracked.city)
    )
    query = query.where(Tracked.city == city) if city else query.where(Tracked.indicator == indicator)
    return [
        TrackedRow(
            city=row.city,
            indicator=known.id,
            name=_in(known, "name", language),
            unit=_in(known, "unit", language),
            since=row.since,
            source=_in(row, "source", language),
            worst=row.worst,
            target=row.target,
            latest=value,
            latest_period=period,
        )
        for row, known, value, period in session.exec(query)
    ]


def _series(session: Session, language: str, *, by: str, where: str, value: str) -> dict[str, list[Point]]:
    """The readings that have a value in one column, grouped by another one."""
    source = Reading.source_en if language == "en" else Reading.source_fr
    told = (Reading.period, Reading.value, source, Reading.counted, Reading.method_changed)
    query = columns(col(by), *map(col, told)).where(col(where) == value).order_by(col(by), col(Reading.period))
    series: dict[str, list[Point]] = {}
    for key, *point in session.execute(query):
        series.setdefault(key, []).append(Point(*point))
    return series


def _in(row: object, name: str, language: str) -> str:
    return getattr(row, f"{name}_{language}")
