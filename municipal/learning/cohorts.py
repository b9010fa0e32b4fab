"""People of a body who learn together: the body sees how many, from five on; never who, never a result."""

import secrets
from typing import Final, Literal

from msgspec import Struct
from sqlalchemy import delete, func, update
from sqlmodel import Session, col, select

from municipal.learning.limits import limits
from municipal.learning.tables import Cohort, CohortMember, Learner
from municipal.tenancy.guard import everything
from municipal.traces.chain import By, now, record

# Without what the eye takes for something else (0 o, 1 i l): an address is also copied from paper.
ALPHABET: Final = "abcdefghjkmnpqrstuvwxyz23456789"
LENGTH: Final = 12
COUNTED: Final = "counts of a body's cohorts, which name nobody"


class CohortRow(Struct, frozen=True):
    """A cohort as its body sees it; a number that might name somebody is None."""

    id: str
    code: str
    name: str
    opened_at: str
    closed_at: str | None
    members: int | None
    finished: int | None


class Invitation(Struct, frozen=True):
    """A cohort as whoever has its address sees it."""

    id: str
    code: str
    body: str
    name: str
    closed: bool


def shown(count: int, members: int) -> int | None:
    """How many of the members did something, when both they and the others are none, or enough to name nobody."""
    fewest = limits().cohort.fewest
    return count if all(one == 0 or one >= fewest for one in (count, members - count)) else None


def open_cohort(session: Session, by: By, *, body: str, name: str) -> str:
    """A body opens a cohort; what comes back is the code of its address."""
    identity = secrets.token_hex(8)
    code = "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))
    session.add(Cohort(id=identity, body=body, name=name, code=code, opened_by=by.person, opened_at=now()))
    session.flush()
    record(session, by, "cohort.opened", "cohort", identity, body=body, version=1)
    return code


def close_cohort(session: Session, by: By, *, body: str, identity: str) -> bool:
    """A body closes a cohort: nobody joins any more, and it goes on counting. False when it has no such cohort."""
    one = (col(Cohort.body) == body, col(Cohort.id) == identity)
    found = session.exec(select(Cohort.closed_at, Cohort.version).where(*one)).first()
    if found is None:
        return False
    closed_at, version = found
    if closed_at is None:
        session.execute(update(Cohort).where(*one).values(closed_at=now(), version=version + 1))
        record(session, by, "cohort.closed", "cohort", identity, body=body, version=version + 1)
    return True


def cohorts(session: Session, body: str) -> list[CohortRow]:
    """The cohorts of a body, those that are open first, the newest before the others."""
    query = (
        select(Cohort, func.count(col(CohortMember.person)), func.count(col(Learner.essentials_at)))
        .outerjoin(CohortMember, col(CohortMember.cohort) == Cohort.id)
        .outerjoin(Learner, col(Learner.person) == CohortMember.person)
        .where(Cohort.body == body)
        .group_by(col(Cohort.id))
        .order_by(col(Cohort.closed_at).is_not(None), col(Cohort.opened_at).desc(), Cohort.name, Cohort.id)
    )
    # The database counts, so that no pseudonym comes here; to ask for the members first would bring them all.
    with everything(COUNTED):
        found = session.exec(query).all()
    return [_row(cohort, members, finished) for cohort, members, finished in found]


def invitation(session: Session, code: str) -> Invitation | None:
    """The cohort of a code, as it is typed; nothing for what can be no code."""
    typed = code.lower()
    if len(typed) != LENGTH or set(typed) - set(ALPHABET):
        return None
    row = session.exec(select(Cohort).where(Cohort.code == typed)).first()
    return Invitation(row.id, row.code, row.body, row.name, row.closed_at is not None) if row else None


def belongs(session: Session, cohort: str, person: str) -> bool:
    """Whether a person is in a cohort."""
    query = select(CohortMember.joined_at).where(CohortMember.cohort == cohort, CohortMember.person == person)
    return session.exec(query).first() is not None


def join(session: Session, cohort: Invitation, person: str) -> Literal["joined", "closed"]:
    """Join a cohort, or stay in it; one that is closed takes nobody else.

    This leaves no trace in the chain: the journal of a body would name whoever joined.
    """
    if belongs(session, cohort.id, person):
        return "joined"
    if cohort.closed:
        return "closed"
    session.add(CohortMember(cohort=cohort.id, person=person, joined_at=now()))
    session.flush()
    return "joined"


def leave(session: Session, cohort: Invitation, person: str) -> None:
    """Leave a cohort, closed or not; it no longer counts this person. As joining, this leaves no trace."""
    one = (col(CohortMember.cohort) == cohort.id, col(CohortMember.person) == person)
    session.execute(delete(CohortMember).where(*one))


def _row(cohort: Cohort, members: int, finished: int) -> CohortRow:
    return CohortRow(
        id=cohort.id,
        code=cohort.code,
        name=cohort.name,
        opened_at=cohort.opened_at,
        closed_at=cohort.closed_at,
        members=shown(members, members),
        finished=shown(finished, members),
    )
