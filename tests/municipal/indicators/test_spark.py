"""A curve as small as a word keeps its order and stays in its box."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from municipal.indicators.queries import Point
from municipal.indicators.spark import HEIGHT, WIDTH, spark


@given(st.lists(st.floats(-1e6, 1e6), min_size=2, max_size=20))
def test_every_point_is_in_the_box_in_order_of_time_and_a_greater_value_is_no_lower(values):
    drawn = [
        tuple(map(float, one.split(",")))
        for one in spark([Point(str(2000 + n), value, "s") for n, value in enumerate(values)]).split()
    ]
    assert len(drawn) == len(values)
    assert [x for x, _ in drawn] == sorted(x for x, _ in drawn)
    assert all(0 <= x <= WIDTH and 0 <= y <= HEIGHT for x, y in drawn)
    heights = [y for _, (_, y) in sorted(zip(values, drawn, strict=True), key=lambda pair: pair[0])]
    assert all(later <= earlier for earlier, later in pairwise(heights))


def test_one_reading_is_no_curve():
    assert spark([]) == spark([Point("2025", 1, "s")]) == ""
