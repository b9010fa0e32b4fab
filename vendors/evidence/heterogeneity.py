"""How much true effects differ from city to city: Q, and τ² by DerSimonian–Laird, Paule–Mandel or REML."""

from typing import Final

import numpy as np

from vendors.evidence.pool import Floats

# The likelihood may have several tops: its best point among these, from a billionth of the largest to the largest, is
# where the halving begins.
_POINTS: Final = 400
_DEPTH: Final = 1e-9
_HALVINGS: Final = 200


def q_statistic(y: Floats, v: Floats) -> float:
    """Cochran’s Q = Σ(y − ȳ)²/v about the mean weighted by 1/v."""
    weight = 1 / v
    mean = (weight * y).sum() / weight.sum()
    return float((weight * (y - mean) ** 2).sum())


def der_simonian_laird(y: Floats, v: Floats) -> float:
    """τ² = max(0, (Q − (k − 1))/(Σw − Σw²/Σw)); 0 for a single study."""
    if len(y) <= 1:
        return 0.0
    return max(0.0, (q_statistic(y, v) - (len(y) - 1)) / _spare(1 / v))


def paule_mandel(y: Floats, v: Floats) -> float:
    """The τ² under which Σ(y − μ)²/(v + τ²) is k − 1, as chance alone would have it; 0 when it is less already."""
    low, high = 0.0, len(y) * float(np.ptp(y)) ** 2
    if len(y) <= 1 or q_statistic(y, v) <= len(y) - 1:
        return 0.0
    for _ in range(_HALVINGS):
        middle = (low + high) / 2
        low, high = (middle, high) if q_statistic(y, v + middle) > len(y) - 1 else (low, middle)
    return high


def reml(y: Floats, v: Floats) -> float:
    """The τ² of the greatest restricted likelihood; 0 for a single study."""
    largest = float(y.max() - y.min()) ** 2
    if len(y) <= 1 or largest <= _DEPTH * float(v.min()):
        return 0.0
    grid = [0.0, *np.geomspace(largest * _DEPTH, largest, _POINTS).tolist()]
    best = max(range(len(grid)), key=lambda n: _log_likelihood(y, v, grid[n]))
    low, high = grid[max(0, best - 1)], grid[min(len(grid) - 1, best + 1)]
    if best == 0 and _slope(y, v, 0.0) <= 0:
        return 0.0
    for _ in range(_HALVINGS):
        middle = (low + high) / 2
        low, high = (middle, high) if _slope(y, v, middle) > 0 else (low, middle)
    return high


def _fit(y: Floats, v: Floats, tau2: float) -> tuple[Floats, float, Floats]:
    weight = 1 / (v + tau2)
    total = float(weight.sum())
    return weight, total, y - (weight * y).sum() / total


def _log_likelihood(y: Floats, v: Floats, tau2: float) -> float:
    weight, total, apart = _fit(y, v, tau2)
    return float(0.5 * (np.log(weight).sum() - np.log(total) - (weight * apart**2).sum()))


def _slope(y: Floats, v: Floats, tau2: float) -> float:
    """The derivative of the restricted likelihood, in τ²."""
    weight, _, apart = _fit(y, v, tau2)
    return 0.5 * (float(((weight * apart) ** 2).sum()) - _spare(weight))


def _spare(weight: Floats) -> float:
    """Σw − Σw²/Σw, as the sum of w·(the others)/Σw: where one study outweighs all others, nothing is lost."""
    greatest = int(weight.argmax())
    others = weight.sum() - weight
    others[greatest] = np.delete(weight, greatest).sum()
    return float((weight * others).sum() / weight.sum())
