"""Declarations of interest: what a person answers about a supplier, before acting on it."""

import datetime as dt
from typing import Final

from msgspec import Struct
from sqlmodel import Session, col, select

from municipal.people.tables import Interest
from municipal.traces.chain import By, now, record

# An interest counts this long after it ended (spec of reliability, section 2.3: twenty-four months).
COUNTS_FOR_MONTHS: Final = 24
KINDS: Final = ("employment", "shares", "contract", "family", "friendship", "other")


class InterestRow(Struct, frozen=True):
    """What a person declared about one supplier."""

    vendor: str
    declared: bool
    kind: str
    since: str | None
    until: str | None
    statement: str
    declared_at: str


def interests_of(session: Session, person: str) -> list[InterestRow]:
    """What a person declared, the latest first."""
    query = select(Interest).where(Interest.person == person).order_by(col(Interest.declared_at).desc())
    return [
        InterestRow(row.vendor, row.declared, row.kind, row.since, row.until, row.statement, row.declared_at)
        for row in session.exec(query)
    ]


def declare(session: Session, by: By, told: InterestRow) -> None:
    """Keep what the person who acts declares; the traces keep that it was told, not what."""
    row = session.exec(
        select(Interest).where(Interest.person == by.person, Interest.vendor == told.vendor)
    ).first() or Interest(person=by.person, vendor=told.vendor, declared=told.declared, declared_at="")
    row.declared, row.kind, row.since, row.until = told.declared, told.kind, told.since, told.until
    row.statement, row.declared_at = told.statement, now()
    session.add(row)
    record(session, by, "interest.declared", "interest", told.vendor, after=told.declared)


def stands_aside(session: Session, person: str, vendor: str, *, on: dt.date) -> bool | None:
    """Whether a person must leave a supplier to others on a day; None when they never answered."""
    row = session.exec(select(Interest).where(Interest.person == person, Interest.vendor == vendor)).first()
    if row is None:
        return None
    if not row.declared or not row.until:
        return row.declared
    over = dt.date.fromisoformat(row.until)
    months = (on.year - over.year) * 12 + on.month - over.month - (on.day < over.day)
    return months < COUNTS_FOR_MONTHS
