"""The places of the status lists: drawn at random, never given twice, withdrawn for good."""

import secrets
from typing import Final

from msgspec import Struct
from sqlalchemy import func
from sqlmodel import Session, col, select

from municipal.badges.status import BITS
from municipal.badges.tables import BadgeStatus
from municipal.traces.chain import now

# Demonstration badges stand in a list of their own.
DEMONSTRATION: Final = 0
FIRST: Final = 1
# A list this full is left, so that a free place is soon drawn.
_FULL: Final = BITS * 3 // 4


class Place(Struct, frozen=True):
    """Where a badge stands."""

    list: int
    place: int


class Withdrawn(Struct, frozen=True):
    """Since when a place is revoked, and why; `at` is nothing while it is not."""

    at: str | None
    reason: str


def draw(session: Session, number: int | None = None) -> Place:
    """A place that was never given, in a list or in the first that has room."""
    chosen = _with_room(session) if number is None else number
    while True:
        place = secrets.randbelow(BITS)
        if session.get(BadgeStatus, (chosen, place)) is None:
            session.add(BadgeStatus(list=chosen, place=place))
            session.flush()
            return Place(chosen, place)


def withdrawn(session: Session, number: int, place: int) -> Withdrawn | None:
    """What is known of a place; nothing for one that was never given."""
    query = select(BadgeStatus.revoked_at, BadgeStatus.reason)
    found = session.exec(query.where(BadgeStatus.list == number, BadgeStatus.place == place)).first()
    return Withdrawn(*found) if found else None


def withdraw(session: Session, number: int, place: int, reason: str) -> bool:
    """Revoke a place; false when it was revoked already."""
    row = session.get_one(BadgeStatus, (number, place))
    if row.revoked_at:
        return False
    row.revoked_at, row.reason = now(), reason
    session.add(row)
    return True


def revoked(session: Session, number: int) -> list[int]:
    """The revoked places of a list."""
    query = select(BadgeStatus.place).where(BadgeStatus.list == number, col(BadgeStatus.revoked_at).is_not(None))
    return sorted(session.exec(query))


def is_list(session: Session, number: int) -> bool:
    """Whether a list exists: one of the first two, or one in which a place was given."""
    if number in (DEMONSTRATION, FIRST):
        return True
    return session.exec(select(BadgeStatus.place).where(BadgeStatus.list == number).limit(1)).first() is not None


def _with_room(session: Session) -> int:
    newest = session.exec(select(func.max(BadgeStatus.list))).one() or FIRST
    newest = max(newest, FIRST)
    count = session.exec(select(func.count()).select_from(BadgeStatus).where(BadgeStatus.list == newest)).one()
    return newest + 1 if count >= _FULL else newest
