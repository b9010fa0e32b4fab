"""A dimension of well-being as a city follows it: its indicators, what moved, and what it does not follow."""

from msgspec import Struct
from sqlmodel import Session, select

from municipal.indicators.dimensions import numbers
from municipal.indicators.moved import Move, moved
from municipal.indicators.queries import IndicatorRow, Point, TrackedRow, city_readings, indicators, tracked_by
from municipal.indicators.spark import spark
from municipal.indicators.tables import Indicator


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
    series = city_readings(session, city, language)
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
