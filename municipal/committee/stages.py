"""The stages of an evaluation, draft, open, consensus, locked, decided: always forward, one trace a step."""

from typing import Final

from litestar.exceptions import NotFoundException
from sqlmodel import Session, select

from municipal.committee.queries import KIND
from municipal.committee.refused import NOT_NOW, RefusedError
from municipal.committee.tables import CommitteeMember, Evaluation
from municipal.traces.chain import By, Permit, now, record

# Each stage with what the trace says of it, and where its instant stands.
_REACHED: Final = {
    "open": ("opened", "opened_at"),
    "consensus": ("compared", "consensus_at"),
    "locked": ("locked", "locked_at"),
    "decided": ("decided", "decided_at"),
}
_ORDER: Final = ("draft", *_REACHED)


def at_stage(
    session: Session, permit: Permit, city: str, project: str, action: str, *stages: str
) -> tuple[By, Evaluation]:
    """Who acts and the row to change, when the act is possible at this stage and the table of rules permits it.

    Raises NotFoundException for an evaluation that nobody began, RefusedError at any other stage.
    """
    permit(action)
    row = row_of(session, city, project)
    if row is None:
        raise NotFoundException
    if row.stage not in stages:
        raise RefusedError(NOT_NOW[row.stage])
    return permit(action, phase=row.stage), row


def advance(session: Session, by: By, row: Evaluation, *, after: object = None) -> None:
    """Go one stage forward, with its trace."""
    row.stage = _ORDER[_ORDER.index(row.stage) + 1]
    action, instant = _REACHED[row.stage]
    setattr(row, instant, now())
    session.add(row)
    session.flush()
    record(session, by, f"committee.{action}", KIND, row.project, body=row.city, version=row.version, after=after)


def row_of(session: Session, city: str, project: str) -> Evaluation | None:
    """The row of an evaluation, to change it."""
    return session.exec(select(Evaluation).where(Evaluation.city == city, Evaluation.project == project)).first()


def the_member(session: Session, city: str, project: str, identity: str) -> CommitteeMember:
    """The row of a member who must be there, to change it. Raises NotFoundException."""
    one = (CommitteeMember.city == city, CommitteeMember.project == project, CommitteeMember.id == identity)
    row = session.exec(select(CommitteeMember).where(*one)).first()
    if row is None:
        raise NotFoundException
    return row


def record_apart(session: Session, by: By, done: str, identity: str, *, after: object = None, reason: str = "") -> None:
    """A trace about a member: in the chain, and in no journal, whose readers may not know who sits (R13)."""
    record(session, by, f"committee.{done}", "committee_member", identity, after=after, reason=reason)
