"""The decision: what it rests on, what the committee found, and whether the amount still fits the route."""

import datetime as dt
from collections.abc import Mapping
from functools import partial
from typing import Any, Final

from msgspec import Struct
from sqlmodel import Session

from municipal.committee.queries import committee_state, evaluation_of
from municipal.db import reading
from municipal.law.answers import Answers
from municipal.law.queries import the_law
from municipal.legal import route_name
from municipal.projects.checked import keep_checked
from municipal.projects.own import ProjectRow, StepRow, entries_of
from municipal.projects.review import stop_of
from municipal.projects.route_words import Found, as_told, found
from municipal.projects.step_kit import Extra, Made, Stand
from municipal.web.form import FieldError
from municipal.web.format import today
from municipal.web.language import translator
from municipal.web.page import Asked
from vendors.registry.queries import SolutionRow, solutions
from vendors.tenders.number import exact
from vendors.tenders.regime import Law

STEP: Final = "decision"
# From the freest procedure to the strictest.
_STRICTER: Final = ("no_purchase", "mutual_agreement", "invitation", "public_call")


class Award(Struct, frozen=True):
    """How far a committee is, how its evaluation ended, and who has the award."""

    stage: str
    status: str = ""
    award: str = ""


class Overrun(Struct, frozen=True):
    """An amount that the route does not allow: the route that it needs, and why; none where the law must be asked."""

    route: str
    name: str
    found: Found


def show(session: Session, stand: Stand) -> dict[str, Any]:
    """What the step shows beside its fields."""
    city, project, spoken = stand.at.body, stand.project, stand.language
    told = stand.again.values if stand.again and stand.again.values else _told(stand.steps)
    law = the_law(session)
    route = stand.steps["route"].frozen if "route" in stand.steps else None
    return {
        "extra_after": False,
        "decision_compared": compared(stand.steps),
        "decision_compared_at": str(_market(stand.steps).get("at") or ""),
        "decision_committee": committee(session, city, project.id),
        "decision_route": as_told(route) if route else None,
        "decision_route_name": route_name(str(route["route"]), spoken) if route else "",
        "decision_overrun": overrun(law, route, told.get("amount", ""), spoken) if route else None,
        "decision_amount": told.get("amount", ""),
        "decision_outcome": told.get("outcome", ""),
        "decision_stop": stop_of(entries_of(session, city, project.id)),
        "decision_beside": stand.at.may("case.write"),
    }


def compared(steps: Mapping[str, StepRow]) -> list[dict[str, Any]]:
    """The solutions that were compared, as the market was fixed; those that were kept, where none was compared."""
    frozen = _market(steps)
    ids: list[str] = list(frozen.get("compared") or [])
    rows: list[dict[str, Any]] = list(frozen.get("rows") or [])
    return [row for row in rows if (row["solution"] in ids if ids else row.get("kept"))]


def committee(session: Session, city: str, project: str) -> Award | None:
    """What the committee of a project found, or how far it is; None where there is none."""
    row = evaluation_of(session, city, project)
    if row is None:
        return None
    answer = row.answer or {}
    names = {bid.id: bid.name for bid in row.bids}
    return Award(row.stage, str(answer.get("status") or ""), names.get(str(answer.get("award") or ""), ""))


def overrun(law: Law, route: Mapping[str, Any], amount: str, spoken: str) -> Overrun | None:
    """What an amount asks that the fixed route does not give: the law of the day on which the route was fixed."""
    value = exact(amount) if amount else None
    if value is None or value < 0 or not route.get("kind"):
        return None
    fixed = as_told(route)
    answers = Answers(
        value, fixed.kind, fixed.with_others, dt.date.fromisoformat(fixed.on), fixed.told_threshold, fixed.bylaw_up_to
    )
    made = found(law, answers, spoken)
    if made.fixed is None:
        return Overrun("", "", made)
    needed, has = _rank(made.fixed.procedure), _rank(fixed.procedure or fixed.route)
    if needed <= has:
        return None
    return Overrun(made.fixed.procedure, route_name(made.fixed.procedure, spoken), made)


def solution_of(session: Session, steps: Mapping[str, StepRow]) -> SolutionRow | None:
    """The solution of the registry that was chosen: by its id, or by its name among those that were compared."""
    chosen = _told(steps).get("chosen", "").strip()
    if not chosen:
        return None
    names = {str(row["name"]).casefold(): str(row["solution"]) for row in compared(steps)}
    known = solutions(session, ids=[names.get(chosen.casefold(), chosen)])
    return known[0] if known else None


def change(request: Asked, city: str, project: ProjectRow, raw: Mapping[str, list[str]], *, done: bool) -> Made:
    """Keep the decision; it is ready once the committee has decided, and once what is chosen is named."""

    def faults(told: dict[str, str], spoken: str) -> list[FieldError]:
        return _faults(city, project, told, spoken) if done else []

    return keep_checked(request, city, project, raw, faults, done=done)


def _faults(city: str, project: ProjectRow, told: Mapping[str, str], spoken: str) -> list[FieldError]:
    _ = translator(spoken)
    errors: list[FieldError] = []
    with reading() as session:
        stage = committee_state(session, city, project.id)
    if stage not in ("none", "decided"):
        errors.append(FieldError("outcome", _("Terminez d’abord le comité\u00a0: la décision attend son résultat.")))
    if told["outcome"] == "chosen" and not told["chosen"]:
        errors.append(FieldError("chosen", _("Nommez ce qui est choisi\u00a0: une solution, une règle ou un outil.")))
    if told["decided_on"] > today().isoformat():
        errors.append(FieldError("decided_on", _("Attendez le jour de la décision\u00a0: cette date est à venir.")))
    return errors


def _told(steps: Mapping[str, StepRow]) -> dict[str, str]:
    return steps[STEP].told if STEP in steps else {}


def _market(steps: Mapping[str, StepRow]) -> dict[str, Any]:
    return (steps["market"].frozen if "market" in steps else None) or {}


def _rank(procedure: str) -> int:
    return _STRICTER.index(procedure) if procedure in _STRICTER else 0


EXTRA: Final = Extra(
    "projects/_decision.html", show, {"save": partial(change, done=False), "done": partial(change, done=True)}
)
