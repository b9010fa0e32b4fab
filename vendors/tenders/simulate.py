"""Before publication: what a point of quality is worth at each factor, and where the winner changes."""

from collections.abc import Sequence
from fractions import Fraction

from msgspec import Struct

from vendors.tenders.rules import Rules
from vendors.tenders.two_envelope import final_score

Exact = Fraction | int


class Offer(Struct, frozen=True):
    """A bid that one imagines: its interim score and its price."""

    id: str
    points: Fraction
    price: Fraction


class Switch(Struct, frozen=True):
    """A factor at which the winner changes: both final scores are equal there, and the lower price comes first."""

    at: Fraction
    before: tuple[str, ...]
    after: tuple[str, ...]


class Simulated(Struct, frozen=True):
    """Who wins at each whole factor, and every factor at which that changes; several names are a dead heat."""

    winners: dict[int, tuple[str, ...]]
    switches: list[Switch]


def premium(factor: Exact, low: Exact, high: Exact) -> Fraction:
    """How much dearer a bid of `high` points may be than one of `low` and still tie: (high + k)/(low + k) − 1.

    Raises ValueError when low + k is not above 0.
    """
    if low + factor <= 0:
        raise ValueError("the lower score and the factor must add up to more than 0")
    return Fraction(high + factor) / Fraction(low + factor) - 1


def premiums(factors: Sequence[Exact], steps: Sequence[tuple[Exact, Exact]]) -> list[list[Fraction]]:
    """A row for each factor, a column for each step from one score to another."""
    return [[premium(factor, low, high) for low, high in steps] for factor in factors]


def winners(offers: Sequence[Offer], factor: Exact, rules: Rules) -> tuple[str, ...]:
    """Who wins at a factor: one, none when no offer is admissible, several in a dead heat."""
    best = _best(_admitted(offers, rules), factor, rules)
    return tuple(one.id for one in best)


def simulate(offers: Sequence[Offer], rules: Rules) -> Simulated:
    """Who wins at each whole factor that may be announced, and the exact factors at which the winner changes."""
    low, high = rules.least_factor, rules.most_factor
    by_factor = {factor: winners(offers, factor, rules) for factor in range(low, high + 1)}
    return Simulated(by_factor, switches(offers, rules))


def switches(offers: Sequence[Offer], rules: Rules) -> list[Switch]:
    """The factors, in order, at which another offer takes the lead.

    Final scores are straight lines in the factor, (I + k)/P, and the cheaper the offer the steeper its line. So the
    lead only ever passes to a cheaper offer, where (I₁ + k)/P₁ = (I₂ + k)/P₂: at k = (I₂·P₁ − I₁·P₂)/(P₂ − P₁).
    """
    admitted = _admitted(offers, rules)
    found: list[Switch] = []
    at: Fraction = Fraction(rules.least_factor)
    leaders = _best(admitted, at, rules)
    while leaders:
        lead = leaders[0]
        meets = [(_meeting(lead, one), one) for one in admitted if one.price < lead.price]
        later = [factor for factor, _ in meets if at < factor <= rules.most_factor]
        if not later:
            break
        at = min(later)
        after = _best(admitted, at, rules)
        found.append(Switch(at, tuple(one.id for one in leaders), tuple(one.id for one in after)))
        leaders = after
    return found


def _meeting(one: Offer, cheaper: Offer) -> Fraction:
    """The factor at which two offers have equal final scores."""
    return (one.points * cheaper.price - cheaper.points * one.price) / (one.price - cheaper.price)


def _admitted(offers: Sequence[Offer], rules: Rules) -> list[Offer]:
    return [one for one in offers if one.points >= rules.least_interim]


def _best(offers: Sequence[Offer], factor: Exact, rules: Rules) -> list[Offer]:
    """The offers of the highest final score and, among them, of the lowest price."""
    keys = [(-final_score(one.points, one.price, Fraction(factor), rules.scale), one.price) for one in offers]
    best = min(keys, default=None)
    return [one for one, key in zip(offers, keys, strict=True) if key == best]
