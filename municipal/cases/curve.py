"""The indicator of a case before and after it began: the curve, the same in a table, and a like city beside it."""

from statistics import fmean

from msgspec import Struct
from sqlmodel import Session

from municipal.cases.city_row import called
from municipal.cases.rows import CaseRow
from municipal.indicators.chart import Chart, chart
from municipal.indicators.queries import IndicatorPage, Point, indicator, readings
from municipal.places.queries import places
from municipal.web.language import translator
from vendors.evidence.readings import Reading, sides
from vendors.sources.faults import UnusableError


class Side(Struct, frozen=True):
    """A city’s readings on both sides of the beginning: how many, and their mean; `own` is the city of the case."""

    name: str
    own: bool
    before: int
    after: int
    mean_before: float | None
    mean_after: float | None


class Curve(Struct, frozen=True):
    """What a page draws of a case’s indicator."""

    indicator: IndicatorPage
    drawing: Chart | None
    sides: list[Side]
    points: list[Point]


def curve(session: Session, row: CaseRow, language: str, control: str | None = None) -> Curve | None:
    """The readings of the city of a case; None for an anonymous one, and where there is nothing to draw."""
    if not (row.indicator and row.municipality and row.started) or row.anonymous:
        return None
    known = indicator(session, row.indicator, language)
    series = readings(session, row.indicator, language)
    own = series.get(row.municipality, [])
    if known is None or not own:
        return None
    _ = translator(language)
    named = {row.city: own}
    beside = row.told.control if row.told else control
    if beside and (theirs := series.get(beside)):
        named[called(beside, places(session))] = theirs
    drawing = chart(
        f"{known.name} ({known.unit})",
        _("Courbe des relevés; les moyennes avant et après sont dans le tableau qui suit."),
        named,
        language,
        own=row.city,
        events={row.started: _("début")},
    )
    return Curve(known, drawing, [_side(name, points, row) for name, points in named.items()], own)


def _side(name: str, points: list[Point], row: CaseRow) -> Side:
    try:
        split = sides([Reading(point.period, point.value) for point in points], row.started or "")
    except UnusableError:
        return Side(name, name == row.city, 0, 0, None, None)
    before, after = [[one.value for one in side] for side in (split.before, split.after)]
    return Side(
        name,
        name == row.city,
        len(before),
        len(after),
        fmean(before) if before else None,
        fmean(after) if after else None,
    )
