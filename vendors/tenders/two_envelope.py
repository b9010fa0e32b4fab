"""Two envelopes: quality is scored first; only then are prices opened, those of the admissible bids alone."""

from collections.abc import Mapping, Sequence
from fractions import Fraction

from vendors.tenders.grid import Criterion, Grid
from vendors.tenders.ranking import Answer, Interim, answer, check_opened
from vendors.tenders.rules import Rules

Scores = Mapping[str, Fraction]


def interim(criteria: Sequence[Criterion], bid: str, scores: Scores, least: Fraction | int) -> Interim:
    """A bid before its price is opened: the sum of its points; admissible with `least` of them and each minimum met."""
    points = sum((scores[one.id] for one in criteria), Fraction(0))
    met = all(one.least is None or scores[one.id] >= one.least for one in criteria)
    return Interim(bid, points, points >= least and met)


def interims(grid: Grid, scores: Mapping[str, Scores], rules: Rules) -> list[Interim]:
    """Every bid of a two-envelope tender before any price is opened: R7 and R8."""
    return [interim(grid.criteria, bid, given, rules.least_interim) for bid, given in scores.items()]


def final_score(points: Fraction, price: Fraction, factor: Fraction, scale: int) -> Fraction:
    """R9: (I + k) × 10 000 / P."""
    return (points + factor) * scale / price


def award(bids: Sequence[Interim], prices: dict[str, Fraction], factor: Fraction, rules: Rules) -> Answer:
    """R9 to R11: final scores, ranks and award; at equal scores the lowest price comes first.

    Raises ValueError when a price is there that should be sealed, or is missing.
    """
    check_opened(bids, prices)
    points = {one.id: one.points or Fraction(0) for one in bids}
    finals = {bid: final_score(points[bid], price, factor, rules.scale) for bid, price in prices.items()}
    return answer(bids, finals, {bid: (-finals[bid], price) for bid, price in prices.items()})
