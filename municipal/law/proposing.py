"""A dated row is proposed by one person, and accepted or refused by another: what is written, and in which trace."""

import secrets
from typing import Final, Literal, TypeAlias

from msgspec import Struct
from sqlmodel import Session, select

from municipal.db import touch
from municipal.law.clashes import Clash, clashes
from municipal.law.dated import Cells, File
from municipal.law.queries import ACCEPTED, REFUSED, REPLACED, WAITING, rows_in_use
from municipal.law.tables import LegalProposal
from municipal.people.roles import PROVINCE
from municipal.traces.chain import Permit, digest, now, record

KIND: Final = "legal_proposal"

Decided: TypeAlias = Literal["done", "moved", "own"] | list[Clash]


class Choice(Struct, frozen=True):
    """What a second person answers: about which proposal, as they read it, beside which row (see `stamp`), and why."""

    proposal: str
    version: int
    stands: str
    accepted: bool
    reason: str


def stamp(row: Cells | None) -> str:
    """What tells whether a row of the law is still as somebody read it; nothing for a row that is not there."""
    return digest(row)


def standing(session: Session, file: File, identity: str) -> Cells | None:
    """The row of the law in use that has an id, as its cells."""
    return next((row for row in rows_in_use(session)[file] if row["id"] == identity), None)


def propose(session: Session, permit: Permit, file: File, row: Cells, reason: str) -> str:
    """Keep a proposal until a second person answers; its id comes back. The row must have been checked."""
    by = permit("law.propose")
    made = LegalProposal(
        id=secrets.token_hex(8), file=file, row=row, reason=reason, proposed_by=by.person, proposed_at=now()
    )
    session.add(made)
    session.flush()
    after = {"file": file, "row": row}
    record(session, by, "law.proposed", KIND, made.id, body=PROVINCE, version=made.version, after=after, reason=reason)
    return made.id


def decide(session: Session, permit: Permit, person: str, choice: Choice) -> Decided:
    """Accept or refuse a proposal, with a reason; once accepted, it is the law that all pages tell.

    `own` when it is the person’s own, `moved` when it or the row that it replaces is no longer as it was read; the
    clashes, when the law cannot hold it. Then nothing is changed.
    """
    made = session.exec(select(LegalProposal).where(LegalProposal.id == choice.proposal)).first()
    if made is None or made.version != choice.version or made.state != WAITING:
        return "moved"
    if made.proposed_by == person:
        return "own"
    by = permit("law.accept", phase=made.state, author=made.proposed_by)
    before = standing(session, _file(made), made.row["id"])
    if choice.accepted:
        if stamp(before) != choice.stands:
            return "moved"
        if found := clashes(rows_in_use(session), _file(made), made.row):
            return found
        _retire(session, made)
    made.state = ACCEPTED if choice.accepted else REFUSED
    made.decided_by, made.decided_at, made.decided_because = by.person, now(), choice.reason
    session.add(made)
    session.flush()
    record(
        session,
        by,
        "law.decided",
        KIND,
        made.id,
        body=PROVINCE,
        version=made.version,
        before=before,
        after={"accepted": choice.accepted, "file": made.file, "row": made.row},
        reason=choice.reason,
    )
    if choice.accepted:
        touch(session)
    return "done"


def _retire(session: Session, made: LegalProposal) -> None:
    """Say of the accepted row that had this id that another one is in its place."""
    query = select(LegalProposal).where(LegalProposal.file == made.file, LegalProposal.state == ACCEPTED)
    for former in session.exec(query).all():
        if former.row["id"] == made.row["id"]:
            former.state = REPLACED
            session.add(former)
    session.flush()


def _file(made: LegalProposal) -> File:
    return made.file  # type: ignore[return-value] - only the two files are ever written
