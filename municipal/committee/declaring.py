"""Interests: a member answers for each bidder before the first score; a later yes sets the scores of that bid aside."""

from collections.abc import Mapping
from typing import Final

from msgspec import Struct
from sqlmodel import Session

from municipal.committee.queries import Bid, InterestRow, answers_of, evaluation_of, standing
from municipal.committee.refused import RefusedError
from municipal.committee.seating import seat_to_score
from municipal.committee.stages import record_apart
from municipal.committee.tables import MemberInterest
from municipal.traces.chain import By, Permit, now
from municipal.web.marking import mark

MOST_STATEMENT: Final = 300


class Told(Struct, frozen=True):
    """What is answered about one bidder."""

    declared: bool
    statement: str = ""


def declare(
    session: Session, permit: Permit, city: str, project: str, member: str, answers: Mapping[str, Told]
) -> None:
    """Add what is answered beside what was answered before; the last answer counts.

    Once the sheet is sealed, only a yes can be added: scores that were set aside do not come back.
    """
    person, row = seat_to_score(session, permit, city, project, member, "committee.declare")
    by = permit("committee.declare" if row.person else "committee.enter")
    before = answers_of(session, city, project)
    now_told = standing(before)
    for bid in _bids(session, city, project):
        told, last = answers.get(bid.id), now_told.get((member, bid.id))
        if told is None or (last and (last.declared, last.statement) == (told.declared, told.statement)):
            continue
        late = bool(row.sealed_at) and told.declared and not (last and last.declared)
        if row.sealed_at and not told.declared:
            raise RefusedError(mark("Gardez votre réponse\u00a0: après le sceau, seul un intérêt peut s’ajouter."))
        number = 1 + sum((one.member, one.bid) == (member, bid.id) for one in before)
        _add(session, by, MemberInterest(
            city=city, project=project, member=member, bid=bid.id, number=number, declared=told.declared,
            statement=told.statement, entered_by=person, at=now(),
        ), late=late)  # fmt: skip


def excluded(answers: Mapping[tuple[str, str], InterestRow], member: str) -> set[str]:
    """The bids that a member does not score."""
    return {bid for (who, bid), row in answers.items() if who == member and row.declared}


def undeclared(answers: Mapping[tuple[str, str], InterestRow], member: str, bids: tuple[Bid, ...]) -> list[Bid]:
    """The bids about which a member has not answered."""
    return [bid for bid in bids if (member, bid.id) not in answers]


def _add(session: Session, by: By, row: MemberInterest, *, late: bool) -> None:
    session.add(row)
    session.flush()
    identity = f"{row.project}/{row.member}/{row.bid}/{row.number}"
    record_apart(session, by, "declared", identity)
    if late:
        record_apart(session, by, "voided", identity)


def _bids(session: Session, city: str, project: str) -> tuple[Bid, ...]:
    row = evaluation_of(session, city, project)
    return row.bids if row else ()
