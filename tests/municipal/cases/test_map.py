"""The drawing of the map: each thing in its frame, circles apart, names that cover nothing, no anonymous city."""

import re
from itertools import combinations
from math import hypot

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from municipal.cases.cards import card
from municipal.cases.map import FURTHEST, WIDTH, drawing, furthest
from municipal.cases.queries import cases
from municipal.places.points import Point

HERE = card(next(row for row in cases("fr", demo=True) if row.municipality), "fr")


def told(code, state="in_use", **more):
    """A case of a city."""
    named = {"id": f"{code}-{state}", "municipality": code, "city": f"Ville {code}", "state": state}
    return msgspec.structs.replace(HERE, case=msgspec.structs.replace(HERE.case, **(named | more)))


def plain(*places, region="Une"):
    """Municipalities at these places (kilometres), by their codes `00000`, `00001`…"""
    return {
        f"{n:05}": Point(f"{n:05}", f"Ville {n:05}", region, (east * 1000.0, north * 1000.0))
        for n, (east, north) in enumerate(places)
    }


def spots(path):
    return [(float(x), float(y)) for x, y in re.findall(r"M([\d.-]+) ([\d.-]+)h0", path)]


KILOMETRES = st.tuples(st.integers(-680, 780), st.integers(100, 900))


@settings(max_examples=50, deadline=None)
@given(st.lists(KILOMETRES, min_size=1, max_size=40, unique=True))
def test_every_municipality_is_a_dot_inside_the_frame_and_north_is_up(places):
    points = plain(*places)
    drawn = drawing(points, [])
    found = spots(drawn.dots)
    assert all(0 <= x <= WIDTH and 0 <= y <= drawn.height for x, y in found)
    assert len(found) <= len(places)
    west, east = min(places), max(places)
    if east[0] - west[0] > 100:
        assert min(x for x, _y in found) < max(x for x, _y in found)
    if len(places) > 1 and len(found) == len(places):
        order = sorted(range(len(places)), key=lambda n: (-places[n][1], n))
        assert [found[n][1] for n in order] == sorted(y for _x, y in found)


@settings(max_examples=30, deadline=None)
@given(st.lists(KILOMETRES, min_size=2, max_size=15, unique=True))
def test_circles_never_cover_each_other_and_names_cover_no_circle(places):
    points = plain(*places)
    drawn = drawing(points, [told(code) for code in points])
    assert {mark.code for mark in drawn.marks} == set(points)
    # A circle at the edge of the drawing was brought back into it: apart from those, all have room.
    inner = [mark for mark in drawn.marks if 30 < mark.x < WIDTH - 30 and 30 < mark.y < drawn.height - 30]
    for one, other in combinations(inner, 2):
        assert hypot(one.x - other.x, one.y - other.y) >= one.radius + other.radius - 0.5
    for mark in drawn.marks:
        assert mark.radius <= mark.x <= WIDTH - mark.radius
        assert mark.radius <= mark.y <= drawn.height - mark.radius
    for named in [mark for mark in drawn.marks if mark.name_x is not None]:
        to_the_right = named.anchor == "start"
        for other in drawn.marks:
            if other is not named and abs(other.y - named.y) < other.radius:
                between = named.x < other.x < named.name_x if to_the_right else named.name_x < other.x < named.x
                assert not between


def test_two_cities_in_one_spot_part_and_a_line_leads_to_where_they_are():
    points = plain((0, 300), (0, 300), (300, 500))
    marks = drawing(points, [told("00000"), told("00001", "pilot"), told("00002")]).marks
    close = [mark for mark in marks if mark.code != "00002"]
    assert (close[0].place_x, close[0].place_y) == (close[1].place_x, close[1].place_y)
    assert abs(close[0].x - close[1].x) >= 16


def test_four_cases_make_a_circle_twice_as_wide_as_one():
    points = plain((0, 300), (300, 500))
    four = [told("00000", state) for state in ("in_use", "pilot", "stopped", "idea")]
    large, small = drawing(points, [*four, told("00001")]).marks
    assert large.radius == pytest.approx(2 * small.radius)
    assert len(large.cards) == 4


def test_a_city_bears_the_sign_of_its_furthest_case():
    assert furthest(["stopped", "pilot"]) == "pilot"
    assert furthest(["unknown", "idea"]) == "idea"
    assert furthest(reversed(FURTHEST)) == "in_use"


def test_a_case_without_a_municipality_or_of_an_unknown_place_has_no_circle():
    points = plain((0, 300)) | {"00009": Point("00009", "Nulle part", "Une", None)}
    drawn = drawing(points, [told("00009"), told("77777"), told(None)])
    assert drawn.marks == []


def test_a_region_is_drawn_larger_and_holds_only_its_own_circles():
    points = plain((0, 300), (40, 320)) | {"00009": Point("00009", "Loin", "Autre", (500_000.0, 700_000.0))}
    whole = drawing(points, [told("00000"), told("00001"), told("00009")])
    near = drawing(points, [told("00000"), told("00001"), told("00009")], "Une")

    def apart(drawn):
        here = {mark.code: mark for mark in drawn.marks}
        return hypot(here["00000"].place_x - here["00001"].place_x, here["00000"].place_y - here["00001"].place_y)

    assert {mark.code for mark in near.marks} == {"00000", "00001"}
    assert apart(near) > 3 * apart(whole)


def test_villages_of_the_far_north_are_counted_out_of_the_frame_until_one_has_a_case():
    points = plain((0, 300), (300, 500), (-400, 2000))
    without = drawing(points, [told("00000")])
    assert (without.beyond, len(spots(without.dots))) == (1, 2)
    within = drawing(points, [told("00002")])
    assert (within.beyond, len(spots(within.dots))) == (0, 3)


def test_a_world_without_any_place_has_an_empty_map():
    drawn = drawing({}, [])
    assert (drawn.dots, drawn.marks) == ("", [])
