"""What moved: the side that is wished for, a share that counts as the same, seasons, and another way of counting."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from municipal.indicators.dimensions import numbers
from municipal.indicators.moved import moved
from municipal.indicators.queries import Point


def points(*values, first=2020, changed=()):
    return [Point(str(first + n), value, "s", None, first + n in changed) for n, value in enumerate(values)]


def months(values, first=(2023, 1)):
    year, month = first
    made = []
    for value in values:
        made.append(Point(f"{year}-{month:02}", value, "s"))
        year, month = (year + 1, 1) if month == 12 else (year, month + 1)
    return made


def verdict(given_points, *, polarity="less", kind="service", target=None):
    return moved(given_points, polarity=polarity, kind=kind, target=target, numbers=numbers())


@pytest.mark.parametrize(
    ("values", "polarity", "found"),
    [
        ((100, 90, 80), "less", "better"),
        ((100, 90, 80), "more", "worse"),
        ((100, 110, 120), "less", "worse"),
        ((100, 110, 120), "more", "better"),
        ((100, 200, 104.9), "less", "same"),
        ((100, 200, 105.1), "less", "worse"),
        ((0, 0, 0), "less", "same"),
        ((0, 0, 1), "less", "worse"),
        ((-10, 0, 10), "more", "better"),
        ((100, 1), "less", "few"),
        ((), "less", "few"),
    ],
)
def test_first_and_last_are_compared_by_what_is_wished_for(values, polarity, found):
    assert verdict(points(*values), polarity=polarity).verdict == found


def test_what_only_describes_a_city_never_moves_for_better_or_worse():
    assert verdict(points(100, 50, 1), kind="context").verdict == "describes"


def test_nearer_to_a_target_is_better_and_without_one_nobody_can_say():
    assert verdict(points(250, 230, 210), polarity="target", target=200).verdict == "better"
    assert verdict(points(200, 180, 150), polarity="target", target=200).verdict == "worse"
    assert verdict(points(250, 230, 210), polarity="target").verdict == "no_target"


def test_only_what_follows_another_way_of_counting_is_compared():
    # Counted as before it looks worse; since the change it went down.
    series = points(10, 11, 40, 36, 30, changed=(2022,))
    assert verdict(series).verdict == "better"
    assert verdict(series).since == "2022"
    assert verdict(points(10, 11, 40, 36, changed=(2022,))).verdict == "few"
    # A change told of the very first reading changes nothing that follows.
    assert verdict(points(10, 11, 40, changed=(2020,))).since == ""


def test_a_season_is_no_change():
    winter = [30, 28, 20, 10, 8, 6, 5, 5, 7, 9, 15, 25]
    found = verdict(months([*winter, *winter, *winter[:6]]))
    assert (found.verdict, found.years) == ("same", True)
    # From a bad January to a good June it would seem to have moved.
    assert winter[5] < winter[0] / 2


def test_months_short_of_two_years_are_too_few():
    assert verdict(months([10.0] * 23)).verdict == "few"
    assert verdict(months([10.0] * 12 + [5.0] * 12)).verdict == "better"


def test_months_with_a_gap_fall_back_on_whole_years():
    series = months([10.0] * 36)
    del series[5]
    assert verdict(series).verdict == "few"


@given(st.lists(st.floats(0.1, 1000), min_size=3, max_size=8))
def test_the_opposite_wish_gives_the_opposite_word(values):
    opposite = {"better": "worse", "worse": "better", "same": "same"}
    assert verdict(points(*values), polarity="more").verdict == opposite[verdict(points(*values)).verdict]
