"""Interrupted time series: what changed when a tool came, beyond the trend and the season, with Newey–West errors."""

import math
from collections.abc import Sequence
from typing import Final

import numpy as np
from msgspec import Struct

from vendors.evidence.constants import Constants
from vendors.evidence.pool import Floats
from vendors.evidence.study import Effect, Scale

# The places of the level and of the slope among the coefficients.
_LEVEL: Final = 2
_SLOPE: Final = 3
# An error below this share of the values is that of rounding: nothing was left to chance.
_ROUNDING: Final = 1e-12


class Fitted(Struct, frozen=True):
    """A fitted series: 1, t, D, (t − T0)·D, cos and sin of the season; their covariance; the lags counted."""

    coefficients: list[float]
    covariance: list[list[float]]
    lags: int

    def change(self, later: float = 0.0) -> tuple[float, float]:
        """The change `later` readings after the start, b2 + later·b3, and its standard error."""
        b, v = self.coefficients, self.covariance
        variance = v[_LEVEL][_LEVEL] + 2 * later * v[_LEVEL][_SLOPE] + later**2 * v[_SLOPE][_SLOPE]
        return b[_LEVEL] + later * b[_SLOPE], math.sqrt(variance)


def fit(values: Sequence[float], start: int, *, season: int, lags: int) -> Fitted:
    """Least squares on values already on the log scale, evenly spaced; `start` is the place of the first one after.

    Newey and West (1987): Σ = G₀ + Σ(1 − l/(L + 1))(G_l + G_l′) over l from 1 to L, no correction for few readings.
    """
    y = np.asarray(values, float)
    x = _design(len(y), start, season)
    inverse = np.linalg.inv(x.T @ x)
    coefficients = inverse @ x.T @ y
    moments = x * (y - x @ coefficients)[:, None]
    middle = moments.T @ moments
    for lag in range(1, lags + 1):
        product = moments[lag:].T @ moments[:-lag]
        middle += (1 - lag / (lags + 1)) * (product + product.T)
    return Fitted(coefficients.tolist(), (inverse @ middle @ inverse).tolist(), lags)


def interrupted(
    values: Sequence[float], start: int, constants: Constants, *, scale: Scale = "lr", compared: bool = False
) -> Effect | None:
    """The change of level as an effect, from values on the log scale; `compared` when a comparable place was taken off.

    None with too few readings on a side, or when the readings leave nothing to chance.
    """
    if min(start, len(values) - start) < constants.series_points:
        return None
    lags = int(len(values) ** constants.series_lag_power)
    y, se = fit(values, start, season=constants.series_season, lags=lags).change()
    if se <= _ROUNDING * max(1.0, *map(abs, values)):
        return None
    return Effect(y, se, "interrupted_series_compared" if compared else "interrupted_series", scale)


def _design(count: int, start: int, season: int) -> Floats:
    t = np.arange(count, dtype=float)
    after = (t >= start).astype(float)
    turn = 2 * np.pi * t / season
    return np.column_stack([np.ones(count), t, after, (t - start) * after, np.cos(turn), np.sin(turn)])
