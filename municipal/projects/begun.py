"""What a step begins with before anybody wrote there: what the project, its committee or its readings already say."""

import datetime as dt

from sqlmodel import Session

from municipal.committee.queries import evaluation_of, prices_of
from municipal.months import months_later
from municipal.projects.own import ProjectRow, StepRow
from municipal.projects.review import chosen_on, the_clock


def begun(session: Session, project: ProjectRow, steps: dict[str, StepRow], step: str) -> dict[str, str]:
    """The answers that a step without a row opens with; nothing is kept until somebody saves it."""
    match step:
        case "decision":
            return _decision(session, project)
        case "follow_up":
            return _follow_up(project, steps)
        case _:
            return {}


def _decision(session: Session, project: ProjectRow) -> dict[str, str]:
    """Whom the calculation of the committee places first, and at which price; the council still decides."""
    row = evaluation_of(session, project.city, project.id)
    award = str((row.answer or {}).get("award") or "") if row and row.stage == "decided" else ""
    name = next((one.name for one in row.bids if one.id == award), "") if row else ""
    if not name:
        return {}
    return {"chosen": name, "amount": prices_of(session, project.city, project.id).get(award, "")}


def _follow_up(project: ProjectRow, steps: dict[str, StepRow]) -> dict[str, str]:
    """Who owns the project watches it, and a first review is planned; either may be changed."""
    decided = "" if project.closed_at else chosen_on(steps)
    first = months_later(dt.date.fromisoformat(decided), the_clock().review_months).isoformat() if decided else ""
    return {"owner": steps["people"].told.get("owns", "") if "people" in steps else "", "review_on": first}
