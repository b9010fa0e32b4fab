"""What each step adds to the plain page: the only module of the slice that names every one of them."""

from typing import Final

from municipal.projects.step_kit import Extra

EXTRA: Final[dict[str, Extra]] = {
    # need: need_step; route: route_step; market: market_step; comparison: comparison_step; documents: documents_step
    # decision: decision_step; follow_up: follow_up_step; outcome_6 and outcome_12: outcome_step; case: case_step
}
