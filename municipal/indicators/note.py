"""The council note: a city's indicator beside five cities like it, before and after one case, on one page."""

from statistics import fmean
from typing import Final

from msgspec import Struct
from sqlmodel import Session

from municipal.cases.queries import CaseRow, library
from municipal.cases.words import EFFECTS, STATES, where
from municipal.comparison.threats import Threat, the_threats
from municipal.indicators.chart import Chart, chart
from municipal.indicators.cities import City, alike, between, cities_of, method_events, years_of
from municipal.indicators.dimensions import numbers
from municipal.indicators.queries import IndicatorPage, Point
from municipal.places.names import Place
from municipal.places.queries import similar
from municipal.web.format import date
from municipal.web.language import translator
from vendors.evidence.readings import Reading, sides

# What a before and after never proves, whatever the city; in this order.
THREATS: Final = ("regression_to_the_mean", "winter", "counting_method", "other_changes")
_MOST_YEARS: Final = 5


class Side(Struct, frozen=True):
    """Readings on one side of a case's beginning; where they are too few there is no mean, only themselves."""

    count: int
    mean: float | None
    first: str
    last: str
    few: list[tuple[str, float]] = []


class Told(Struct, frozen=True):
    """A case as the note tells it; the sides are None where its city has no reading here."""

    id: str
    title: str
    where: str
    state: str
    effect: str
    started: str
    done: str
    measured: str
    not_worked: str
    source: str
    source_url: str
    by_city: bool
    before: Side | None
    after: Side | None
    method_changed: bool


class Row(Struct, frozen=True):
    """A city of the table: its readings in the last years."""

    name: str
    short: str
    values: list[float | None]
    changed: list[bool]
    own: bool = False
    few: bool = False
    source: str = ""


class Note(Struct, frozen=True):
    """All that the note says; `beside` counts the cities like ours that follow the indicator."""

    row: IndicatorPage
    city: Place
    follows: bool
    beside: int
    years: list[str]
    rows: list[Row]
    median: list[float | None]
    drawing: Chart | None
    case: Told | None
    choices: list[tuple[str, str]]
    threats: list[Threat]


def note(session: Session, row: IndicatorPage, city: Place, case_id: str, language: str, *, demo: bool) -> Note:
    """The note of a city; without a case named, that of the most similar city; with `none`, no case."""
    cities = cities_of(session, row.id, language, city.code)
    own = next((one for one in cities if one.own), None)
    near = alike(cities)
    known = [one for one in library(session, language, demo=demo) if one.indicator == row.id]
    case = _chosen(session, known, city.code, case_id)
    teller = _teller(case, cities)
    shown = [*([own] if own else []), *near]
    years = years_of([*shown, *([teller] if teller else [])])[-_MOST_YEARS:]
    return Note(
        row=row,
        city=city,
        follows=own is not None,
        beside=len(near),
        years=years,
        rows=[_row(one, years) for one in shown],
        median=list(between(near, years).values()),
        drawing=_drawing(row, shown, own, case, teller, language),
        case=_told(case, teller, language) if case else None,
        choices=[(one.id, f"{one.city}, {one.title}") for one in known],
        threats=[one for name in THREATS for one in the_threats().all if one.id == name],
    )


def _chosen(session: Session, known: list[CaseRow], city: str, case_id: str) -> CaseRow | None:
    """The case that is named; else the one of the city most alike, of what has readings before what has none."""
    if case_id == "none" or not known:
        return None
    if named := next((one for one in known if one.id == case_id), None):
        return named
    by_city = {one.municipality: one for one in reversed(known) if one.municipality and not one.anonymous}
    nearest = similar(session, city, {code for code in by_city if code}, 1)
    return by_city[nearest[0].code] if nearest else known[0]


def _teller(case: CaseRow | None, cities: list[City]) -> City | None:
    """The city of a case, when it gives its name and measured the indicator."""
    if case is None or case.anonymous or not case.started:
        return None
    return next((one for one in cities if one.place.code == case.municipality and one.points), None)


def _row(one: City, years: list[str]) -> Row:
    points = [one.years.get(year) for year in years]
    return Row(
        one.name,
        one.short,
        [point.value if point else None for point in points],
        [bool(point and point.method_changed) for point in points],
        one.own,
        one.few,
        one.tracked.source,
    )


def _drawing(
    row: IndicatorPage, shown: list[City], own: City | None, case: CaseRow | None, teller: City | None, language: str
) -> Chart | None:
    _ = translator(language)
    drawn = [*shown, *([teller] if teller and teller not in shown else [])]
    events = method_events(own, language)
    if case and case.started and teller:
        events[case.started] = _("Début à {city}").format(city=teller.short)
    return chart(
        f"{row.name} ({row.unit})",
        _("Courbes des villes nommées; les mêmes valeurs sont dans le tableau qui suit."),
        {one.short: one.points for one in drawn if one.points},
        language,
        own=own.short if own else (teller.short if teller else ""),
        events=events,
    )


def _told(case: CaseRow, teller: City | None, language: str) -> Told:
    _ = translator(language)
    before, after = _sides(teller.points, case.started, language) if teller and case.started else (None, None)
    return Told(
        id=case.id,
        title=case.title,
        where=where(case, language),
        state=_(STATES[case.state]),
        effect=_(EFFECTS[case.effect]),
        started=date(case.started, language) if case.started else "",
        done=case.done,
        measured=case.measured or "",
        not_worked=case.not_worked or "",
        source=case.source_title,
        source_url=case.source_url or "",
        by_city=case.kind == "city",
        before=before,
        after=after,
        method_changed=any(point.method_changed for point in teller.points) if teller else False,
    )


def _sides(points: list[Point], started: str, language: str) -> tuple[Side, Side]:
    split = sides([Reading(point.period, point.value) for point in points], started)
    return _side(split.before, language), _side(split.after, language)


def _side(given: list[Reading], language: str) -> Side:
    if not given:
        return Side(0, None, "", "")
    enough = len(given) >= numbers().least_readings
    return Side(
        count=len(given),
        mean=fmean(one.value for one in given) if enough else None,
        first=date(given[0].period, language),
        last=date(given[-1].period, language),
        few=[] if enough else [(date(one.period, language), one.value) for one in given],
    )
