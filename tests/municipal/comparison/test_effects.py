"""Counts stand in for the readings where these are too few to tell their own error."""

import math

import pytest

from municipal.comparison.basis import Basis
from municipal.comparison.effects import derive
from municipal.evidence import the_constants
from municipal.indicators.queries import Point


def basis(one="bris-aqueduc-100km", scale="lr"):
    rest = {"name": "", "unit": "", "dimension": "health", "domains": [], "polarity": "less", "since": 2015}
    return Basis(id=one, scale=scale, baseline=10, how="reading", points=[], worst=20, target=5, source="", **rest)


def point(period, value, counted=None):
    return Point(period, value, "Registre", counted)


def derived(mine, theirs=(), **more):
    return derive(mine, theirs, "2022", basis(**more), the_constants())


def test_counts_give_the_change_of_the_rate_and_the_error_of_counting():
    """240 breaks over 10 hundred km, then 180 over 10: the reference of the notes, without its control."""
    found = derived([point("2021", 24, 240), point("2023", 18, 180)])
    assert found.way == "counts"
    assert found.effect.y == pytest.approx(math.log(180 / 240))
    assert found.effect.se == pytest.approx(math.sqrt(1 / 240 + 1 / 180))
    assert found.effect.design == "before_after"


def test_counts_beside_a_comparable_place_give_the_reference_of_the_notes():
    found = derived([point("2021", 24, 240), point("2023", 18, 180)], [point("2021", 41, 410), point("2023", 39, 390)])
    assert found.effect.y == pytest.approx(-0.237672, abs=1e-6)
    assert found.effect.se == pytest.approx(0.121348, abs=1e-6)
    assert found.effect.design == "difference_in_differences"


def test_a_network_that_grows_is_an_exposure_that_grows():
    found = derived([point("2021", 20, 200), point("2023", 20, 400)])
    assert found.effect.y == pytest.approx(0)


def test_readings_that_tell_their_error_come_before_counts():
    few = [point("2019", 25, 250), point("2020", 22, 220), point("2021", 24, 240), point("2023", 18, 180)]
    assert derived(few).way == "readings"


@pytest.mark.parametrize(
    "mine",
    [
        [point("2021", 24, 240), point("2023", 18)],
        [point("2021", 24, 240), point("2023", 18, 0)],
        [point("2021", 24, 240)],
        [],
    ],
)
def test_what_has_no_count_on_a_side_tells_nothing(mine):
    assert derived(mine).effect is None


def test_a_count_behind_a_delay_is_no_rate():
    assert derived([point("2021", 24, 240), point("2023", 18, 180)], one="permis-delai-jours").effect is None


def test_a_zero_has_no_logarithm_and_says_so():
    found = derived([point("2019", 4), point("2020", 5), point("2021", 4), point("2023", 0)])
    assert found.without_logarithm
    assert found.effect is None
