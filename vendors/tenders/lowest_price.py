"""Lowest price: among the bids that conform, the cheapest; equal prices are a dead heat."""

from collections.abc import Mapping, Sequence
from fractions import Fraction

from vendors.tenders.ranking import Answer, Interim, answer, check_opened


def interims(conforming: Mapping[str, bool]) -> list[Interim]:
    """Every bid; nothing is scored, and one that does not conform stays out."""
    return [Interim(bid, None, admissible) for bid, admissible in conforming.items()]


def award(bids: Sequence[Interim], prices: dict[str, Fraction]) -> Answer:
    """Ranks and award by price alone; the final score is the price itself.

    Raises ValueError when a price is missing or too many.
    """
    check_opened(bids, prices)
    return answer(bids, prices, {bid: (price,) for bid, price in prices.items()})
