"""Interrupted series: the reference table, another computation of the same errors, and chance."""

import math
from statistics import fmean, stdev

import numpy as np
import pytest

from vendors.evidence.series import fit, interrupted

BUMPS = [1, -1, 2, -2, 0, 1, -1, 0]


def reference(t):
    after = t >= 24
    wave = 0.05 * math.cos(2 * math.pi * t / 12)
    return 2.5 + 0.004 * t - 0.20 * after - 0.003 * (t - 24) * after + wave + 0.02 * BUMPS[t % 8]


SERIES = [reference(t) for t in range(48)]


def test_the_coefficients_of_the_reference():
    found = fit(SERIES, 24, season=12, lags=6)
    assert [round(one, 5) for one in found.coefficients] == [2.50284, 0.00375, -0.19407, -0.00300, 0.04975, -0.00092]
    y, se = found.change()
    assert (round(y, 5), round(se, 5)) == (-0.19407, 0.00495)
    assert fmean(SERIES[24:]) - fmean(SERIES[:24]) == pytest.approx(-0.1385, abs=5e-5)


def test_the_same_errors_by_the_sum_over_all_pairs():
    """White’s form: Σ over s and t of k(s − t)·e_s·e_t·x_s·x_tᵀ between two inverses, with Bartlett’s kernel."""
    t = np.arange(48.0)
    d = (t >= 24) * 1.0
    x = np.column_stack([t**0, t, d, (t - 24) * d, np.cos(np.pi * t / 6), np.sin(np.pi * t / 6)])
    b, *_ = np.linalg.lstsq(x, np.array(SERIES), rcond=None)
    e = np.array(SERIES) - x @ b
    kernel = np.clip(1 - abs(t[:, None] - t) / 7, 0, None)
    bread = np.linalg.pinv(x)
    expected = bread @ (kernel * np.outer(e, e)) @ bread.T
    assert np.allclose(fit(SERIES, 24, season=12, lags=6).covariance, expected, rtol=1e-8)


def test_the_effect_after_a_year_adds_twelve_slopes():
    found = fit(SERIES, 24, season=12, lags=6)
    b, v = found.coefficients, np.array(found.covariance)
    y, se = found.change(12)
    assert y == pytest.approx(b[2] + 12 * b[3])
    assert se == pytest.approx(math.sqrt(np.array([1, 12]) @ v[2:4, 2:4] @ np.array([1, 12])))


def test_the_lags_of_the_reference_follow_from_its_length(constants):
    found = interrupted(SERIES, 24, constants)
    assert found.se == fit(SERIES, 24, season=12, lags=6).change()[1]
    assert (found.design, found.scale) == ("interrupted_series", "lr")
    assert interrupted(SERIES, 24, constants, compared=True).design == "interrupted_series_compared"


def test_too_few_readings_on_a_side_give_no_effect(constants):
    assert interrupted(SERIES, 11, constants) is None
    assert interrupted(SERIES, 37, constants) is None
    assert interrupted(SERIES[12:], 12, constants) is not None


def test_a_series_without_chance_gives_no_error_hence_no_effect(constants):
    assert interrupted([1.0] * 48, 24, constants) is None
    assert interrupted([0.1 * t for t in range(48)], 24, constants) is None


def test_the_error_is_about_the_spread_that_chance_gives(constants):
    """Newey and West’s errors are known to be small in short series: a fifth is forgiven."""
    chance = np.random.default_rng(11)
    found = [interrupted([chance.normal(0, 0.1) for _ in range(120)], 60, constants) for _ in range(300)]
    assert fmean(one.y for one in found) == pytest.approx(0, abs=0.01)
    assert 0.75 < fmean(one.se for one in found) / stdev(one.y for one in found) < 1.05
