"""A dimension of well-being as a city follows it: its indicators, what moved, and what it does not follow."""

from msgspec import Struct
from sqlalchemy import select as columns
from sqlmodel import Session, col, select

from municipal.indicators.dimensions import numbers
from municipal.indicators.moved import Move, moved
from municipal.indicators.queries import IndicatorRow, Point, TrackedRow, indicators, tracked_by
from municipal.indicators.spark import spark
from municipal.indicators.tables import Indicator, Reading


class Followed(Struct, frozen=True):
    """An indicator that a city follows: its readings, what moved between them, and their curve in small."""

    row: IndicatorRow
    tracked: TrackedRow
    points: list[Point]
    move: Move
    curve: str


class View(Struct, frozen=True):
    """A dimension in a city: what it follows, and what it does not."""

    followed: list[Followed]
    others: list[IndicatorRow]


def view(session: Session, city: str, dimension: str, language: str) -> View:
    """A dimension in a city."""
    rows = indicators(session, language, dimension=dimension)
    mine = {one.indicator: one for one in tracked_by(session, city, language)}
    series = _readings(session, city, language)
    query = select(Indicator.id, Indicator.polarity).where(Indicator.dimension == dimension)
    polarity = dict(session.exec(query).all())
    found = [
        Followed(
            row,
            mine[row.id],
            points,
            moved(points, polarity=polarity[row.id], kind=row.kind, target=mine[row.id].target, numbers=numbers()),
            spark(points),
        )
        for row in rows
        if row.id in mine
        for points in [series.get(row.id, [])]
    ]
    return View(found, [row for row in rows if row.id not in mine])


def _readings(session: Session, city: str, language: str) -> dict[str, list[Point]]:
    """All that a city measured, by indicator, oldest first."""
    source = Reading.source_en if language == "en" else Reading.source_fr
    query = (
        columns(
            col(Reading.indicator),
            col(Reading.period),
            col(Reading.value),
            col(source),
            col(Reading.counted),
            col(Reading.method_changed),
        )
        .where(col(Reading.city) == city)
        .order_by(col(Reading.indicator), col(Reading.period))
    )
    series: dict[str, list[Point]] = {}
    for identity, *point in session.execute(query):
        series.setdefault(identity, []).append(Point(*point))
    return series
