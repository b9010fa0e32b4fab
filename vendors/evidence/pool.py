"""Studies pooled: what to expect in a city that measured nothing yet, starting from « no effect until shown »."""

from collections.abc import Iterable, Sequence
from functools import lru_cache

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from vendors.evidence.constants import Constants
from vendors.evidence.study import Study, counted

Floats = NDArray[np.float64]


class Pooled(Struct, frozen=True):
    """The effect to expect in a new city, on the log scale.

    `mean` and `sd` are those of the prediction for one new city; `mean_sd` is the doubt on the mean alone, and `tau`
    the expected spread of true effects from city to city.
    """

    k: int
    mean: float
    sd: float
    mean_sd: float
    tau: float


def adjusted(study: Study, constants: Constants) -> float:
    """v* = (se² + β²)/s: the variance of a study once its design and its unlikeness count.

    Raises ValueError for a study that is not pooled (level 0, likeness unknown).
    """
    if study.similarity is None:
        raise ValueError("a study of unknown likeness is never pooled")
    return (study.se**2 + constants.beta(study.level) ** 2) / study.similarity


def cell(studies: Iterable[Study], constants: Constants) -> tuple[Floats, Floats]:
    """The effects that are pooled and their adjusted variances."""
    kept = counted(studies)
    return np.array([one.y for one in kept], float), np.array([adjusted(one, constants) for one in kept], float)


def pool(studies: Iterable[Study], constants: Constants) -> Pooled:
    """What the studies of one solution and one indicator lead to expect; none at all gives no effect, widely unsure."""
    effects, variances = cell(studies, constants)
    if not len(effects):
        return _nothing(constants.tau_largest, constants.tau_points, constants.prior_sd, constants.tau_sd)
    taus = _taus(constants.tau_largest, constants.tau_points)
    return pool_on(effects, variances, taus, prior_sd=constants.prior_sd, tau_sd=constants.tau_sd)


def pool_on(
    effects: Floats | Sequence[float],
    variances: Floats | Sequence[float],
    taus: Floats | Sequence[float],
    *,
    prior_sd: float,
    tau_sd: float,
) -> Pooled:
    """The hierarchical normal model on a grid of τ, in closed form given each τ.

    y ~ N(θ, v*), θ ~ N(μ, τ²), μ ~ N(0, prior_sd²), τ half-normal(tau_sd): with w = 1/(v* + τ²), S = Σw + 1/prior_sd²
    and m = Σwy/S, log p(τ) = ½Σln w − ½ln S − ½(Σw(y − m)² + m²/prior_sd²) − τ²/(2·tau_sd²). The sum of squares is the
    same as Σwy² − Sm², without its loss of digits.
    """
    grid = np.asarray(taus, float)
    y = np.asarray(effects, float)[:, None]
    weight = 1 / (np.asarray(variances, float)[:, None] + grid**2)
    precision = weight.sum(axis=0) + prior_sd**-2
    means = (weight * y).sum(axis=0) / precision
    misfit = (weight * (y - means) ** 2).sum(axis=0) + (means / prior_sd) ** 2
    log = 0.5 * (np.log(weight).sum(axis=0) - np.log(precision) - misfit - (grid / tau_sd) ** 2)
    chance = np.exp(log - log.max())
    chance /= chance.sum()
    mean = float((chance * means).sum())
    doubt = float((chance * (1 / precision + (means - mean) ** 2)).sum())
    spread = float((chance * grid**2).sum())
    return Pooled(k=len(y), mean=mean, sd=(doubt + spread) ** 0.5, mean_sd=doubt**0.5, tau=float((chance * grid).sum()))


@lru_cache(maxsize=4)
def _taus(largest: float, points: int) -> Floats:
    return np.linspace(0, largest, points)


@lru_cache(maxsize=4)
def _nothing(largest: float, points: int, prior_sd: float, tau_sd: float) -> Pooled:
    """What is expected of whatever nobody measured: most cells of a registry."""
    return pool_on([], [], _taus(largest, points), prior_sd=prior_sd, tau_sd=tau_sd)
