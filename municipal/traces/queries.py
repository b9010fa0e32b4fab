"""Questions about what was done: a session in, Structs out."""

from typing import Final

from msgspec import Struct
from sqlmodel import Session, col, func, select

from municipal.traces.tables import Audit, AuditReason

PER_PAGE: Final = 50


class Entry(Struct, frozen=True):
    """One entry of a body's journal; `reason` is None when it was erased."""

    seq: int
    at: str
    actor: str
    role: str
    action: str
    kind: str
    identity: str
    version: int | None
    reason: str | None


class Journal(Struct, frozen=True):
    """A page of a journal, the latest first, and how many entries there are in all."""

    entries: list[Entry]
    count: int
    page: int

    @property
    def pages(self) -> int:
        """How many pages there are; an empty journal has one."""
        return max(1, -(-self.count // PER_PAGE))


def journal(session: Session, body: str, page: int = 1) -> Journal:
    """What was done in a body."""
    count = session.exec(select(func.count()).select_from(Audit).where(Audit.body == body)).one()
    query = select(Audit).where(Audit.body == body).order_by(col(Audit.seq).desc())
    rows = session.exec(query.limit(PER_PAGE).offset((page - 1) * PER_PAGE)).all()
    given = [row.seq for row in rows if row.reason]
    words = dict(session.exec(select(AuditReason.seq, AuditReason.text).where(col(AuditReason.seq).in_(given))).all())
    entries = [
        Entry(
            seq=row.seq,
            at=row.at,
            actor=row.actor,
            role=row.role,
            action=row.action,
            kind=row.object_type,
            identity=row.object_id,
            version=row.object_version,
            reason=words.get(row.seq) if row.reason else "",
        )
        for row in rows
    ]
    return Journal(entries, count, page)
