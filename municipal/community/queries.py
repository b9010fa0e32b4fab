"""Questions about cities around a case: a session in, Structs out."""

from msgspec import Struct
from sqlmodel import Session, col, func, select

from municipal.cases.shelf import teller
from municipal.community.asked import City, Question, about_case, called, is_registered, reads_questions
from municipal.community.tables import CaseQuestion, CaseUse, Follow
from municipal.people.rules import decide, municipalities
from municipal.traces.once import new_token
from municipal.web.actor import Actor


class Together(Struct, frozen=True):
    """What stands around a case, for whoever reads it: who uses it too, what was asked, what the reader may do.

    `users` are public; `questions` are there for signed-in people of a municipality alone (`reads`). `using`,
    `may_use` and `may_ask` are cities of the reader's own.
    """

    case: str
    signed_in: bool
    users: list[City]
    using: list[City]
    may_use: list[City]
    follows: bool
    registered: bool
    reads: bool
    may_ask: list[City]
    questions: list[Question]
    answers_in: str
    once: str

    @property
    def may_declare(self) -> bool:
        """Whether one of the reader's cities says that it uses the same, or may say so."""
        return bool(self.using or self.may_use)


def together(session: Session, actor: Actor | None, case_id: str, city: str | None, language: str) -> Together:
    """What stands around a case; `city` is the code of the municipality that the case tells about, if it has one.

    Whether that city can be asked is looked up here: it must have somebody who answers.
    """
    reader = actor if actor and not actor.pending else None
    users = users_of(session, case_id, language)
    told = {one.code for one in users}
    registered = city is not None and is_registered(session, city)
    # A city without a name is not asked to give itself away under its own case.
    may_use = _own(session, reader, "case.use", language, but=city or teller(session, case_id))
    reads = reads_questions(reader)
    return Together(
        case=case_id,
        signed_in=reader is not None,
        users=users,
        using=[one for one in may_use if one.code in told],
        may_use=[one for one in may_use if one.code not in told],
        follows=reader is not None and following(session, reader.person, "case", case_id),
        registered=registered,
        reads=reads,
        may_ask=_own(session, reader, "case.ask", language, but=city) if registered else [],
        questions=about_case(session, city, case_id, language) if reads and city else [],
        answers_in=city if reader and city and registered and decide(reader, "case.answer", body=city).ok else "",
        once=new_token() if reader else "",
    )


def users_of(session: Session, case: str, language: str) -> list[City]:
    """The cities that say they use what a case tells about, the first ones first."""
    query = select(CaseUse.city).where(CaseUse.case == case).order_by(col(CaseUse.at), col(CaseUse.city))
    return [City(code, called(session, code, language)) for code in session.exec(query)]


def latest_uses(session: Session, language: str, *, most: int) -> list[tuple[str, City, str]]:
    """The cases that cities said last they use too: the case, the city, when."""
    query = select(CaseUse).order_by(col(CaseUse.at).desc(), col(CaseUse.case), col(CaseUse.city)).limit(most)
    rows = session.exec(query).all()
    return [(row.case, City(row.city, called(session, row.city, language)), row.at) for row in rows]


def open_questions(session: Session, city: str) -> int:
    """How many questions wait for a city's answer."""
    query = select(func.count()).where(CaseQuestion.city == city, col(CaseQuestion.answered_at).is_(None))
    return session.exec(query).one()


def following(session: Session, person: str, kind: str, identity: str) -> bool:
    """Whether a person follows a case (`case`) or a shared need (`need`)."""
    query = select(Follow.object).where(Follow.person == person, Follow.kind == kind, Follow.object == identity)
    return session.exec(query).first() is not None


def followed(session: Session, person: str) -> list[tuple[str, str, str]]:
    """What a person follows, the latest first: the kind, the object, since when."""
    query = select(Follow).where(Follow.person == person)
    rows = session.exec(query.order_by(col(Follow.at).desc(), col(Follow.kind), col(Follow.object)))
    return [(row.kind, row.object, row.at) for row in rows]


def own_cities(session: Session, actor: Actor | None, action: str, language: str) -> list[City]:
    """The municipalities of a person where the table of rules lets them do something."""
    return [City(code, called(session, code, language)) for code in municipalities(actor, action)]


def _own(session: Session, actor: Actor | None, action: str, language: str, *, but: str | None) -> list[City]:
    return [one for one in own_cities(session, actor, action, language) if one.code != but]
