"""Questions about a committee’s evaluation: a session in, Structs out. No score of a member comes from here."""

from collections.abc import Iterable
from typing import Any, Final

from msgspec import Struct
from sqlmodel import Session, col, select

from municipal.committee.tables import BidPrice, CommitteeMember, ConsensusScore, Evaluation, MemberInterest

# What a version of an agreed score is kept as, and of the list of bids.
AGREED: Final = "consensus_score"
KIND: Final = "evaluation"


class Bid(Struct, frozen=True):
    """A bid as it was received: an id in the order of reception, and who bids. No price ever stands here."""

    id: str
    name: str


class EvaluationRow(Struct, frozen=True):
    """An evaluation: its grid, its bids, and how far it is."""

    city: str
    project: str
    stage: str
    grid: dict[str, Any]
    bids: tuple[Bid, ...]
    secretary: str
    created_at: str
    opened_at: str | None
    consensus_at: str | None
    locked_at: str | None
    decided_at: str | None
    answer: dict[str, Any] | None
    version: int


class MemberRow(Struct, frozen=True):
    """Somebody on the committee; without a person, their sheets come on paper."""

    id: str
    person: str | None
    name: str
    council_member: bool
    excused_because: str
    excused_at: str | None
    sealed_at: str | None
    commitment: str

    @property
    def awaited(self) -> bool:
        """Whether the sheet is still to come."""
        return not self.sealed_at and not self.excused_at


class InterestRow(Struct, frozen=True):
    """What a member answered about a bidder, at one time."""

    member: str
    bid: str
    number: int
    declared: bool
    statement: str
    entered_by: str
    at: str


class AgreedRow(Struct, frozen=True):
    """What the committee agreed on for a bid and a criterion, and why."""

    bid: str
    criterion: str
    points: str
    justification: str
    person: str
    at: str
    version: int


def evaluation_of(session: Session, city: str, project: str) -> EvaluationRow | None:
    """The evaluation of a project, once it is being prepared."""
    row = session.exec(select(Evaluation).where(Evaluation.city == city, Evaluation.project == project)).first()
    return evaluation_row(row) if row else None


def committee_states(session: Session, city: str) -> dict[str, str]:
    """How far the evaluation of each project of a city is, of those that have a committee."""
    query = select(Evaluation.project, Evaluation.stage).where(Evaluation.city == city)
    return {project: stage for project, stage in session.exec(query)}  # noqa: C416 - rows are not pairs to the type checker


def committee_state(session: Session, city: str, project: str) -> str:
    """How far the committee of a project is: its stage, or `none`."""
    query = select(Evaluation.stage).where(Evaluation.city == city, Evaluation.project == project)
    return session.exec(query).first() or "none"


def stages(session: Session, city: str) -> dict[str, str]:
    """The stage of every evaluation of a city, by project."""
    return dict(session.exec(select(Evaluation.project, Evaluation.stage).where(Evaluation.city == city)).all())


def members_of(session: Session, city: str, project: str) -> list[MemberRow]:
    """The members of a committee, in the order in which they were named."""
    query = select(CommitteeMember).where(CommitteeMember.city == city, CommitteeMember.project == project)
    rows = [member_row(row) for row in session.exec(query)]
    return sorted(rows, key=lambda row: int(row.id[1:]))


def member_of(session: Session, city: str, project: str, person: str) -> MemberRow | None:
    """The seat of a person on a committee; None for whoever has none."""
    return next((row for row in members_of(session, city, project) if row.person == person), None)


def seats_of(session: Session, city: str, person: str) -> list[str]:
    """The projects of a city on whose committee a person sits."""
    query = select(CommitteeMember.project).where(CommitteeMember.city == city, CommitteeMember.person == person)
    return list(session.exec(query))


def sheets_awaited(session: Session, city: str, person: str) -> int:
    """On how many committees of a city a person still has a sheet to seal."""
    known = stages(session, city)
    seats = (
        member_of(session, city, one, person) for one in seats_of(session, city, person) if known.get(one) == "open"
    )
    return sum(bool(seat and seat.awaited) for seat in seats)


def answers_of(session: Session, city: str, project: str) -> list[InterestRow]:
    """Every answer about interests, the earlier ones too, in the order in which they came."""
    query = select(MemberInterest).where(MemberInterest.city == city, MemberInterest.project == project)
    rows = [InterestRow(**_fields(row, InterestRow)) for row in session.exec(query)]
    return sorted(rows, key=lambda row: (row.member, row.bid, row.number))


def standing(answers: Iterable[InterestRow]) -> dict[tuple[str, str], InterestRow]:
    """The answer that counts, the last one, by member and bid."""
    return {(row.member, row.bid): row for row in answers}


def agreed_of(session: Session, city: str, project: str) -> dict[tuple[str, str], AgreedRow]:
    """What is agreed so far, by bid and criterion."""
    query = select(ConsensusScore).where(ConsensusScore.city == city, ConsensusScore.project == project)
    return {(row.bid, row.criterion): AgreedRow(**_fields(row, AgreedRow)) for row in session.exec(query)}


def prices_of(session: Session, city: str, project: str) -> dict[str, str]:
    """The prices that were opened, as they were written, by bid."""
    query = select(BidPrice.bid, BidPrice.price).where(BidPrice.city == city, BidPrice.project == project)
    return dict(session.exec(query.order_by(col(BidPrice.bid))).all())


def evaluation_row(row: Evaluation) -> EvaluationRow:
    """A row as what a page may see."""
    values: dict[str, Any] = _fields(row, EvaluationRow) | {
        "bids": tuple(Bid(one["id"], one["name"]) for one in row.bids)
    }
    return EvaluationRow(**values)


def member_row(row: CommitteeMember) -> MemberRow:
    """A row as what a page may see."""
    return MemberRow(**_fields(row, MemberRow))


def _fields(row: object, kind: type[Struct]) -> dict[str, Any]:
    return {name: getattr(row, name) for name in kind.__struct_fields__}
