"""The scores side by side, once the consensus is open: whoever scored what, and how far apart they are."""

from collections.abc import Mapping
from fractions import Fraction

import msgspec
from litestar.exceptions import ClientException
from msgspec import Struct
from sqlmodel import Session, select

from municipal.committee.grid import Grid, Scored, read_grid
from municipal.committee.queries import Bid, EvaluationRow, InterestRow, MemberRow, answers_of, members_of, standing
from municipal.committee.sealing import Scores, holds, opened
from municipal.committee.tables import ScoreSheet
from municipal.keys import OtherKeyError
from vendors.tenders.number import plain

# The stages from which a committee knows its scores.
OPENED = ("consensus", "locked", "decided")


class Given(Struct, frozen=True):
    """What one member gave: points and a note; `void` when an interest was declared after the sheet was sealed."""

    member: MemberRow
    points: str
    note: str
    void: bool


class Spread(Struct, frozen=True):
    """One bid and one criterion: what each member gave, and the most minus the least of what counts."""

    bid: Bid
    criterion: Scored
    given: tuple[Given, ...]
    apart: Fraction

    @property
    def spread(self) -> str:
        """How far apart the scores are, as a decimal text."""
        return plain(self.apart)


class BrokenSealError(ClientException):
    """A sheet is not the one that was sealed: `name` is its member’s. Nothing that rests on it is shown (409)."""

    status_code = 409

    def __init__(self, name: str) -> None:
        super().__init__("a sheet is not the one that was sealed")
        self.name = name


def sealed_scores(session: Session, evaluation: EvaluationRow) -> dict[str, Scores]:
    """The scores of every member who sealed a sheet and was not excused, each held against its commitment.

    Raises ValueError before the consensus is open: nobody reads them until then. Raises BrokenSealError.
    """
    if evaluation.stage not in OPENED:
        raise ValueError("the consensus is not open")
    members = {one.id: one for one in members_of(session, evaluation.city, evaluation.project)}
    query = select(ScoreSheet).where(ScoreSheet.city == evaluation.city, ScoreSheet.project == evaluation.project)
    found: dict[str, Scores] = {}
    for row in session.exec(query.where(ScoreSheet.sealed_at != None)):  # noqa: E711 - a column
        member = members[row.member]
        try:
            sheet = opened(row.sheet)
        except (OtherKeyError, msgspec.DecodeError) as changed:
            raise BrokenSealError(member.name) from changed
        if not holds(evaluation.project, row.member, sheet, member.commitment):
            raise BrokenSealError(member.name)
        found[row.member] = sheet.scores
    return {one: found[one] for one in members if one in found}


def spreads(session: Session, evaluation: EvaluationRow) -> list[Spread]:
    """Every bid and criterion, those that the members see most differently first."""
    answers = standing(answers_of(session, evaluation.city, evaluation.project))
    members = members_of(session, evaluation.city, evaluation.project)
    grid, scores = read_grid(evaluation.grid), sealed_scores(session, evaluation)
    rows = side_by_side(grid, evaluation.bids, members, scores, answers)
    return sorted(rows, key=lambda row: -row.apart)


def side_by_side(
    grid: Grid,
    bids: tuple[Bid, ...],
    members: list[MemberRow],
    scores: Mapping[str, Scores],
    answers: Mapping[tuple[str, str], InterestRow],
) -> list[Spread]:
    """The same, in the order of the bids and of the grid; a score that was set aside is shown and does not count."""
    rows: list[Spread] = []
    for bid in bids:
        for one in grid.lines:
            given: list[Given] = []
            for member in members:
                cell = scores.get(member.id, {}).get(bid.id, {}).get(one.id)
                answer = answers.get((member.id, bid.id))
                if cell:
                    given.append(Given(member, cell.points, cell.note, bool(answer and answer.declared)))
            counted = [Fraction(row.points) for row in given if not row.void]
            apart = max(counted) - min(counted) if counted else Fraction(0)
            rows.append(Spread(bid, one, tuple(given), apart))
    return rows


def scorers(
    evaluation: EvaluationRow, members: list[MemberRow], answers: Mapping[tuple[str, str], InterestRow]
) -> dict[str, int]:
    """How many members score each bid: those who are not excused and declared no interest in it."""
    there = [one for one in members if not one.excused_at]
    return {
        bid.id: sum(not ((row := answers.get((one.id, bid.id))) and row.declared) for one in there)
        for bid in evaluation.bids
    }
