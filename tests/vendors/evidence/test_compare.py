"""The comparison: the worked example, exact results by another way, and who may not move whom."""

import math
from itertools import product
from statistics import NormalDist, fmean

import msgspec
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.vendors.evidence.published import CITY, EXAMPLE, SOLUTIONS, A
from vendors.evidence.annex import annex
from vendors.evidence.compare import compare, draw, gain_of, pooled_cells
from vendors.evidence.comparison import Alternative, Comparison, Indicator
from vendors.evidence.pool import pool
from vendors.evidence.study import Study

FIRST_LAST = {"A": (0.315, 0.250), "B": (0.274, 0.207), "C": (0.369, 0.265), "status_quo": (0.042, 0.278)}
GAINS = {
    "A": (0.636, 0.0768, -0.188, -0.260, 0.170),
    "B": (0.670, 0.0720, -0.147, -0.214, 0.175),
    "C": (0.650, 0.0881, -0.212, -0.293, 0.159),
}
UTILITIES = {"A": (0.4713, 2.37), "B": (0.4665, 2.36), "C": (0.4827, 2.31), "status_quo": (0.3945, 2.96)}
STUDIES = st.builds(Study, st.floats(-0.8, 0.8), st.floats(0.02, 0.5), st.integers(0, 5), st.floats(0.2, 1))
ALTERNATIVES = st.lists(
    st.tuples(
        st.text("abcdeéè'\"", min_size=1, max_size=3),
        st.dictionaries(st.sampled_from([one.id for one in CITY]), st.lists(STUDIES, max_size=3)),
    ),
    min_size=1,
    max_size=4,
    unique_by=lambda one: one[0],
)


def near(expected):
    return pytest.approx(expected, abs=0.015)


def by_id(found):
    return {one.id: one for one in found}


def changed(**fields):
    return msgspec.structs.replace(EXAMPLE, **fields)


def test_the_worked_example(constants):
    found = compare(EXAMPLE, constants)
    rows = by_id([*found.alternatives, found.status_quo])
    assert [one.id for one in found.alternatives] == ["A", "B", "C"]
    for one, expected in FIRST_LAST.items():
        assert (rows[one].p_first, rows[one].p_last) == near(expected)
    for one, expected in GAINS.items():
        row = rows[one]
        assert (row.p_beats_status_quo, row.gain_mean, row.gain_p10, row.cvar10, row.regret) == near(expected)
        assert row.verdict == "a_piloter"
    assert rows["status_quo"].regret == near(0.247)
    assert found.evpi == near(0.159)
    assert [one.coverage for one in found.alternatives] == [2 / 3, 1, 1 / 3]


def test_the_annex_of_the_worked_example(constants):
    for one in annex(EXAMPLE, draw(EXAMPLE, constants)):
        assert one.utility == near(UTILITIES[one.id][0])
        assert one.rank == pytest.approx(UTILITIES[one.id][1], abs=0.03)
        assert (one.acceptability[0], one.acceptability[-1]) == near(FIRST_LAST[one.id])
        assert sum(one.acceptability) == pytest.approx(1)
        assert sum(one.central_weights.values()) == pytest.approx(1)


def test_the_worked_example_with_ordered_weights(constants):
    found = compare(changed(weights="ordinal"), constants)
    assert [one.p_first for one in (*found.alternatives, found.status_quo)] == near([0.318, 0.279, 0.380, 0.023])
    assert found.alternatives[0].coverage == pytest.approx(13 / 18)


def test_the_cells_behind_it(constants):
    assert pooled_cells(EXAMPLE, constants)["A"]["delai311"] == pool(A["delai311"], constants)
    assert pooled_cells(EXAMPLE, constants)["A"]["bris"] == pool([], constants)


def normal_points(pooled, count):
    """Equally likely points of the predictive normal."""
    law = NormalDist(pooled.mean, pooled.sd)
    return [law.inv_cdf((n + 0.5) / count) for n in range(count)]


def steps(indicator, thetas):
    """How far each effect goes beyond the present, by the definition."""

    def worth(value):
        return min(1, max(0, (value - indicator.worst) / (indicator.target - indicator.worst)))

    return [worth(indicator.baseline * math.exp(theta)) - worth(indicator.baseline) for theta in thetas]


def test_one_alternative_and_two_indicators_by_integration(constants):
    """Given d and e, with w uniform, w·d + (1 − w)·e has a known chance to exceed 0 and a known positive part."""
    city = [Indicator("one", 20, 30, 10), Indicator("two", 50, 40, 90)]
    studies = {"one": [Study(-0.3, 0.1, 3, 0.8), Study(-0.1, 0.1, 2, 0.5)], "two": [Study(-0.1, 0.05, 2, 0.9)]}
    chances, positive, means = [], [], []
    pairs = [steps(one, normal_points(pool(studies[one.id], constants), 300)) for one in city]
    for d, e in product(*pairs):
        high, low = max(d, e), min(d, e)
        mixed = high > 0 > low
        chances.append(high / (high - low) if mixed else float(high > 0))
        positive.append(high**2 / (2 * (high - low)) if mixed else max(0, (d + e) / 2))
        means.append((d + e) / 2)
    found = compare(Comparison(city, [Alternative("a", studies)], "uniform", 400_000, 5), constants)
    (row,) = found.alternatives
    assert row.p_beats_status_quo == pytest.approx(fmean(chances), abs=0.004)
    assert row.gain_mean == pytest.approx(fmean(means), abs=0.001)
    assert found.evpi == pytest.approx(fmean(positive) - max(0, fmean(means)), abs=0.001)
    assert row.p_first == row.p_beats_status_quo
    assert row.p_last == pytest.approx(1 - row.p_first, abs=1e-12)


