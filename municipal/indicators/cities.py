"""The cities that follow an indicator, as its page and the council note show them: one's own, then those most alike."""

from statistics import median
from typing import Final

from msgspec import Struct
from sqlmodel import Session, col, select

from municipal.indicators.chart import METHOD
from municipal.indicators.dimensions import numbers
from municipal.indicators.moved import enough
from municipal.indicators.queries import Point, TrackedRow, readings, trackers, yearly
from municipal.indicators.tables import Observation
from municipal.places.names import Place
from municipal.places.queries import places, similar
from municipal.web.language import translator

# How many cities stand beside one's own.
MOST_ALIKE: Final = 5


class City(Struct, frozen=True):
    """A city that follows an indicator; `years` are its readings by year, `few` says that they are too few.

    `short` is what a drawing calls it.
    """

    place: Place
    name: str
    short: str
    tracked: TrackedRow
    points: list[Point]
    years: dict[str, Point]
    own: bool
    few: bool


class Seen(Struct, frozen=True):
    """What people of a city saw and no number says, once a second person agreed."""

    city: str
    period: str
    text: str
    language: str
    at: str


def cities_of(session: Session, indicator_id: str, language: str, city: str = "") -> list[City]:
    """The cities that follow an indicator: one's own first, then those nearest in population; else the largest first.

    A name that two of them bear is told with what tells them apart.
    """
    rows = {row.city: row for row in trackers(session, indicator_id, language)}
    series = readings(session, indicator_id, language)
    by_code = {place.code: place for place in places(session)}
    if city in by_code:
        own = [by_code[city]] if city in rows else []
        order = [*own, *similar(session, city, set(rows), len(rows))]
    else:
        order = sorted((by_code[code] for code in rows), key=lambda place: -place.population)
    names = [place.name for place in order]
    twins = [(place.name, place.designation) for place in order]
    return [
        City(
            place=place,
            name=place.label if names.count(place.name) > 1 else place.name,
            short=_short(place, names, twins),
            tracked=rows[place.code],
            points=points,
            years={point.period: point for point in yearly(points)},
            own=place.code == city,
            few=not enough(points, numbers()),
        )
        for place in order
        for points in [series.get(place.code, [])]
    ]


def alike(cities: list[City]) -> list[City]:
    """The cities beside one's own: the nearest few."""
    return [one for one in cities if not one.own][:MOST_ALIKE]


def between(cities: list[City], years: list[str]) -> dict[str, float | None]:
    """The median of some cities by year; None where too few of them measured."""
    found: dict[str, float | None] = {}
    for year in years:
        values = [one.years[year].value for one in cities if year in one.years]
        found[year] = median(values) if len(values) >= numbers().least_readings else None
    return found


def years_of(cities: list[City]) -> list[str]:
    """The years in which some cities measured."""
    return sorted({year for one in cities for year in one.years})


def method_events(city: City | None, language: str) -> dict[str, str]:
    """When a city changed its way of counting, as marks of a drawing."""
    said = translator(language)(METHOD)
    return {point.period: said for point in city.points if point.method_changed} if city else {}


def observed(session: Session, indicator_id: str) -> list[Seen]:
    """The published observations of all cities on an indicator, the newest first."""
    query = (
        select(Observation)
        .where(col(Observation.published_at).is_not(None), Observation.indicator == indicator_id)
        .order_by(col(Observation.period).desc(), col(Observation.city))
    )
    return [Seen(row.city, row.period, row.text, row.language, row.published_at or "") for row in session.exec(query)]


def _short(place: Place, names: list[str], twins: list[tuple[str, str]]) -> str:
    """The name, with the one thing that tells it from its homonym."""
    if names.count(place.name) == 1:
        return place.name
    alike_in_kind = twins.count((place.name, place.designation)) > 1
    return f"{place.name} ({place.mrc or place.region if alike_in_kind else place.designation})"
