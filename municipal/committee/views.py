"""What the page of a committee shows, by its stage and by who looks: the secretary, or a member."""

from typing import Any, Final

from litestar import Response
from msgspec import Struct
from sqlmodel import Session

from municipal.committee.again import Again, fault_told
from municipal.committee.arriving import Arrived, arrive
from municipal.committee.comparing import Spread, scorers, spreads
from municipal.committee.consensus import is_complete
from municipal.committee.grid import faults, read_grid
from municipal.committee.pricing import admitted
from municipal.committee.queries import (
    AgreedRow,
    Bid,
    EvaluationRow,
    agreed_of,
    answers_of,
    prices_of,
    standing,
)
from municipal.committee.report import report
from municipal.committee.report_document import said_of_result
from municipal.committee.result import interims
from municipal.committee.seating import choosable
from municipal.db import reading
from municipal.legal import the_rules
from municipal.projects.grid import is_fixed
from municipal.projects.own import steps_of
from municipal.traces.once import new_token
from municipal.web.language import translator
from municipal.web.marking import mark
from municipal.web.page import Asked, language, page
from vendors.tenders.number import dollars, exact, french, plain

STAGES: Final = {
    "none": mark("à préparer"),
    "draft": mark("en préparation"),
    "open": mark("notation en cours"),
    "consensus": mark("consensus ouvert"),
    "locked": mark("notes verrouillées"),
    "decided": mark("résultat calculé"),
}


class CellView(Struct, frozen=True):
    """A bid and a criterion at the consensus: what each gave, what is agreed, whether that is complete."""

    key: str
    spread: Spread
    agreed: AgreedRow | None
    complete: bool


class InterimView(Struct, frozen=True):
    """A bid once the points are locked; its price when it is admitted and was entered."""

    bid: Bid
    points: str
    admitted: bool
    price: str
    shown: str


def shown(
    request: Asked, city: str, project: str, *, received: str = "", again: Again | None = None
) -> Response[bytes]:
    """The committee of a project at its stage."""
    spoken = language(request)
    _ = translator(spoken)
    with reading() as session:
        here = arrive(session, request, city, project)
        data = _at_stage(session, here, again, spoken)
    stage = here.stage if here.evaluation else "none"
    return page(
        request,
        "committee",
        "committee/committee.html",
        fragment="committee/_agreed.html",
        id=city,
        status=again.status if again else 200,
        private=True,
        at=here.at,
        project=here.project,
        evaluation=here.evaluation,
        stage=here.stage,
        said_stage=_(STAGES[stage]),
        members=here.members,
        seat=here.seat,
        keeps=here.seat is None,
        values=dict.fromkeys(("person", "name", "council"), "") | (again.values if again else {}),
        errors=again.errors if again else [],
        parts=again.parts if again else (),
        about=again.about if again else received,
        version=again.version if again and again.version else here.evaluation.version if here.evaluation else 0,
        received=received,
        once=new_token(),
        say=french if spoken == "fr" else str,
        **data,
    )


def _at_stage(session: Session, here: Arrived, again: Again | None, spoken: str) -> dict[str, Any]:
    """What the stage itself shows."""
    row = here.evaluation
    city, project = here.at.body, here.project.id
    if row is None or here.stage == "draft":
        return _draft(session, here, again, spoken)
    grid = read_grid(row.grid)
    answers = standing(answers_of(session, city, project))
    data: dict[str, Any] = {"grid": grid, "answers": answers, "alone": _few(row, here, answers)}
    if here.seat and here.seat.excused_at and here.stage != "decided":
        return data
    if here.stage == "open":
        there = [one for one in here.members if not one.excused_at]
        ready = len(there) >= the_rules().least_members and not any(one.awaited for one in there)
        people = choosable(session, city, here.members) if here.may("committee.seat") else []
        return data | {"ready": ready, "there": there, "people": people}
    if here.stage == "consensus":
        agreed = agreed_of(session, city, project)
        cells = [_cell(one, agreed.get((one.bid.id, one.criterion.id))) for one in spreads(session, row)]
        return data | {"cells": cells, "left": sum(not one.complete for one in cells)}
    if here.stage == "locked":
        return data | {"lines": _lines(session, row, spoken)}
    told = report(session, here.project.title, row)
    return data | {"report": told, "told": said_of_result(told, spoken)}


def _draft(session: Session, here: Arrived, again: Again | None, spoken: str) -> dict[str, Any]:
    step = steps_of(session, here.at.body, here.project.id).get("grid")
    frozen = step.frozen if step and is_fixed(step) else None
    grid = read_grid(frozen) if frozen else None
    names = "\n".join(bid.name for bid in here.evaluation.bids) if here.evaluation else ""
    found = faults(grid, here.members) if grid else []
    return {
        "grid": grid,
        "bids": again.values.get("bids", names) if again else names,
        "people": choosable(session, here.at.body, here.members) if here.seat is None else [],
        "to_do": [fault_told(one, spoken) for one in found],
        "of_grid": any(one.rule != "R5" for one in found),
        "least": the_rules().least_members,
    }


def _cell(one: Spread, agreed: AgreedRow | None) -> CellView:
    done = agreed is not None and is_complete(agreed.points, agreed.justification, one.criterion)
    return CellView(f"{one.bid.id}-{one.criterion.key}", one, agreed, done)


def _lines(session: Session, row: EvaluationRow, spoken: str) -> list[InterimView]:
    bids = {bid.id: bid for bid in row.bids}
    open_bids, prices = set(admitted(session, row)), prices_of(session, row.city, row.project)
    found: list[InterimView] = []
    for one in interims(row, read_grid(row.grid), agreed_of(session, row.city, row.project)):
        price = prices.get(one.id, "")
        amount = exact(price)
        points = plain(one.points) if one.points is not None else ""
        shown_price = dollars(amount, spoken) if amount is not None else ""
        found.append(InterimView(bids[one.id], points, one.id in open_bids, price, shown_price))
    return found


def _few(row: EvaluationRow, here: Arrived, answers: Any) -> list[str]:  # noqa: ANN401 - answers by member and bid
    """The bids that fewer than three members score, because of interests: the committee should know."""
    if not read_grid(row.grid).scored:
        return []
    count = scorers(row, here.members, answers)
    return [bid.name for bid in row.bids if count[bid.id] < the_rules().least_members]
