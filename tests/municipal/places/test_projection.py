"""The plane of Québec’s maps, held against the published example of the formulas, PROJ’s values, and geometry."""

from math import cos, hypot, radians, sin, sqrt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from municipal.places.projection import QUEBEC, Conic, projected

LATITUDES = st.floats(45, 62.5)
LONGITUDES = st.floats(-79.8, -57)
# NAD27 / Texas South Central, in US survey feet: the worked example of IOGP Publication 373-7-2, method 9802.
TEXAS = Conic(28 + 23 / 60, 30 + 17 / 60, 27 + 50 / 60, -99.0, 20_925_832.16, 1 / 294.97870)


def test_the_worked_example_of_the_formulas_comes_out():
    east, north = projected(28.5, -96.0, TEXAS)
    assert 2_000_000 + east == pytest.approx(2_963_503.91, abs=0.01)
    assert north == pytest.approx(254_759.80, abs=0.01)


@pytest.mark.parametrize(
    ("latitude", "longitude", "east", "north"),
    [
        # PROJ 9, EPSG:4269 to EPSG:32198.
        (46.8139, -71.2082, -206_315.639, 317_060.937),
        (45.5019, -73.5674, -396_128.662, 181_396.899),
        (62.4167, -77.9167, -488_490.784, 2_075_311.918),
        (51.4333, -57.1333, 781_634.247, 886_642.306),
        (48.1003, -77.7828, -686_915.794, 500_413.682),
    ],
)
def test_places_of_quebec_are_where_proj_puts_them(latitude, longitude, east, north):
    assert projected(latitude, longitude) == pytest.approx((east, north), abs=0.001)


def test_the_origin_is_where_its_two_lines_cross():
    assert projected(QUEBEC.latitude, QUEBEC.longitude) == pytest.approx((0, 0), abs=1e-6)


@settings(max_examples=50, deadline=None)
@given(LATITUDES)
def test_the_central_meridian_goes_straight_north(latitude):
    east, north = projected(latitude, -68.5)
    assert east == pytest.approx(0, abs=1e-6)
    assert north > projected(latitude - 0.1, -68.5)[1]


@settings(max_examples=50, deadline=None)
@given(LATITUDES, st.floats(0, 11))
def test_east_mirrors_west(latitude, away):
    east, north = projected(latitude, -68.5 + away)
    west, same = projected(latitude, -68.5 - away)
    assert (east, north) == pytest.approx((-west, same), abs=1e-6)


@settings(max_examples=50, deadline=None)
@given(LATITUDES, LONGITUDES)
def test_the_map_is_conformal_a_step_east_is_as_long_as_a_step_north_and_square_to_it(latitude, longitude):
    # Steps of ten metres on the ellipsoid: the radius across (N) and along (M) the meridian.
    squared = QUEBEC.flattening * (2 - QUEBEC.flattening)
    bulge = 1 - squared * sin(radians(latitude)) ** 2
    across, along = QUEBEC.axis / sqrt(bulge), QUEBEC.axis * (1 - squared) / bulge**1.5
    step = 1e-6
    x, y = projected(latitude, longitude)
    to_east = [a - b for a, b in zip(projected(latitude, longitude + step), (x, y), strict=True)]
    to_north = [a - b for a, b in zip(projected(latitude + step, longitude), (x, y), strict=True)]
    scale_east = hypot(*to_east) / (radians(step) * across * cos(radians(latitude)))
    scale_north = hypot(*to_north) / (radians(step) * along)
    assert scale_east == pytest.approx(scale_north, rel=1e-5)
    assert to_east[0] * to_north[0] + to_east[1] * to_north[1] == pytest.approx(0, abs=1e-4)


@pytest.mark.parametrize("parallel", [46.0, 60.0])
def test_a_standard_parallel_keeps_its_length(parallel):
    squared = QUEBEC.flattening * (2 - QUEBEC.flattening)
    across = QUEBEC.axis / sqrt(1 - squared * sin(radians(parallel)) ** 2)
    (west, low), (east, high) = projected(parallel, -70.0), projected(parallel, -69.999)
    assert hypot(east - west, high - low) == pytest.approx(radians(0.001) * across * cos(radians(parallel)), rel=1e-6)


def test_a_distance_near_a_standard_parallel_is_true_within_a_thousandth():
    # Montréal to Trois-Rivières, the geodesic on GRS 1980 by GeographicLib: 122 701,6 m.
    away = hypot(*(a - b for a, b in zip(projected(45.5019, -73.5674), projected(46.3432, -72.5432), strict=True)))
    assert away == pytest.approx(122_701.6, rel=0.001)
