"""A question from one city to another about a case, and the answer; municipalities alone read them."""

import datetime as dt
import secrets
from typing import Final

from litestar.exceptions import NotFoundException
from msgspec import Struct
from sqlmodel import Session, col, func, select

from municipal.community.tables import CaseQuestion
from municipal.traces.chain import Permit, now, record
from municipal.web.format import ZONE, stored, today

KIND: Final = "case_question"
# So many questions of a city about a case may wait at once: the city that answers is often one person.
MOST_OPEN: Final = 5


class Asked(Struct, frozen=True):
    """A question as it was kept; `first` of the day for the city, so that nobody gets two messages in one day."""

    id: str
    first: bool


class Answered(Struct, frozen=True):
    """An answer as it was kept; `first` of the day for the person who asked."""

    case: str
    from_city: str
    author: str
    first: bool


class Moved(Struct, frozen=True):
    """Somebody answered since the form was made: their answer, and the version that now stands."""

    answer: str
    version: int


def ask(session: Session, permit: Permit, *, case: str, city: str, from_city: str, text: str) -> Asked | None:
    """Ask a city about its case, on behalf of another one; None when too many questions of that city still wait."""
    by = permit("case.ask")
    of_the_two = (CaseQuestion.city == city, CaseQuestion.from_city == from_city)
    waiting = select(func.count()).where(
        *of_the_two, CaseQuestion.case == case, col(CaseQuestion.answered_at).is_(None)
    )
    if session.exec(waiting).one() >= MOST_OPEN:
        return None
    today_too = select(CaseQuestion.id).where(CaseQuestion.city == city, CaseQuestion.asked_at >= _midnight())
    first = session.exec(today_too.limit(1)).first() is None
    row = CaseQuestion(
        city=city, id=secrets.token_hex(8), case=case, from_city=from_city, author=by.person, text=text, asked_at=now()
    )
    session.add(row)
    session.flush()
    record(session, by, "case.asked", KIND, row.id, body=from_city, version=row.version)
    return Asked(row.id, first)


def answer(session: Session, permit: Permit, city: str, identity: str, *, text: str, version: int) -> Answered | Moved:
    """Answer a question, or answer it anew; Moved when somebody else did meanwhile."""
    by = permit("case.answer")
    row = session.exec(select(CaseQuestion).where(CaseQuestion.city == city, CaseQuestion.id == identity)).first()
    if row is None:
        raise NotFoundException
    if row.version != version:
        return Moved(row.answer, row.version)
    today_too = select(CaseQuestion.id).where(
        CaseQuestion.from_city == row.from_city,
        CaseQuestion.author == row.author,
        col(CaseQuestion.answered_at) >= _midnight(),
    )
    first = session.exec(today_too.limit(1)).first() is None
    row.answer, row.answered_by, row.answered_at = text, by.person, now()
    session.add(row)
    session.flush()
    record(session, by, "case.answered", KIND, row.id, body=city, version=row.version)
    return Answered(row.case, row.from_city, row.author, first)


def _midnight() -> str:
    """When the present day began in Québec, as instants are stored."""
    return stored(dt.datetime.combine(today(), dt.time(), ZONE))
