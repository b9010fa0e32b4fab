"""The audit line beside the pooled effect: the usual random-effects figures, as any statistics package gives them."""

from collections.abc import Callable, Iterable
from typing import Final, Literal

import numpy as np
from msgspec import Struct

from vendors.evidence.constants import Constants
from vendors.evidence.heterogeneity import der_simonian_laird, paule_mandel, q_statistic, reml
from vendors.evidence.pool import Floats, cell
from vendors.evidence.student import normal_quantile, t_quantile
from vendors.evidence.study import Study

AuditMethod = Literal["ee", "dl", "pm", "reml"]
_TAIL: Final = 0.975
_HETEROGENEITY: Final[dict[AuditMethod, Callable[[Floats, Floats], float]]] = {
    "ee": lambda _y, _v: 0.0,
    "dl": der_simonian_laird,
    "pm": paule_mandel,
    "reml": reml,
}


class Audit(Struct, frozen=True):
    """k studies, their mean on the log scale, τ², Q, I² (a percentage), the error of the mean, its 95 % interval.

    Without a study all but `k` are None; the interval is None where Hartung and Knapp’s has no degree of freedom.
    """

    k: int
    mean: float | None = None
    tau2: float | None = None
    q: float | None = None
    i2: float | None = None
    se: float | None = None
    ci95: tuple[float, float] | None = None


def audit(studies: Iterable[Study], method: AuditMethod, constants: Constants, *, hartung_knapp: bool = False) -> Audit:
    """Equal effects, DerSimonian–Laird, Paule–Mandel or REML over the adjusted variances v*, level 0 left out.

    I² = max(0, (Q − (k − 1))/Q) whatever the method. With `hartung_knapp` the error is multiplied by √max(1, q), where
    q = Σw(y − μ)²/(k − 1), and the interval is Student’s with k − 1 degrees of freedom.
    """
    y, v = cell(studies, constants)
    k = len(y)
    if not k:
        return Audit(0)
    tau2 = _HETEROGENEITY[method](y, v)
    weight = 1 / (v + tau2)
    mean = float((weight * y).sum() / weight.sum())
    se = float(weight.sum()) ** -0.5
    point: float | None = normal_quantile(_TAIL)
    if hartung_knapp:
        ratio = float((weight * (y - mean) ** 2).sum()) / (k - 1) if k > 1 else 1.0
        se *= max(1.0, ratio) ** 0.5
        point = t_quantile(_TAIL, k - 1) if k > 1 else None
    q = q_statistic(y, v)
    i2 = 100 * max(0.0, (q - (k - 1)) / q) if q > 0 else 0.0
    return Audit(k, mean, tau2, q, i2, se, None if point is None else (mean - point * se, mean + point * se))


def prediction_interval(mean: float, se: float, tau2: float, *, degrees: int | None = None) -> tuple[float, float]:
    """Where the true effect of a new city lies, 95 times in 100: the normal’s, or Student’s with these degrees."""
    point = normal_quantile(_TAIL) if degrees is None else t_quantile(_TAIL, degrees)
    half = point * float(np.hypot(se, tau2**0.5))
    return mean - half, mean + half
