"""The audit line against metafor, statsmodels and PyMARE on the vaccine trials; no study, one study."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.vendors.evidence.published import A
from vendors.evidence.audit import Audit, audit, prediction_interval
from vendors.evidence.pool import cell
from vendors.evidence.study import Study


def near(expected):
    return pytest.approx(expected, abs=1e-4)


def test_equal_effects(bcg, constants):
    found = audit(bcg, "ee", constants)
    assert (found.k, found.tau2) == (13, 0)
    assert found.mean == near(-0.4303)
    assert found.ci95 == near((-0.5097, -0.3509))
    assert found.q == near(152.2330)


def test_dersimonian_and_laird(bcg, constants):
    found = audit(bcg, "dl", constants)
    assert found.tau2 == near(0.3088)
    assert found.mean == near(-0.7141)
    assert found.ci95 == near((-1.0644, -0.3638))
    assert found.mean / found.se == near(-3.9952)
    assert found.i2 == near(92.1173)
    assert np.exp(found.mean) == near(0.4896)
    assert np.exp(found.ci95) == near((0.3449, 0.6950))


def test_restricted_likelihood(bcg, constants):
    found = audit(bcg, "reml", constants)
    assert found.tau2 == pytest.approx(0.31324, abs=1e-5)
    assert found.mean == pytest.approx(-0.714532, abs=1e-6)
    assert found.se == pytest.approx(0.17978, abs=1e-5)


def test_paule_and_mandel(bcg, constants):
    found = audit(bcg, "pm", constants)
    assert found.tau2 == pytest.approx(0.318068, abs=1e-6)
    assert found.mean == pytest.approx(-0.714968, abs=1e-6)


def test_hartung_and_knapp(bcg, constants):
    found = audit(bcg, "dl", constants, hartung_knapp=True)
    assert found.se == pytest.approx(0.180697, abs=1e-6)
    assert (found.se / audit(bcg, "dl", constants).se) ** 2 == pytest.approx(1.021990, abs=1e-6)
    assert found.ci95 == pytest.approx((-1.10782, -0.32041), abs=1e-5)


def test_prediction_intervals(bcg, constants):
    found = audit(bcg, "dl", constants)
    expected = {None: (-1.85815, 0.42992), 12: (-1.98590, 0.55766), 11: (-1.99884, 0.57060)}
    for degrees, interval in expected.items():
        assert prediction_interval(found.mean, found.se, found.tau2, degrees=degrees) == pytest.approx(
            interval, abs=1e-5
        )


def test_the_example_pools_adjusted_variances(constants):
    found = audit([*A["delai311"], Study(-3, 0.01, 0)], "dl", constants)
    assert (found.k, found.tau2, found.i2) == (4, 0, 0)
    assert (found.mean, found.q, found.se) == near((-0.1818, 1.8494, 0.1081))


@pytest.mark.parametrize("method", ["ee", "dl", "pm", "reml"])
def test_no_study_and_one_study(constants, method):
    assert audit([Study(1, 1, 0)], method, constants) == Audit(0)
    found = audit([Study(0.3, 0.1)], method, constants)
    assert (found.k, found.mean, found.tau2, found.q, found.i2) == (1, pytest.approx(0.3), 0, pytest.approx(0), 0)
    assert found.se == pytest.approx(0.1)
    assert audit([Study(0.3, 0.1)], method, constants, hartung_knapp=True).ci95 is None


@pytest.mark.parametrize("method", ["ee", "dl", "pm", "reml"])
def test_studies_that_agree_leave_the_error_as_it_is(constants, method):
    studies = [Study(0.3, 0.1), Study(0.3, 0.2), Study(0.3, 0.3)]
    plain, corrected = (audit(studies, method, constants, hartung_knapp=one) for one in (False, True))
    assert plain.tau2 == 0
    assert corrected.se == plain.se
    assert corrected.ci95[1] - 0.3 == pytest.approx(4.302653 * plain.se, rel=1e-6)


@given(
    studies=st.lists(
        st.builds(Study, st.floats(-20, 20), st.floats(1e-9, 1e6), st.integers(0, 5), st.floats(1e-9, 1)), max_size=5
    ),
    method=st.sampled_from(["ee", "dl", "pm", "reml"]),
    corrected=st.booleans(),
)
def test_whatever_is_accepted_gives_numbers(constants, studies, method, corrected):
    found = audit(studies, method, constants, hartung_knapp=corrected)
    values = [found.mean, found.tau2, found.q, found.i2, found.se, *(found.ci95 or ())] if found.k else []
    assert np.isfinite(values).all()
    assert not found.k or (found.tau2 >= 0 and found.se > 0 and 0 <= found.i2 <= 100)


@given(st.lists(st.builds(Study, st.floats(-2, 2), st.floats(0.05, 0.5)), min_size=2, max_size=6))
def test_restricted_likelihood_is_greatest_where_it_says(constants, studies):
    y, v = cell(studies, constants)

    def log_likelihood(tau2):
        w = 1 / (v + tau2)
        mean = (w * y).sum() / w.sum()
        return np.log(w).sum() - np.log(w.sum()) - (w * (y - mean) ** 2).sum()

    found = audit(studies, "reml", constants).tau2
    assert all(log_likelihood(found) >= log_likelihood(other) - 1e-9 for other in np.linspace(0, 8, 400))
