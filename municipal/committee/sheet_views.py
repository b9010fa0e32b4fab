"""What a member’s sheet shows: interests first, then the points, read again, sealed."""

from typing import Any

from litestar import Response
from sqlmodel import Session

from municipal.committee.again import Again
from municipal.committee.arriving import seat_at_hand
from municipal.committee.declaring import excluded, undeclared
from municipal.committee.forms import CommitteeQuery
from municipal.committee.grid import read_grid
from municipal.committee.queries import EvaluationRow, MemberRow, answers_of, standing
from municipal.committee.scoring import OwnSheet, missing, sheet_of
from municipal.db import reading
from municipal.people.interests import interests_of
from municipal.traces.once import new_token
from municipal.web.page import Asked, found, language, page
from vendors.registry.queries import vendors
from vendors.tenders.number import french, plain


def sheet(request: Asked, city: str, asked: CommitteeQuery, *, again: Again | None = None) -> Response[bytes]:
    """The sheet of a seat: one’s own, or that of a paper which the secretary enters."""
    spoken = language(request)
    with reading() as session:
        here, seat = seat_at_hand(session, request, city, asked.project, asked.member)
        evaluation = found(here.evaluation)
        # What came on paper is not shown again to whoever entered it, once it is sealed.
        hidden = here.seat is None and bool(seat.sealed_at)
        own = None if hidden else sheet_of(session, city, asked.project, seat.id)
        data = _sheet(session, evaluation, seat, own, again)
        reminders = _reminders(session, here.at.actor.person) if here.seat else []
    say = french if spoken == "fr" else str
    return page(
        request,
        "committee_sheet",
        "committee/sheet.html",
        fragment="committee/_kept.html",
        id=city,
        status=again.status if again else 200,
        private=True,
        at=here.at,
        project=here.project,
        evaluation=evaluation,
        stage=here.stage,
        seat=seat,
        on_paper=here.seat is None,
        own=own,
        reminders=reminders,
        review=asked.step == "review" and own is not None and not again,
        errors=again.errors if again else [],
        received="" if again else asked.received,
        once=new_token(),
        say=say,
        plain=plain,
        **data,
    )


def _sheet(
    session: Session, evaluation: EvaluationRow, seat: MemberRow, own: OwnSheet | None, again: Again | None
) -> dict[str, Any]:
    grid = read_grid(evaluation.grid)
    answers = standing(answers_of(session, evaluation.city, evaluation.project))
    out = excluded(answers, seat.id)
    values: dict[str, str] = {}
    for bid in evaluation.bids:
        answer = answers.get((seat.id, bid.id))
        values[f"interest_{bid.id}"] = "" if answer is None else "yes" if answer.declared else "no"
        values[f"statement_{bid.id}"] = answer.statement if answer else ""
        for one in grid.criteria:
            cell = own.scores.get(bid.id, {}).get(one.id) if own else None
            values[f"points_{bid.id}_{one.key}"] = cell.points if cell else ""
            values[f"note_{bid.id}_{one.key}"] = cell.note if cell else ""
    mine = [bid for bid in evaluation.bids if bid.id not in out]
    wrong = missing(own.scores if own else {}, [bid.id for bid in mine], grid.criteria)
    return {
        "grid": grid,
        "values": values | (again.values if again else {}),
        "out": out,
        "mine": mine,
        "wrong": {f"{bid}_{one.key}" for bid, one in wrong},
        "declared": not undeclared(answers, seat.id, evaluation.bids),
    }


def _reminders(session: Session, person: str) -> list[str]:
    """The suppliers in which the person declared an interest on their account: a reminder, to them alone."""
    told = [row.vendor for row in interests_of(session, person) if row.declared]
    names = {row.id: row.name for row in vendors(session)} if told else {}
    return [names[one] for one in told if one in names]