def test_one_indicator_has_the_quantiles_of_its_effect(constants):
    """Without weights to draw, the gain is a decreasing function of one normal effect."""
    city = [Indicator("one", 20, 30, 10)]
    studies = {"one": [Study(-0.2, 0.05, 4, 0.9), Study(-0.15, 0.05, 3, 0.9)]}
    pooled = pool(studies["one"], constants)
    found = compare(Comparison(city, [Alternative("a", studies)], "uniform", 400_000, 5), constants).alternatives[0]
    law = NormalDist(pooled.mean, pooled.sd)
    assert found.gain_p10 == pytest.approx(steps(city[0], [law.inv_cdf(0.9)])[0], abs=0.004)
    assert found.gain_p90 == pytest.approx(steps(city[0], [law.inv_cdf(0.1)])[0], abs=0.004)
    assert found.p_beats_status_quo == pytest.approx(law.cdf(0), abs=0.003)
    tail = steps(city[0], [law.inv_cdf(0.9 + (n + 0.5) / 10_000) for n in range(1000)])
    assert found.cvar10 == pytest.approx(fmean(tail), abs=0.004)


def test_log_odds_by_hand(constants):
    """One sure study doubles the odds of 50 %: two in three, half the way from 50 to 83.3."""
    city = [Indicator("share", 50, 50, 500 / 6, "lo")]
    sure = {"share": [Study(math.log(2), 1e-6)] * 60}
    found = compare(Comparison(city, [Alternative("a", sure)], "uniform", 10_000, 1), constants).alternatives[0]
    assert found.gain_mean == pytest.approx(0.5, abs=0.02)
    assert found.verdict == "favorable"


@settings(max_examples=40, deadline=None)
@given(made=ALTERNATIVES, weights=st.sampled_from(["uniform", "ordinal", {"bris": 2.0, "satisf": 1.0}]), data=st.data())
def test_nobody_is_moved_by_the_others(constants, made, weights, data):
    """Exact: gain, chance to do better, worst tenth and coverage are those of the alternative alone."""
    alternatives = [Alternative(one, studies) for one, studies in made]
    together = changed(alternatives=data.draw(st.permutations(alternatives)), weights=weights, draws=301)
    rows = by_id(compare(together, constants).alternatives)
    for one in alternatives:
        (alone,) = compare(msgspec.structs.replace(together, alternatives=[one]), constants).alternatives
        row = rows[one.id]
        own = ("gain_mean", "gain_p10", "gain_p90", "p_beats_status_quo", "cvar10", "coverage")
        assert [getattr(row, name) for name in own] == [getattr(alone, name) for name in own]


@settings(max_examples=40, deadline=None)
@given(made=ALTERNATIVES, draws=st.integers(1, 60))
def test_what_always_holds(constants, made, draws):
    found = compare(changed(alternatives=[Alternative(*one) for one in made], draws=draws), constants)
    rows = [*found.alternatives, found.status_quo]
    assert sum(one.p_first for one in rows) == pytest.approx(1)
    assert sum(one.p_last for one in rows) == pytest.approx(1)
    assert found.evpi == min(one.regret for one in rows) >= 0
    best, unchanged = max(one.gain_mean for one in rows), found.status_quo
    assert unchanged.regret - found.evpi == pytest.approx(best, abs=1e-12)
    for one in found.alternatives:
        assert -1 <= one.cvar10 <= one.gain_mean <= 1
        assert one.gain_p10 <= one.gain_p90
        assert 0 <= one.coverage <= 1
        assert unchanged.regret - one.regret == pytest.approx(one.gain_mean, abs=1e-12)
        if not any(study.level > 0 for studies in dict(made)[one.id].values() for study in studies):
            assert (one.coverage, one.verdict) == (0, "preuve_insuffisante")


def test_a_statement_changes_nothing(constants):
    boasting = [
        Alternative(one.id, one.studies | {"bris": [*one.studies.get("bris", []), Study(-3, 0.01, 0)]})
        for one in SOLUTIONS
    ]
    assert compare(changed(alternatives=boasting), constants) == compare(EXAMPLE, constants)


def test_level_one_alone_covers_nothing(constants):
    weak = {one.id: [Study(-0.5, 0.05, 1)] for one in CITY}
    assert compare(changed(alternatives=[Alternative("w", weak)]), constants).alternatives[0].coverage == 0


def test_two_runs_agree_and_another_seed_differs(constants):
    assert compare(EXAMPLE, constants) == compare(EXAMPLE, constants)
    assert compare(changed(seed=2), constants) != compare(EXAMPLE, constants)


def test_a_city_at_its_worst_cannot_do_worse(constants):
    city = [Indicator("one", 30, 30, 10)]
    found = compare(Comparison(city, [Alternative("a", {})], "uniform", 1000, 1), constants).alternatives[0]
    assert found.gain_p10 == found.cvar10 == 0
    assert found.p_beats_status_quo == pytest.approx(0.5, abs=0.001)


def test_the_worst_tenth_of_few_draws_is_the_worst_one():
    found = gain_of(np.array([0.5, -0.25, 0.0]), np.zeros(3))
    assert (found.cvar10, found.beats) == (-0.25, 1 / 3)
