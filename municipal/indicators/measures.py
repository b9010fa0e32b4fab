"""Readings as they are stored: a session in, Structs out, one row written at a time."""

from typing import Any, Final

from msgspec import Struct
from sqlalchemy import delete, insert, update
from sqlalchemy import select as columns
from sqlmodel import Session, col

from municipal.indicators.tables import Reading
from municipal.traces.chain import digest, now

_STAMP: Final = 16


class Measure(Struct, frozen=True):
    """What a city says of a period: the value, its source in both languages, what was counted behind it, and how."""

    value: float
    source_fr: str
    source_en: str
    counted: int | None = None
    method_changed: bool = False


class ReadingRow(Struct, frozen=True):
    """A reading as its city sees it; `stamp` tells one state of it from another."""

    period: str
    measure: Measure
    recorded_at: str | None
    stamp: str


def readings_of(session: Session, city: str, indicator: str) -> list[ReadingRow]:
    """The readings of one indicator in one city, the latest first."""
    query = _columns().where(col(Reading.city) == city, col(Reading.indicator) == indicator)
    return sorted((_row(row) for row in session.execute(query)), key=lambda row: row.period, reverse=True)


def add(session: Session, fresh: list[tuple[str, str, str, Measure]]) -> None:
    """Write new readings (city, indicator, period, measure); whoever calls leaves the trace."""
    names, at = ("city", "indicator", "period"), now()
    rows = [{**dict(zip(names, key, strict=True)), "recorded_at": at, **values_of(told)} for *key, told in fresh]
    if rows:
        session.execute(insert(Reading), rows)


def replace(session: Session, city: str, indicator: str, period: str, told: Measure) -> None:
    """Write a reading over the one that stands; whoever calls leaves the trace."""
    chosen = update(Reading).where(
        col(Reading.city) == city, col(Reading.indicator) == indicator, col(Reading.period) == period
    )
    session.execute(chosen.values(recorded_at=now(), **values_of(told)))


def take_out(session: Session, city: str, indicator: str, period: str) -> None:
    """Remove one reading; whoever calls leaves the trace."""
    session.execute(
        delete(Reading).where(
            col(Reading.city) == city, col(Reading.indicator) == indicator, col(Reading.period) == period
        )
    )


def measures(session: Session, city: str) -> dict[tuple[str, str], Measure]:
    """Every reading of a city, by indicator and period."""
    rows = session.execute(_columns().where(col(Reading.city) == city))
    return {(row.indicator, row.period): _measure(row) for row in rows}


def find(session: Session, city: str, indicator: str, period: str) -> ReadingRow | None:
    """One reading of one city, or None."""
    query = _columns().where(
        col(Reading.city) == city, col(Reading.indicator) == indicator, col(Reading.period) == period
    )
    row = session.execute(query).first()
    return _row(row) if row else None


def values_of(told: Measure) -> dict[str, Any]:
    """A measure by the names of its columns."""
    return {name: getattr(told, name) for name in Measure.__struct_fields__}


def _columns() -> Any:  # noqa: ANN401 - a statement
    return columns(
        col(Reading.indicator),
        col(Reading.period),
        *(col(getattr(Reading, name)) for name in Measure.__struct_fields__),
        col(Reading.recorded_at),
    )


def _row(row: Any) -> ReadingRow:  # noqa: ANN401 - a row of `_columns`
    measure = _measure(row)
    return ReadingRow(row.period, measure, row.recorded_at, digest([row.recorded_at, values_of(measure)])[:_STAMP])


def _measure(row: Any) -> Measure:  # noqa: ANN401 - as above
    return Measure(*(getattr(row, name) for name in Measure.__struct_fields__))
