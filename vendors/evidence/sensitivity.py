"""What would change the answer: which single effect is worth knowing, and which weight would put another one first."""

import numpy as np
from msgspec import Struct

from vendors.evidence.compare import STATUS_QUO
from vendors.evidence.comparison import Comparison
from vendors.evidence.constants import Constants
from vendors.evidence.draws import drawn_effects
from vendors.evidence.outcome import local, utility
from vendors.evidence.pool import Floats, pool
from vendors.evidence.weights import mean_weights


class Part(Struct, frozen=True):
    """What one indicator brings to one alternative: its gain beyond changing nothing, in shares of worst to target.

    `knowing` is the value of learning this one effect before choosing (EVPPI), in shares of the whole way.
    """

    alternative: str
    indicator: str
    gain: float
    knowing: float


class Turn(Struct, frozen=True):
    """From its present share of the weights to another one: then `then` is expected to gain more than `now` does."""

    indicator: str
    share: float
    at: float
    now: str
    then: str


def parts(comparison: Comparison, constants: Constants) -> list[Part]:
    """Every cell of a comparison, from the very draws of its answer and with its mean weights.

    E[max(E[gain | θ], best of the others)] − max E[gain], where only the alternative of the effect θ moves.
    """
    shares = shares_of(comparison)
    gains = _gains(comparison, constants)
    means = gains.mean(axis=2)
    totals = [*(means @ shares).tolist(), 0.0]
    return [
        Part(
            one.id,
            of.id,
            float(means[a, j]),
            _knowing(totals, a, shares[j] * (gains[a, j] - means[a, j])),
        )
        for a, one in enumerate(comparison.alternatives)
        for j, of in enumerate(comparison.indicators)
    ]


def turns(comparison: Comparison, found: list[Part]) -> list[Turn]:
    """The nearest shares at which the greatest expected gain changes hands, the nearest first.

    One indicator weighs more or less, the others keep their proportions; changing nothing gains 0 and counts.
    """
    shares = shares_of(comparison)
    gains = {(one.alternative, one.indicator): one.gain for one in found}
    names = [*(one.id for one in comparison.alternatives), STATUS_QUO]
    table = np.array([[gains.get((one, of.id), 0.0) for of in comparison.indicators] for one in names])
    now = int((table @ shares).argmax())
    turned: list[Turn] = []
    for j, of in enumerate(comparison.indicators):
        share = float(shares[j])
        if share >= 1:
            continue
        rest = (table @ shares - share * table[:, j]) / (1 - share)
        slope, level = table[:, j] - rest, rest
        crossings = [
            (float((level[b] - level[now]) / (slope[now] - slope[b])), b)
            for b in range(len(names))
            if b != now and slope[now] != slope[b]
        ]
        above = [one for one in crossings if share < one[0] < 1]
        below = [one for one in crossings if 0 < one[0] < share]
        nearest = [*([min(above)] if above else []), *([max(below)] if below else [])]
        turned += [Turn(of.id, share, at, names[now], names[b]) for at, b in nearest]
    return sorted(turned, key=lambda one: (abs(one.at - one.share), one.indicator))


def shares_of(comparison: Comparison) -> Floats:
    """The mean weight of each indicator, as a share of all."""
    weights = np.array(mean_weights(comparison), float)
    return weights / weights.sum()


def _gains(comparison: Comparison, constants: Constants) -> Floats:
    """The gain of each alternative on each indicator in each draw."""
    gains = np.empty((len(comparison.alternatives), len(comparison.indicators), comparison.draws))
    for a, one in enumerate(comparison.alternatives):
        for j, of in enumerate(comparison.indicators):
            theta = drawn_effects(
                pool(one.studies.get(of.id, ()), constants),
                seed=comparison.seed,
                alternative=one.id,
                indicator=of.id,
                draws=comparison.draws,
            )
            gains[a, j] = utility(of, local(of, theta)) - utility(of, local(of, np.zeros(1)))
    return gains


def _knowing(totals: list[float], a: int, moves: Floats) -> float:
    others = max(total for n, total in enumerate(totals) if n != a)
    return max(0.0, float(np.maximum(totals[a] + moves, others).mean()) - max(totals[a], others))
