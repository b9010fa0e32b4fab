"""What each step adds to the plain page: the only module of the slice that names every one of them."""

from typing import Final

from municipal.projects import (
    case_step,
    comparison_step,
    decision_step,
    documents_step,
    follow_up_step,
    market_step,
    need_step,
    outcome_step,
    route_step,
)
from municipal.projects.step_kit import Extra

EXTRA: Final[dict[str, Extra]] = {
    "need": need_step.EXTRA,
    "route": route_step.EXTRA,
    "market": market_step.EXTRA,
    "comparison": comparison_step.EXTRA,
    "documents": documents_step.EXTRA,
    "decision": decision_step.EXTRA,
    "follow_up": follow_up_step.EXTRA,
    "outcome_6": outcome_step.SIX,
    "outcome_12": outcome_step.TWELVE,
    "case": case_step.EXTRA,
}
