"""Likeness, by hand and over the municipalities of Québec."""

import csv
import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from municipal.paths import SEED
from vendors.evidence.similarity import City, city, distances, likeness, ranges


@pytest.fixture(scope="module")
def quebec():
    with (SEED / "municipalities.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(line for line in file if not line.startswith("#")))
    return {
        row["code"]: city(
            population=float(row["population"]), area_km2=float(row["area_km2"] or 0), region=row["region_code"]
        )
        for row in rows
    }


def test_by_hand(constants):
    one = city(population=1000, area_km2=100, vitality=5, region="01")
    other = city(population=10_000, area_km2=100, vitality=-5, region="02")
    spans = {"population": math.log(1000), "density": math.log(10_000), "vitality": 40.0}
    assert distances(one, other, spans) == pytest.approx(
        {"density": 1 / 4, "population": 1 / 3, "region": 1, "vitality": 1 / 4}
    )
    assert likeness(one, other, spans, constants) == pytest.approx(1 - (1 / 4 + 1 / 3 + 1 + 1 / 4) / 4)


def test_the_examples_of_the_method(quebec, constants):
    """Computed from an older list: Saguenay–Sherbrooke 0.626, Saguenay–Montréal 0.501, Pohénégamook–Auclair 0.941."""
    spans = ranges(quebec.values())
    for one, other, told in [("94068", "43027", 0.626), ("94068", "66023", 0.501), ("13095", "13045", 0.941)]:
        assert likeness(quebec[one], quebec[other], spans, constants) == pytest.approx(told, abs=0.015)


def test_a_city_is_like_itself_and_likeness_has_no_direction(quebec, constants):
    spans = ranges(quebec.values())
    codes = sorted(code for code, one in quebec.items() if len(one.numbers) == 2)
    for one, other in zip(codes[::97], codes[50::97], strict=False):
        assert likeness(quebec[one], quebec[one], spans, constants) == 1
        there = likeness(quebec[one], quebec[other], spans, constants)
        assert there == likeness(quebec[other], quebec[one], spans, constants)
        assert 0.2 <= there < 1


def test_with_fewer_than_three_features_it_is_unknown_never_a_number(constants):
    one = city(population=1000, area_km2=None, region="01")
    spans = {"population": 5.0, "density": 5.0, "vitality": 5.0}
    assert likeness(one, one, spans, constants) is None
    assert likeness(one, city(population=1000, area_km2=10, vitality=1, region="01"), spans, constants) is None
    assert likeness(city(population=0, area_km2=10, vitality=1, region="01"), one, spans, constants) is None
    assert likeness(City({}, {}), City({}, {}), spans, constants) is None


def test_nobody_is_less_like_than_the_floor(constants):
    one = city(population=1, area_km2=1000, vitality=-20, region="01")
    other = city(population=1e6, area_km2=1, vitality=20, region="02")
    assert likeness(one, other, ranges([one, other]), constants) == 0.2


def test_a_feature_that_all_share_says_nothing_unless_a_stranger_differs(constants):
    cities = [city(population=p, area_km2=10, vitality=3) for p in (100, 200)]
    spans = ranges(cities)
    assert distances(*cities, spans)["vitality"] == 0
    assert distances(cities[0], city(population=100, area_km2=10, vitality=4), spans)["vitality"] == 1


@given(st.lists(st.floats(-5, 5), min_size=3, max_size=3), st.lists(st.floats(-5, 5), min_size=3, max_size=3))
def test_likeness_stays_within_its_bounds(constants, one, other):
    spans = {"a": 10.0, "b": 10.0, "c": 10.0}
    found = likeness(
        City(dict(zip("abc", one, strict=True)), {}), City(dict(zip("abc", other, strict=True)), {}), spans, constants
    )
    assert 0.2 <= found <= 1
