"""Many alternatives: the same gains as a comparison gives, the greatest first, within the time that a job has."""

import time

import msgspec
import numpy as np

from tests.vendors.evidence.published import EXAMPLE, SOLUTIONS
from vendors.evidence.compare import compare
from vendors.evidence.comparison import Alternative, Comparison, Indicator
from vendors.evidence.ranking import rank_many
from vendors.evidence.study import Study


def registry(count, indicators, seed=1):
    """Alternatives of which half the cells were measured, one to eight times each."""
    chance = np.random.default_rng(seed)

    def study():
        return Study(
            chance.normal(-0.1, 0.2), chance.uniform(0.03, 0.2), int(chance.integers(0, 5)), chance.uniform(0.2, 1)
        )

    def cells():
        measured = [n for n in range(indicators) if chance.random() < 0.5]
        return {f"i{n}": [study() for _ in range(chance.integers(1, 9))] for n in measured}

    return [Alternative(f"s{n}", cells()) for n in range(count)]


def test_the_same_gains_as_a_comparison_the_greatest_first(constants):
    rows = {one.id: one for one in compare(EXAMPLE, constants).alternatives}
    found = rank_many(msgspec.structs.replace(EXAMPLE, alternatives=[]), iter(SOLUTIONS), constants)
    assert [one.id for one in found] == sorted(rows, key=lambda one: -rows[one].gain_mean)
    for one in found:
        row = rows[one.id]
        gain = (row.gain_mean, row.gain_p10, row.gain_p90, row.p_beats_status_quo, row.cvar10)
        assert (one.gain.mean, one.gain.p10, one.gain.p90, one.gain.beats, one.gain.cvar10) == gain
        assert one.coverage == row.coverage


def test_none_at_all_is_an_empty_list(constants):
    assert rank_many(EXAMPLE, [], constants) == []


def spent(work):
    """Processor time, in seconds: what others do on the machine does not count."""
    begun = time.process_time()
    work()
    return time.process_time() - begun


def test_ten_alternatives_twelve_indicators_ten_thousand_draws_take_a_tenth_of_a_second(constants):
    city = [Indicator(f"i{m}", 100, 150, 60) for m in range(12)]
    comparison = Comparison(city, registry(10, 12), "uniform", 10_000, 7)
    assert min(spent(lambda: compare(comparison, constants)) for _ in range(5)) <= 0.1


def test_eight_hundred_take_three_seconds(constants):
    city = [Indicator(f"i{m}", 100, 150, 60) for m in range(12)]
    alternatives = registry(800, 12)
    comparison = Comparison(city, [], "uniform", 10_000, 7)
    assert min(spent(lambda: rank_many(comparison, alternatives, constants)) for _ in range(2)) <= 3
