"""Effects from readings: which side each is on, and what error it carries."""

import math
from statistics import NormalDist

import numpy as np
import pytest

from vendors.evidence.readings import Reading, change, measured, months, on_scale, sides
from vendors.sources.faults import UnusableError


def years(**values):
    return [Reading(period.strip("y"), value) for period, value in values.items()]


def monthly(values, first=2024):
    return [Reading(f"{first + n // 12}-{n % 12 + 1:02}", value) for n, value in enumerate(values)]


@pytest.mark.parametrize(
    ("began", "before", "after", "mixed"),
    [
        ("2024-03", ["2023"], ["2025"], ["2024"]),
        ("2024-01", ["2023"], ["2024", "2025"], []),
        ("2024", ["2023"], ["2025"], ["2024"]),
        ("2025-12", ["2023", "2024"], [], ["2025"]),
    ],
)
def test_a_year_during_which_the_tool_came_is_on_neither_side(began, before, after, mixed):
    found = sides(years(y2025=1, y2023=1, y2024=1), began)
    assert [[one.period for one in side] for side in (found.before, found.after, found.mixed)] == [before, after, mixed]


def test_the_month_in_which_the_tool_came_is_after():
    found = sides(monthly([1] * 12), "2024-04")
    assert [len(found.before), len(found.after), len(found.mixed)] == [3, 9, 0]
    assert [
        len(side) for side in (sides(monthly([1] * 12), "2024").before, sides(monthly([1] * 12), "2024").mixed)
    ] == [0, 11]


@pytest.mark.parametrize("period", ["", "2024-13", "2024-00", "24", "2024-1", "2024-01-01", "MMXX", "2024-01\n"])
def test_a_period_is_a_year_or_a_month(period):
    with pytest.raises(UnusableError):
        months(period)


def test_before_and_after_by_hand(constants):
    """Logarithms 1, 2, 3 before and 1 after: s² = 2/2, se² = 1·(1/3 + 1/1), widened by 4.303/1.960."""
    found = change([1, 2, 3], [1], constants)
    assert found.y == pytest.approx(-1)
    assert found.se == pytest.approx(math.sqrt(4 / 3) * 4.302653 / 1.959964, rel=1e-6)
    assert found.design == "before_after"


def test_too_few_readings_are_shown_not_pooled(constants):
    assert change([1, 2], [1], constants) is None
    assert change([1, 2, 3, 4], [], constants) is None
    assert change([1, 1, 1], [1, 1], constants) is None
    assert measured(years(y2022=10, y2024=9), "2023", constants) is None


def test_the_widened_interval_holds_what_it_says(constants):
    """With two readings on each side, 95 intervals of 100 hold the true effect of nothing."""
    chance = np.random.default_rng(3)
    point = NormalDist().inv_cdf(0.975)
    found = [
        change([chance.normal(0, 1) for _ in "12"], [chance.normal(0, 1) for _ in "12"], constants) for _ in range(2000)
    ]
    assert sum(abs(one.y) <= point * one.se for one in found) / 2000 == pytest.approx(0.95, abs=0.015)


def test_the_scale_is_that_of_the_indicator(constants):
    readings = years(y2020=60, y2021=62, y2022=64, y2024=80)
    found = measured(readings, "2023", constants, scale="lo")
    before = [math.log(p / (100 - p)) for p in (60, 62, 64)]
    assert found.y == pytest.approx(math.log(4) - sum(before) / 3)
    assert found.scale == "lo"
    assert measured(readings, "2023", constants).y == pytest.approx(math.log(80) - math.log(60 * 62 * 64) / 3)


@pytest.mark.parametrize(
    ("value", "scale"), [(0, "lr"), (-1, "lr"), (math.nan, "lr"), (math.inf, "lr"), (0, "lo"), (100, "lo")]
)
def test_a_value_without_a_logarithm_is_shown_not_pooled(value, scale):
    with pytest.raises(UnusableError):
        on_scale(value, scale)


def test_what_changed_in_a_comparable_place_is_taken_off(constants):
    mine = years(y2020=10, y2021=12, y2022=11, y2024=8)
    theirs = years(y2020=20, y2021=21, y2022=22, y2024=18)
    found = measured(mine, "2023", constants, control=theirs)
    alone, other = measured(mine, "2023", constants), measured(theirs, "2023", constants)
    assert found.y == pytest.approx(alone.y - other.y)
    assert found.se == pytest.approx(math.hypot(alone.se, other.se))
    assert found.design == "difference_in_differences"
    assert measured(mine, "2023", constants, control=theirs[:1]) is None


def test_months_enough_make_an_interrupted_series(constants):
    chance = np.random.default_rng(4)
    values = [math.exp(2 - 0.3 * (n >= 24) + 0.1 * math.sin(n / 2) + chance.normal(0, 0.02)) for n in range(48)]
    found = measured(monthly(values), "2026", constants)
    assert found is None or found.design == "before_after"
    found = measured(monthly(values), "2026-01", constants)
    assert found.design == "interrupted_series"
    assert found.y == pytest.approx(-0.3, abs=0.1)
    hole = [one for one in monthly(values) if one.period != "2025-05"]
    assert measured(hole, "2026-01", constants).design == "before_after"
    flat = monthly([math.exp(2 + 0.1 * math.sin(n / 2)) for n in range(48)])
    compared = measured(monthly(values), "2026-01", constants, control=flat)
    assert compared.design == "interrupted_series_compared"
    assert compared.y == pytest.approx(-0.3, abs=0.05)
