"""The drawing: better is always on the right, and nothing leaves its frame."""

from hypothesis import given
from hypothesis import strategies as st

from municipal.comparison.interval import LEFT, RIGHT, WIDTH, axis, interval
from vendors.evidence.outcome import Expected

VALUES = st.floats(0.1, 1000)


def test_the_target_is_on_the_right_whether_less_is_better_or_more():
    for worst, target in ((15, 3), (3, 15)):
        drawn = interval(axis(worst, target, [9]), worst, target, 9, Expected(8, 6, 10, 0.5))
        assert (drawn.worst, drawn.target) == (LEFT, RIGHT)
        assert drawn.today == (LEFT + RIGHT) / 2


def test_changing_nothing_has_no_interval():
    drawn = interval(axis(15, 3, [9]), 15, 3, 9, None)
    assert (drawn.low, drawn.high, drawn.middle) == (None, None, None)


@given(VALUES, VALUES, VALUES, VALUES, VALUES, VALUES)
def test_nothing_leaves_the_frame_and_the_low_end_is_on_the_left(worst, target, today, low, value, high):
    if worst == target:
        return
    drawn = interval(axis(worst, target, [low, high, today]), worst, target, today, Expected(value, low, high, 0.5))
    assert all(LEFT <= one <= RIGHT for one in (drawn.worst, drawn.target, drawn.today, drawn.low, drawn.high))
    assert drawn.low <= drawn.high
    assert all(0 < one < WIDTH for one in (drawn.worst_label, drawn.target_label, drawn.today_label))
