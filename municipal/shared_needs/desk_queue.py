"""The questions that the desk was asked: one by its key, those that wait, and how many were answered on time."""

import datetime as dt
from typing import Final

from msgspec import Struct
from sqlmodel import Session, col, select

from municipal.places.queries import place
from municipal.shared_needs.tables import DeskRequest
from municipal.tenancy.guard import everything
from municipal.web.format import ZONE, today

# A share is told once there are so many requests in so many days.
WINDOW: Final = dt.timedelta(days=90)
FEWEST: Final = 5
REASON: Final = "the desk answers everybody"
COUNTED: Final = "how many questions the desk answered on time"


class Request(Struct, frozen=True):
    """A question to the desk, and its answer once there is one; `late` when its day has passed without one."""

    id: str
    need: str
    city: str
    contact: str
    text: str
    language: str
    asked_at: str
    due_on: str
    late: bool
    answer: str
    answered_at: str | None
    version: int


class Figures(Struct, frozen=True):
    """How many questions of the last ninety days came to their end, and how many were answered on time."""

    requests: int
    on_time: int


def request_of(session: Session, identity: str) -> Request | None:
    """A question by its id, which is its key."""
    row = session.exec(select(DeskRequest).where(DeskRequest.id == identity)).first()
    return _shown(session, row) if row else None


def queue(session: Session) -> list[Request]:
    """The questions that wait, the one that is due first before the others."""
    query = select(DeskRequest).where(col(DeskRequest.answered_at).is_(None))
    with everything(REASON):
        rows = session.exec(query.order_by(col(DeskRequest.due_on), col(DeskRequest.asked_at))).all()
    return [_shown(session, row) for row in rows]


def figures(session: Session) -> Figures | None:
    """How well the desk keeps its promise; nothing while too few questions tell it.

    A question that still waits within its time is not counted: nobody knows yet.
    """
    since = (dt.datetime.now(tz=dt.UTC) - WINDOW).isoformat(timespec="seconds")
    query = select(DeskRequest.due_on, DeskRequest.answered_at).where(col(DeskRequest.asked_at) >= since)
    with everything(COUNTED):
        rows = session.exec(query).all()
    day = today().isoformat()
    ended = [(due, at) for due, at in rows if at or due < day]
    if len(ended) < FEWEST:
        return None
    return Figures(len(ended), sum(at is not None and _day(at) <= due for due, at in ended))


def _shown(session: Session, row: DeskRequest) -> Request:
    where = place(session, row.city) if row.city else None
    late = row.answered_at is None and row.due_on < today().isoformat()
    same = ("id", "need", "contact", "text", "language", "asked_at", "due_on", "answer", "answered_at", "version")
    return Request(city=where.label if where else "", late=late, **{name: getattr(row, name) for name in same})


def _day(moment: str) -> str:
    """The day of an instant, where people live by it."""
    return dt.datetime.fromisoformat(moment).astimezone(ZONE).date().isoformat()
