"""One envelope: price is one of the criteria, by a formula that the tender documents announce."""

from collections.abc import Mapping, Sequence
from fractions import Fraction

from vendors.tenders.grid import Criterion
from vendors.tenders.ranking import Answer, Interim, answer, check_opened
from vendors.tenders.two_envelope import Scores, interim


def interims(criteria: Sequence[Criterion], scores: Mapping[str, Scores]) -> list[Interim]:
    """Every bid by its points besides price; one stays out only when it misses a minimum that was announced."""
    return [interim(criteria, bid, given, 0) for bid, given in scores.items()]


def price_score(price: Fraction, lowest: Fraction, most: Fraction) -> Fraction:
    """The points of a price: most × lowest / price. The law leaves the formula free; this one is our choice."""
    return most * lowest / price


def award(bids: Sequence[Interim], prices: dict[str, Fraction], most: Fraction) -> Answer:
    """Total points, ranks and award; the lowest price counted is that of an admissible bid.

    At equal totals the lowest price comes first. Raises ValueError when a price is missing or too many.
    """
    check_opened(bids, prices)
    lowest = min(prices.values(), default=Fraction(1))
    points = {one.id: one.points or Fraction(0) for one in bids}
    finals = {bid: points[bid] + price_score(price, lowest, most) for bid, price in prices.items()}
    return answer(bids, finals, {bid: (-finals[bid], price) for bid, price in prices.items()})
