"""The second proofs that a person has enrolled; what each of them means is told in `municipal/sign_in`."""

import secrets

from msgspec import Struct
from sqlalchemy import delete, update
from sqlmodel import Session, col, select

from municipal.db import touched
from municipal.people.tables import Factor
from municipal.traces.chain import By, now, record


class FactorRow(Struct, frozen=True):
    """A second proof; `secret` is sealed (a code's) or public (a key's)."""

    id: str
    kind: str
    name: str
    secret: str
    credential: str | None
    counter: int
    created_at: str
    used_at: str | None


def factors_of(session: Session, person: str, kind: str = "") -> list[FactorRow]:
    """The second proofs of a person, or those of one kind, the oldest first."""
    query = select(Factor).where(Factor.person == person).order_by(col(Factor.created_at), col(Factor.id))
    return [
        FactorRow(row.id, row.kind, row.name, row.secret, row.credential, row.counter, row.created_at, row.used_at)
        for row in session.exec(query)
        if not kind or row.kind == kind
    ]


def add_factor(
    session: Session, by: By, *, kind: str, name: str, secret: str, credential: str | None = None, counter: int = 0
) -> None:
    """Enrol a second proof for the person who acts."""
    identity = secrets.token_hex(8)
    session.add(
        Factor(
            id=identity,
            person=by.person,
            kind=kind,
            name=name,
            secret=secret,
            credential=credential,
            counter=counter,
            created_at=now(),
        )
    )
    record(session, by, f"factor.{kind}.enrolled", "factor", identity)


def is_enrolled(session: Session, credential: str) -> bool:
    """Whether a key is somebody's already."""
    return session.exec(select(Factor.id).where(Factor.credential == credential)).first() is not None


def used_factor(session: Session, identity: str, *, seen: int, counter: int) -> bool:
    """Note how far a second proof has counted; false when somebody used it in between."""
    same = (col(Factor.id) == identity, col(Factor.counter) == seen)
    return touched(session, update(Factor).where(*same).values(counter=counter, used_at=now())) == 1


def remove_factor(session: Session, by: By, identity: str) -> bool:
    """Withdraw one of one's own second proofs; false when it is not one's own."""
    mine = (col(Factor.id) == identity, col(Factor.person) == by.person)
    gone = touched(session, delete(Factor).where(*mine)) == 1
    if gone:
        record(session, by, "factor.removed", "factor", identity)
    return gone
