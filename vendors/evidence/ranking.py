"""Many alternatives ranked by the gain to expect, one after the other: the memory of a few draws is enough."""

from collections.abc import Iterable, Iterator

from msgspec import Struct

from vendors.evidence.compare import coverage, drawn_utility, gain_of, unchanged_utility
from vendors.evidence.comparison import Alternative, Comparison, Gain
from vendors.evidence.constants import Constants
from vendors.evidence.weights import drawn_weights


class Ranked(Struct, frozen=True):
    """One of many, with its gain and its coverage.

    Ranks, regret and verdict belong to a comparison of a few: among hundreds, one that nobody measured is often first
    by chance.
    """

    id: str
    gain: Gain
    coverage: float


def rank_many(comparison: Comparison, alternatives: Iterable[Alternative], constants: Constants) -> list[Ranked]:
    """Alternatives by expected gain, the greatest first; each has exactly the gain that `compare` gives it.

    `comparison` says indicators, weights, draws and seed; its own alternatives are not looked at.
    """
    found = _measured(comparison, alternatives, constants)
    return sorted(found, key=lambda one: (-one.gain.mean, one.id))


def _measured(comparison: Comparison, alternatives: Iterable[Alternative], constants: Constants) -> Iterator[Ranked]:
    weights = drawn_weights(comparison)
    unchanged = unchanged_utility(comparison, weights)
    for one in alternatives:
        gain = gain_of(drawn_utility(comparison, one, weights, constants), unchanged)
        yield Ranked(one.id, gain, coverage(comparison, one, constants))
