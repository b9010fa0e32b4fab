"""Alternatives beside changing nothing: the gain of each, how sure, and a verdict by the constants."""

import math

import numpy as np
from msgspec import Struct

from vendors.evidence import ranks
from vendors.evidence.comparison import Alternative, Compared, Comparison, Gain, Row
from vendors.evidence.constants import Constants
from vendors.evidence.draws import drawn_effects
from vendors.evidence.outcome import local, utility
from vendors.evidence.pool import Floats, Pooled, pool
from vendors.evidence.study import counted
from vendors.evidence.verdict import Verdict, verdict
from vendors.evidence.weights import drawn_weights, mean_weights

STATUS_QUO = "status_quo"


class Drawn(Struct, frozen=True):
    """All draws: the weights, and the utility of each alternative, the status quo last."""

    weights: Floats
    utilities: Floats


def compare(comparison: Comparison, constants: Constants) -> Compared:
    """Every alternative of a comparison, beside the status quo.

    Gains are the same whoever else is compared; ranks, regret and the value of knowing more count the status quo.
    """
    return compared(comparison, draw(comparison, constants), constants)


def compared(comparison: Comparison, drawn: Drawn, constants: Constants) -> Compared:
    """The same, from draws already made."""
    utilities = drawn.utilities
    firsts, lasts, regrets = (f(utilities).tolist() for f in (ranks.first, ranks.last, ranks.regrets))
    # E[max U] − max E[U], the worth of knowing everything before choosing, is the regret of the best choice without it.
    evpi = min(regrets)
    rows: list[Row] = []
    for n, one in enumerate(comparison.alternatives):
        gain = gain_of(utilities[n], utilities[-1])
        share = coverage(comparison, one, constants)
        told = verdict(beats=gain.beats, coverage=share, cvar10=gain.cvar10, evpi=evpi, constants=constants)
        rows.append(_row(one.id, gain, firsts[n], lasts[n], regrets[n], share, told))
    unchanged = _row(STATUS_QUO, Gain(0.0, 0.0, 0.0, 0.0, 0.0), firsts[-1], lasts[-1], regrets[-1], None, None)
    return Compared(rows, unchanged, evpi)


def draw(comparison: Comparison, constants: Constants) -> Drawn:
    """The draws of weights and effects, turned into utilities."""
    weights = drawn_weights(comparison)
    utilities = np.empty((len(comparison.alternatives) + 1, comparison.draws))
    for n, one in enumerate(comparison.alternatives):
        utilities[n] = drawn_utility(comparison, one, weights, constants)
    utilities[-1] = unchanged_utility(comparison, weights)
    return Drawn(weights, utilities)


def drawn_utility(comparison: Comparison, one: Alternative, weights: Floats, constants: Constants) -> Floats:
    """U = Σ w·u of one alternative in each draw; indicator by indicator, so that no other alternative moves a digit."""
    total = np.zeros(comparison.draws)
    for indicator, weight in zip(comparison.indicators, weights, strict=True):
        pooled = pool(one.studies.get(indicator.id, ()), constants)
        theta = drawn_effects(
            pooled, seed=comparison.seed, alternative=one.id, indicator=indicator.id, draws=comparison.draws
        )
        total += weight * utility(indicator, local(indicator, theta))
    return total


def unchanged_utility(comparison: Comparison, weights: Floats) -> Floats:
    """U of changing nothing: every indicator stays where it is."""
    total = np.zeros(comparison.draws)
    for indicator, weight in zip(comparison.indicators, weights, strict=True):
        total += weight * utility(indicator, local(indicator, np.zeros(1)))
    return total


def pooled_cells(comparison: Comparison, constants: Constants) -> dict[str, dict[str, Pooled]]:
    """What is expected of each alternative on each indicator."""
    return {
        one.id: {of.id: pool(one.studies.get(of.id, ()), constants) for of in comparison.indicators}
        for one in comparison.alternatives
    }


def gain_of(own: Floats, unchanged: Floats) -> Gain:
    """What an alternative brings over changing nothing; `cvar10` is the mean of the worst tenth of the draws."""
    gains = np.sort(own - unchanged)
    low, high = np.quantile(gains, (0.1, 0.9)).tolist()
    return Gain(
        mean=float(gains.mean()),
        p10=low,
        p90=high,
        beats=float((gains > 0).mean()),
        cvar10=float(gains[: max(1, len(gains) // 10)].mean()),
    )


def coverage(comparison: Comparison, one: Alternative, constants: Constants) -> float:
    """The share of the weights that rests on at least one pooled study of level 2 or better."""
    weights = mean_weights(comparison)
    covered = [
        weight
        for indicator, weight in zip(comparison.indicators, weights, strict=True)
        if any(study.level >= constants.coverage_level for study in counted(one.studies.get(indicator.id, ())))
    ]
    return math.fsum(covered) / math.fsum(weights)


def _row(
    one: str, gain: Gain, first: float, last: float, regret: float, share: float | None, told: Verdict | None
) -> Row:
    return Row(
        id=one,
        gain_mean=gain.mean,
        gain_p10=gain.p10,
        gain_p90=gain.p90,
        p_beats_status_quo=gain.beats,
        p_first=first,
        p_last=last,
        cvar10=gain.cvar10,
        regret=regret,
        coverage=share,
        verdict=told,
    )
