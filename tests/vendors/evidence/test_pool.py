"""What to expect in a new city: the worked example, the same by another way, and what must always hold."""

import math
from statistics import NormalDist

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.vendors.evidence.published import A, B, C
from vendors.evidence.pool import adjusted, pool, pool_on
from vendors.evidence.study import Study

EXPECTED = {
    "A": (A, {"delai311": (-0.1314, 0.1954), "bris": (0, 0.3195), "satisf": (0.0381, 0.2009)}),
    "B": (B, {"delai311": (-0.1102, 0.1402), "bris": (-0.0408, 0.2657), "satisf": (0.0271, 0.1410)}),
    "C": (C, {"delai311": (-0.0891, 0.3035), "bris": (-0.1505, 0.2235), "satisf": (0, 0.3195)}),
}
EFFECTS = st.floats(-0.8, 0.8)
ERRORS = st.floats(0.01, 1)
LEVELS = st.integers(1, 5)
LIKENESS = st.floats(0.2, 1)
STUDIES = st.lists(st.builds(Study, EFFECTS, ERRORS, LEVELS, LIKENESS), max_size=6)


@pytest.mark.parametrize("one", EXPECTED)
def test_the_worked_example(constants, one):
    studies, expected = EXPECTED[one]
    for indicator, (mean, sd) in expected.items():
        found = pool(studies.get(indicator, []), constants)
        assert found.mean == pytest.approx(mean, abs=1e-4)
        assert found.sd == pytest.approx(sd, abs=1e-4)


def test_the_adjusted_variances_of_the_example(constants):
    assert [round(adjusted(one, constants), 5) for one in A["delai311"]] == [0.02222, 0.07733, 0.14062, 0.0488]
    assert adjusted(C["delai311"][0], constants) == pytest.approx(0.325)


def by_integration(studies, constants):
    """Mean and predictive deviation without the closed form: the posterior of μ summed over a grid, for each τ."""
    points = [n / 200 for n in range(-300, 301)]
    variances = [adjusted(one, constants) for one in studies]
    total = first = second = 0.0
    for n in range(constants.tau_points):
        tau = constants.tau_largest * n / (constants.tau_points - 1)
        likely = [NormalDist(one.y, math.sqrt(v + tau**2)) for one, v in zip(studies, variances, strict=True)]
        for mu in points:
            density = NormalDist(0, constants.prior_sd).pdf(mu) * NormalDist(0, constants.tau_sd).pdf(tau)
            density *= math.prod(one.pdf(mu) for one in likely)
            total += density
            first += density * mu
            second += density * (mu**2 + tau**2)
    mean = first / total
    return mean, math.sqrt(second / total - mean**2)


@pytest.mark.parametrize(
    "studies", [[], A["delai311"], C["delai311"], C["bris"], [Study(0.7, 0.1, 5), Study(-0.7, 0.1, 5)]]
)
def test_the_same_by_integration(constants, studies):
    found = pool(studies, constants)
    mean, sd = by_integration(studies, constants)
    assert found.mean == pytest.approx(mean, abs=1e-8)
    assert found.sd == pytest.approx(sd, abs=1e-8)


def test_no_study_is_no_effect_until_shown(constants):
    found = pool([], constants)
    assert (found.k, found.mean) == (0, 0.0)
    assert round(found.sd, 4) == 0.3195
    assert found.mean_sd == pytest.approx(0.25)


def test_one_point_and_no_prior_is_dersimonian_and_laird(bcg):
    tau = math.sqrt(0.3087602628623764)
    found = pool_on(
        [one.y for one in bcg], [one.se**2 for one in bcg], [tau], prior_sd=math.inf, tau_sd=math.inf
    )  # fmt: skip
    assert found.mean == pytest.approx(-0.7141172, abs=1e-6)
    assert found.mean_sd == pytest.approx(0.1787421, abs=1e-6)
    assert found.sd == pytest.approx(math.hypot(0.1787421, tau), abs=1e-6)


@given(studies=STUDIES, y=st.floats(-5, 5), se=ERRORS, place=st.integers(0, 6))
def test_what_is_declared_or_of_unknown_likeness_changes_nothing(constants, studies, y, se, place):
    before = pool(studies, constants)
    for added in (Study(y, se, 0), Study(y, se, 4, None)):
        assert pool([*studies[:place], added, *studies[place:]], constants) == before


@given(y=EFFECTS, se=ERRORS, level=LEVELS, likeness=LIKENESS, more=st.floats(1, 3))
def test_a_weaker_study_never_leads_to_expect_more(constants, y, se, level, likeness, more):
    mean = abs(pool([Study(y, se, level, likeness)], constants).mean)
    weaker = [Study(y, se * more, level, likeness), Study(y, se, level, max(0.2, likeness / more))]
    weaker += [Study(y, se, level - 1, likeness)] if level > 1 else []
    for one in weaker:
        assert abs(pool([one], constants).mean) <= mean + 1e-12


@given(studies=STUDIES)
def test_a_mirrored_effect_is_expected_mirrored(constants, studies):
    found = pool(studies, constants)
    mirrored = pool([Study(-one.y, one.se, one.level, one.similarity) for one in studies], constants)
    assert mirrored.mean == pytest.approx(-found.mean, abs=1e-12)
    assert mirrored.sd == pytest.approx(found.sd, rel=1e-9)


@given(studies=st.lists(st.builds(Study, EFFECTS, ERRORS, LEVELS, LIKENESS), min_size=1, max_size=6))
def test_it_is_never_larger_than_the_largest_measured(constants, studies):
    found = pool(studies, constants)
    assert min(0, *(one.y for one in studies)) - 1e-12 <= found.mean <= max(0, *(one.y for one in studies)) + 1e-12
    assert 0 < found.mean_sd <= found.sd


def test_a_very_sure_study_is_believed_without_losing_digits(constants):
    found = pool([Study(0.3, 1e-9), Study(0.3, 1e-9)], constants)
    assert found.mean == pytest.approx(0.3, abs=0.02)
    assert math.isfinite(found.sd)
