"""What came of an evaluation, all of it: once it has decided, for whoever reads the projects of the city."""

import msgspec
from msgspec import Struct
from sqlmodel import Session

from municipal.committee.comparing import Spread, sealed_scores, side_by_side
from municipal.committee.grid import Grid, Scored, read_grid
from municipal.committee.pricing import fingerprint
from municipal.committee.queries import (
    AgreedRow,
    Bid,
    EvaluationRow,
    InterestRow,
    MemberRow,
    agreed_of,
    answers_of,
    members_of,
    prices_of,
    standing,
)
from vendors.tenders.number import dollars, exact, french
from vendors.tenders.ranking import Answer, Line


class Agreement(Struct, frozen=True):
    """What was agreed on for one bid and criterion, beside what each member had given."""

    spread: Spread
    agreed: AgreedRow


class Outcome(Struct, frozen=True):
    """What came of one bid; without a price, its envelope was returned unopened."""

    bid: Bid
    line: Line
    price: str | None

    def interim(self, language: str) -> str:
        """Its points, as the language writes them."""
        return _decimal(self.line.interim or "", language)

    def final(self, language: str) -> str:
        """Its final score to four decimals, for the eye."""
        return _decimal(self.line.final or "", language)

    def price_in(self, language: str) -> str:
        """Its price as the language writes it."""
        found = exact(self.price or "")
        return dollars(found, language) if found is not None else ""


class Report(Struct, frozen=True):
    """All that a report tells."""

    title: str
    evaluation: EvaluationRow
    grid: Grid
    members: list[MemberRow]
    answers: list[InterestRow]
    interests: dict[tuple[str, str], InterestRow]
    rows: list[Agreement]
    outcomes: list[Outcome]
    answer: Answer
    digest: str

    @property
    def winner(self) -> Bid | None:
        """The bid that the contract goes to, when the rules name one."""
        return next((bid for bid in self.evaluation.bids if bid.id == self.answer.award), None)

    @property
    def criteria(self) -> tuple[Scored, ...]:
        """What is agreed on for each bid."""
        return self.grid.lines


def report(session: Session, title: str, evaluation: EvaluationRow) -> Report:
    """The report of an evaluation that has decided. Raises ValueError for any other."""
    if evaluation.answer is None:
        raise ValueError("nothing is decided yet")
    city, project = evaluation.city, evaluation.project
    grid, members = read_grid(evaluation.grid), members_of(session, city, project)
    answers = answers_of(session, city, project)
    interests = standing(answers)
    scores = sealed_scores(session, evaluation)
    agreed, prices = agreed_of(session, city, project), prices_of(session, city, project)
    rows = side_by_side(grid, evaluation.bids, members, scores, interests)
    bids = {bid.id: bid for bid in evaluation.bids}
    answer = told(evaluation)
    return Report(
        title=title,
        evaluation=evaluation,
        grid=grid,
        members=members,
        answers=answers,
        interests=interests,
        rows=[Agreement(row, agreed[row.bid.id, row.criterion.id]) for row in rows],
        outcomes=[Outcome(bids[line.id], line, prices.get(line.id)) for line in answer.bids],
        answer=answer,
        digest=fingerprint(session, evaluation),
    )


def told(evaluation: EvaluationRow) -> Answer:
    """The answer that was stored, as the rules made it."""
    return msgspec.convert(evaluation.answer, Answer)


def _decimal(text: str, language: str) -> str:
    return french(text) if language == "fr" else text
