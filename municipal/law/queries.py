"""The law in use, and what is proposed of it: a session in, Structs out."""

from typing import Final

from msgspec import Struct
from sqlmodel import Session, col, select

from municipal.kept import kept
from municipal.law.dated import FILES, Cells, File, joined, law_of
from municipal.law.tables import LegalProposal
from vendors.tenders.regime import Law

WAITING: Final = "waiting"
ACCEPTED: Final = "accepted"
REFUSED: Final = "refused"
# Accepted, until a later row with its id was accepted in turn.
REPLACED: Final = "replaced"
# How many of those that have their answer are shown.
_LATEST: Final = 50


class Proposal(Struct, frozen=True):
    """A row that somebody proposed, and what was answered."""

    id: str
    file: File
    row: Cells
    reason: str
    proposed_by: str
    proposed_at: str
    state: str
    decided_by: str | None
    decided_at: str | None
    decided_because: str
    version: int


@kept
def the_law(session: Session) -> Law:
    """The law in use: the rows of `seed/legal`, and those that were accepted since, in their place or beside them."""
    return law_of(rows_in_use(session))


def rows_in_use(session: Session) -> dict[File, list[Cells]]:
    """The rows of the law in use, file by file, as their cells."""
    return {file: joined(file, [one.row for one in accepted(session, file)]) for file in FILES}


def accepted(session: Session, file: File) -> list[Proposal]:
    """The accepted rows of a file that are in use, in the order in which they were accepted."""
    query = select(LegalProposal).where(LegalProposal.file == file, LegalProposal.state == ACCEPTED)
    return [_proposal(row) for row in session.exec(query.order_by(col(LegalProposal.decided_at), LegalProposal.id))]


def waiting(session: Session) -> list[Proposal]:
    """The proposals that wait, the oldest first."""
    query = select(LegalProposal).where(LegalProposal.state == WAITING)
    return [_proposal(row) for row in session.exec(query.order_by(LegalProposal.proposed_at, LegalProposal.id))]


def decided(session: Session) -> list[Proposal]:
    """The latest proposals that have their answer, the last first."""
    query = select(LegalProposal).where(LegalProposal.state != WAITING)
    order = query.order_by(col(LegalProposal.decided_at).desc(), LegalProposal.id).limit(_LATEST)
    return [_proposal(row) for row in session.exec(order)]


def _proposal(row: LegalProposal) -> Proposal:
    return Proposal(**{name: getattr(row, name) for name in Proposal.__struct_fields__})
