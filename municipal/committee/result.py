"""What comes of the agreed points: who is admitted, then with the prices the award, in exact fractions."""

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

import msgspec

from municipal.committee.grid import CONFORMS, Grid
from municipal.committee.queries import AgreedRow, EvaluationRow, MemberRow
from municipal.legal import the_rules
from vendors.tenders import grid as law
from vendors.tenders import lowest_price, one_envelope, two_envelope
from vendors.tenders.number import exact, plain
from vendors.tenders.ranking import Answer, Interim

Agreed = Mapping[tuple[str, str], AgreedRow]


def interims(evaluation: EvaluationRow, grid: Grid, agreed: Agreed) -> list[Interim]:
    """Every bid by its agreed points, and whether it is admitted: R7 and R8, or its conformity alone."""
    if not grid.scored:
        told = {bid.id: agreed[bid.id, CONFORMS].points == "1" for bid in evaluation.bids}
        return lowest_price.interims(told)
    scores = {
        bid.id: {one.id: Fraction(agreed[bid.id, one.id].points) for one in grid.criteria} for bid in evaluation.bids
    }
    if grid.mode == "one_envelope":
        return one_envelope.interims(grid.law, scores)
    return two_envelope.interims(law.Grid(grid.law, (), grid.factor), scores, the_rules())


def award(bids: list[Interim], grid: Grid, prices: Mapping[str, str]) -> Answer:
    """Final scores, ranks and award. Raises ValueError when a price is missing or too many."""
    told = {one.id: exact(prices[one.id]) or Fraction(0) for one in bids if one.admissible and one.id in prices}
    if set(told) != set(prices):
        raise ValueError("a price that should be sealed")
    if grid.mode == "one_envelope":
        return one_envelope.award(bids, told, grid.price_points)
    if grid.mode == "lowest_price":
        return lowest_price.award(bids, told)
    return two_envelope.award(bids, told, grid.factor, the_rules())


def as_tender(
    evaluation: EvaluationRow, grid: Grid, members: list[MemberRow], agreed: Agreed, prices: Mapping[str, str]
) -> dict[str, Any]:
    """The same evaluation as `municipal tender score` reads it; numbers stand as they were written."""
    bids: list[dict[str, Any]] = []
    for bid in evaluation.bids:
        one: dict[str, Any] = {"id": bid.id}
        if grid.scored:
            one["scores"] = {line.id: _number(agreed[bid.id, line.id].points) for line in grid.criteria}
        else:
            one["conforming"] = agreed[bid.id, CONFORMS].points == "1"
        bids.append(one | {"price": prices.get(bid.id)})
    told: dict[str, Any] = {"mode": grid.mode}
    if grid.mode == "two_envelope":
        told["factor"] = _number(plain(grid.factor))
    if grid.mode == "one_envelope":
        told["price_points"] = _number(plain(grid.price_points))
    if grid.scored:
        told["tie_rule"] = "lowest_price"
        told["committee"] = [
            {"name": one.name, "council_member": one.council_member} for one in members if not one.excused_at
        ]
        told["criteria"] = [_criterion(one.id, one.most, one.least) for one in grid.criteria]
    return told | {"bids": bids}


def _criterion(identity: str, most: Fraction, least: Fraction | None) -> dict[str, Any]:
    told: dict[str, Any] = {"id": identity, "max": _number(plain(most))}
    return told if least is None else told | {"min": _number(plain(least))}


def _number(text: str) -> msgspec.Raw:
    """A decimal text as a JSON number, digit for digit: no floating point number stands between."""
    return msgspec.Raw(text.encode())
