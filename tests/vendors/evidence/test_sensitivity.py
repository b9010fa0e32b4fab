"""What would change the answer: against a second way of computing it, and against answers known by hand."""

import math
from statistics import NormalDist

import pytest

from vendors.evidence.compare import STATUS_QUO, compare
from vendors.evidence.comparison import Alternative, Comparison, Indicator
from vendors.evidence.pool import pool
from vendors.evidence.sensitivity import Part, parts, shares_of, turns
from vendors.evidence.study import Study

DELAY = Indicator("delay", 12, 16, 6)
BREAKS = Indicator("breaks", 24, 30, 12)


def comparison(weights="uniform", draws=4000, **studies):
    alternatives = [Alternative(name, cells) for name, cells in studies.items()]
    return Comparison([DELAY, BREAKS], alternatives, weights, draws, 1)


def proof(y, se=0.1, level=3, similarity=0.8):
    return [Study(y, se, level, similarity)]


WORLD = comparison(A={"delay": proof(-0.3)}, B={"breaks": proof(-0.25), "delay": proof(0.1)})


def test_the_gains_of_the_parts_add_up_to_the_gain_of_the_whole(constants):
    told = comparison({"delay": 2, "breaks": 1}, A={"delay": proof(-0.3)}, B={"breaks": proof(-0.25)})
    found = parts(told, constants)
    for row in compare(told, constants).alternatives:
        own = {one.indicator: one.gain for one in found if one.alternative == row.id}
        assert (2 * own["delay"] + own["breaks"]) / 3 == pytest.approx(row.gain_mean, abs=1e-12)


def test_the_value_of_one_study_is_that_of_plain_quantiles(constants):
    """E[max(E[gain | θ], others)] − max E[gain], over equally likely effects, without numpy."""
    found = {(one.alternative, one.indicator): one for one in parts(WORLD, constants)}
    totals = {name: sum(one.gain for one in found.values() if one.alternative == name) / 2 for name in "AB"}
    pooled = pool(WORLD.alternatives[0].studies["delay"], constants)
    count = 20_000
    effects = (pooled.mean + pooled.sd * NormalDist().inv_cdf((n + 0.5) / count) for n in range(count))
    gains = [min(1, max(0, (12 * math.exp(theta) - 16) / -10)) - 0.4 for theta in effects]
    mean = sum(gains) / count
    others = max(totals["B"], 0)
    exact = sum(max(totals["A"] + (one - mean) / 2, others) for one in gains) / count - max(totals["A"], others)
    assert found["A", "delay"].knowing == pytest.approx(exact, abs=0.002)


def test_knowing_one_effect_is_never_worth_more_than_knowing_all(constants):
    evpi = compare(WORLD, constants).evpi
    assert all(0 <= one.knowing <= evpi for one in parts(WORLD, constants))


def test_an_indicator_that_weighs_nothing_is_worth_no_study(constants):
    told = comparison({"delay": 1, "breaks": 0}, A={"delay": proof(-0.3)}, B={})
    assert [one.knowing for one in parts(told, constants) if one.indicator == "breaks"] == [0, 0]


def gains(**cells):
    return [Part(name, of, gain, 0.0) for name, row in cells.items() for of, gain in row.items()]


def test_a_turn_is_where_two_gains_cross():
    """A gains 0.2 and 0; B gains 0 and 0.1: equal where 0.2·s = 0.1·(1 − s), at one third."""
    told = comparison(A={}, B={})
    found = turns(told, gains(A={"delay": 0.2, "breaks": 0.0}, B={"delay": 0.0, "breaks": 0.1}))
    assert [(one.indicator, one.now, one.then) for one in found] == [("breaks", "A", "B"), ("delay", "A", "B")]
    assert [one.at for one in found] == pytest.approx([2 / 3, 1 / 3])
    assert [one.share for one in found] == [0.5, 0.5]


def test_changing_nothing_may_come_to_gain_most():
    found = turns(comparison(A={}), gains(A={"delay": 0.2, "breaks": -0.1}))
    assert {(one.indicator, one.then) for one in found} == {("delay", STATUS_QUO), ("breaks", STATUS_QUO)}


def test_what_gains_most_everywhere_is_never_overtaken():
    told = comparison(A={}, B={})
    assert turns(told, gains(A={"delay": 0.2, "breaks": 0.2}, B={"delay": 0.1, "breaks": 0.1})) == []


def test_an_only_indicator_leaves_nothing_to_weigh(constants):
    told = Comparison([DELAY], [Alternative("A", {})], "uniform", 10, 1)
    assert turns(told, parts(told, constants)) == []
    assert shares_of(told).tolist() == [1]
