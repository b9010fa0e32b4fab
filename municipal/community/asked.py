"""Questions that cities ask each other, as those who may read them see them: a session in, Structs out."""

from collections.abc import Iterable
from typing import Final

from msgspec import Struct
from sqlmodel import Session, col, select

from municipal.community.tables import CaseQuestion
from municipal.people.bodies import body_name
from municipal.people.queries import holders
from municipal.people.rules import municipalities
from municipal.web.actor import Actor

# Who receives what is asked of a city.
ANSWERING: Final = ("editor", "administrator")
_LATEST: Final = (col(CaseQuestion.asked_at).desc(), col(CaseQuestion.id))


class City(Struct, frozen=True):
    """A city and how a sentence names it."""

    code: str
    name: str


class Question(Struct, frozen=True):
    """A question from one city to another, and its answer once there is one."""

    id: str
    case: str
    city: str
    asking: City
    author: str
    text: str
    asked_at: str
    answer: str
    answered_at: str | None
    version: int


def reads_questions(actor: Actor | None) -> bool:
    """Whether somebody reads what cities ask each other: people who hold a role in a municipality themselves."""
    return bool(municipalities(actor))


def is_registered(session: Session, city: str) -> bool:
    """Whether a city has somebody who may answer a question."""
    return any(holders(session, role, city) for role in ANSWERING)


def about_case(session: Session, city: str, case: str, language: str) -> list[Question]:
    """What was asked of a city about one of its cases, the latest first."""
    query = select(CaseQuestion).where(CaseQuestion.city == city, CaseQuestion.case == case)
    return _told(session, session.exec(query.order_by(*_LATEST)).all(), language)


def received(session: Session, city: str, language: str) -> list[Question]:
    """What was asked of a city, the latest first."""
    return _told(
        session, session.exec(select(CaseQuestion).where(CaseQuestion.city == city).order_by(*_LATEST)), language
    )


def asked(session: Session, from_city: str, language: str) -> list[Question]:
    """What a city asked others, the latest first."""
    query = select(CaseQuestion).where(CaseQuestion.from_city == from_city).order_by(*_LATEST)
    return _told(session, session.exec(query), language)


def called(session: Session, code: str, language: str) -> str:
    """How a sentence names a city; its code when there is none of that code any more."""
    return body_name(session, code, language) or code


def _told(session: Session, rows: Iterable[CaseQuestion], language: str) -> list[Question]:
    return [
        Question(
            id=row.id,
            case=row.case,
            city=row.city,
            asking=City(row.from_city, called(session, row.from_city, language)),
            author=row.author,
            text=row.text,
            asked_at=row.asked_at,
            answer=row.answer,
            answered_at=row.answered_at,
            version=row.version,
        )
        for row in rows
    ]
