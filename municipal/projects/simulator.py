"""The simulator before publication: what a point of quality is worth, and who would win in four invented situations."""

from collections.abc import Sequence
from fractions import Fraction
from typing import Final

from msgspec import Struct

from municipal.legal import the_rules, the_situations
from municipal.projects.grid import typed
from vendors.tenders import one_envelope
from vendors.tenders.ranking import Interim
from vendors.tenders.simulate import Offer, Switch, premiums, switches, winners
from vendors.tenders.situations import Situation

# The steps from one score to another whose worth is shown, as in docs/tenders.md.
STEPS: Final = ((70, 80), (80, 90), (70, 100))
# What is tried beside the number that somebody typed.
FACTORS: Final = (0, 10, 25, 50)
PRICE_POINTS: Final = (20, 40, 60)


class FactorLine(Struct, frozen=True):
    """A factor, and how much dearer a better bid may be at each step before it ties, as a share of the price."""

    factor: Fraction
    typed: bool
    premiums: list[Fraction]


class Won(Struct, frozen=True):
    """A situation: the bids that win with each number tried, and the factors at which the winner changes."""

    situation: Situation
    winners: list[tuple[str, ...]]
    switches: list[Switch]


class FactorTrial(Struct, frozen=True):
    """What each factor does."""

    lines: list[FactorLine]
    won: list[Won]

    @property
    def typed(self) -> FactorLine | None:
        """The factor that somebody typed."""
        return next((one for one in self.lines if one.typed), None)


class Worth(Struct, frozen=True):
    """A situation in one envelope: the lowest price, and what one more point is worth beside it with each weight.

    None where no price is as heavy as one point.
    """

    situation: Situation
    lowest: Fraction
    dollars: list[Fraction | None]
    winners: list[tuple[str, ...]]


class PriceTrial(Struct, frozen=True):
    """What each number of points for price does."""

    points: list[Fraction]
    typed: Fraction | None
    worth: list[Worth]


def factor_from(text: str) -> Fraction | None:
    """A factor that may be announced; None for any other text."""
    found, rules = typed(text), the_rules()
    return found if found is not None and rules.least_factor <= found <= rules.most_factor else None


def price_points_from(text: str) -> Fraction | None:
    """Points that price may be given; None for any other text."""
    found = typed(text)
    return found if found is not None and 0 < found < the_rules().total_points else None


def try_factor(told: Fraction | None) -> FactorTrial:
    """What a factor does, beside those that are always shown."""
    factors = _beside(told, FACTORS)
    worth = premiums(factors, STEPS)
    lines = [FactorLine(one, one == told, row) for one, row in zip(factors, worth, strict=True)]
    rules = the_rules()
    won = [
        Won(one, [winners(one.offers, factor, rules) for factor in factors], switches(one.offers, rules))
        for one in the_situations()
    ]
    return FactorTrial(lines, won)


def try_price_points(told: Fraction | None) -> PriceTrial:
    """What points for price do, beside those that are always shown."""
    points = _beside(told, PRICE_POINTS)
    worth: list[Worth] = []
    for one in the_situations():
        lowest = min(offer.price for offer in one.offers)
        dollars = [dollars_of_a_point(lowest, most) for most in points]
        worth.append(Worth(one, lowest, dollars, [best(one.offers, most) for most in points]))
    return PriceTrial(points, told, worth)


def dollars_of_a_point(lowest: Fraction, most: Fraction) -> Fraction | None:
    """How much dearer than the lowest price a bid with one point more may be and still tie; None without a bound.

    The price that gives up one point solves most × lowest / price = most − 1: it is lowest / (most − 1) dearer.
    """
    return lowest / (most - 1) if most > 1 else None


def best(offers: Sequence[Offer], most: Fraction) -> tuple[str, ...]:
    """Who wins in one envelope, with quality out of what price leaves; several are a dead heat."""
    share = 1 - most / the_rules().total_points
    bids = [Interim(one.id, one.points * share, admissible=True) for one in offers]
    answered = one_envelope.award(bids, {one.id: one.price for one in offers}, most)
    return tuple(line.id for line in answered.bids if line.rank == 1)


def _beside(told: Fraction | None, others: Sequence[int]) -> list[Fraction]:
    """The numbers to try, in order, each once."""
    return sorted({Fraction(one) for one in others} | ({told} if told is not None else set()))
