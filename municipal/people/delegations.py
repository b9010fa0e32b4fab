"""Where two people are required and a city has one, its MRC may be the second: by a delegation that both accept."""

import secrets

from msgspec import Struct
from sqlalchemy import update
from sqlmodel import Session, col, select

from municipal.people.tables import Delegation
from municipal.traces.chain import By, now, record


class DelegationRow(Struct, frozen=True):
    """A delegation that is proposed, or in force."""

    id: str
    city: str
    mrc: str
    proposed_at: str
    accepted_at: str | None


def of_city(session: Session, city: str) -> DelegationRow | None:
    """What a city has proposed to its MRC, or what is in force between them."""
    query = select(Delegation).where(Delegation.city == city, col(Delegation.ended_at).is_(None))
    row = session.exec(query.order_by(col(Delegation.proposed_at).desc())).first()
    return DelegationRow(row.id, row.city, row.mrc, row.proposed_at, row.accepted_at) if row else None


def of_mrc(session: Session, mrc: str) -> list[DelegationRow]:
    """The delegations of an MRC's cities, those that wait for an answer first."""
    query = select(Delegation).where(Delegation.mrc == mrc, col(Delegation.ended_at).is_(None))
    rows = session.exec(query.order_by(col(Delegation.proposed_at)))
    found = [DelegationRow(row.id, row.city, row.mrc, row.proposed_at, row.accepted_at) for row in rows]
    return sorted(found, key=lambda row: row.accepted_at is not None)


def propose(session: Session, by: By, *, city: str, mrc: str) -> bool:
    """A city asks its MRC to be its second person; false when that was asked already."""
    if of_city(session, city):
        return False
    identity = secrets.token_hex(8)
    session.add(Delegation(id=identity, city=city, mrc=mrc, proposed_by=by.person, proposed_at=now()))
    record(session, by, "delegation.proposed", "delegation", identity, body=city, after=mrc)
    return True


def accept(session: Session, by: By, *, mrc: str, identity: str) -> bool:
    """The MRC accepts; false when there is nothing to accept, or when the same person proposed it."""
    row = session.exec(select(Delegation).where(Delegation.id == identity, Delegation.mrc == mrc)).first()
    if row is None or row.accepted_at or row.ended_at or row.proposed_by == by.person:
        return False
    row.accepted_by, row.accepted_at = by.person, now()
    session.add(row)
    record(session, by, "delegation.accepted", "delegation", identity, body=row.city, after=mrc)
    return True


def end(session: Session, by: By, *, body: str, identity: str) -> bool:
    """Either side ends it, or refuses it; what was validated under it stays validated."""
    query = select(Delegation).where(Delegation.id == identity, col(Delegation.ended_at).is_(None))
    row = session.exec(query).first()
    if row is None or body not in (row.city, row.mrc):
        return False
    values = {"ended_by": by.person, "ended_at": now(), "version": row.version + 1}
    session.execute(update(Delegation).where(col(Delegation.id) == identity).values(**values))
    session.expire(row)
    record(session, by, "delegation.ended", "delegation", identity, body=row.city)
    return True
