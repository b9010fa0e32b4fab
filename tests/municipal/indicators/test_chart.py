"""A drawing says what the table says: every point in its place, round marks, names that do not cover one another."""

from itertools import pairwise
from math import isclose, log10

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from municipal.indicators.chart import BOTTOM, HEIGHT, LEFT, RIGHT, TOP, chart, nice_ticks
from municipal.indicators.queries import Point

VALUES = st.floats(-1e6, 1e6).map(lambda x: round(x, 3) or 0.0)
PERIODS = st.lists(st.integers(2010, 2030).map(str), min_size=1, max_size=6, unique=True).map(sorted)


@st.composite
def series(draw):
    names = draw(st.lists(st.text("abcdé-", min_size=1, max_size=30), min_size=1, max_size=6, unique=True))
    return {name: [Point(period, draw(VALUES), "s") for period in draw(PERIODS)] for name in names}


def draw(lines, language="fr", **more):
    return chart("Titre", "Description", lines, language, **more)


@pytest.mark.parametrize(
    ("low", "high", "ticks"),
    [
        (0, 100, [0, 25, 50, 75, 100]),
        (0, 10, [0, 2.5, 5, 7.5, 10]),
        (3, 97, [0, 25, 50, 75, 100]),
        (1994, 2261, [1900, 2000, 2100, 2200, 2300]),
        (0.12, 0.37, [0.1, 0.2, 0.3, 0.4]),
        (-5, 5, [-5, -2.5, 0, 2.5, 5]),
        (5, 5, [4, 6]),
        (0, 0, [0, 0.25]),
    ],
)
def test_marks_are_round(low, high, ticks):
    found = nice_ticks(low, high)
    if low == high:
        assert found[0] <= low <= found[-1]
        assert len(found) >= 2
    else:
        assert found == ticks


@settings(max_examples=50, deadline=None)
@given(one=VALUES, other=VALUES)
def test_marks_enclose_the_values_at_equal_round_steps(one, other):
    low, high = sorted((one, other))
    ticks = nice_ticks(low, high)
    step = ticks[1] - ticks[0]
    slack = step * 1e-6
    assert ticks[0] <= low + slack
    assert ticks[-1] >= high - slack
    assert ticks[1] > low - slack
    assert 2 <= len(ticks) <= 6
    assert all(isclose(after - before, step, rel_tol=1e-6, abs_tol=1e-9) for before, after in pairwise(ticks))
    mantissa = step / 10 ** round(log10(step) - 0.3)
    assert any(
        isclose(mantissa * power, round_one, rel_tol=1e-6) for round_one in (1, 2, 2.5, 5) for power in (0.1, 1, 10)
    )


@settings(max_examples=50, deadline=None)
@given(lines=series(), level=VALUES)
def test_every_point_is_inside_the_frame_and_in_proportion(lines, level):
    made = draw(lines, levels={"Cible": level})
    periods = sorted({point.period for one in lines.values() for point in one})
    if len(periods) < 2:
        assert made is None
        return
    assert [tick.label for tick in made.x_ticks] == periods
    assert (made.x_ticks[0].at, made.x_ticks[-1].at) == (LEFT, RIGHT)
    assert sum(len(line.dots) for line in made.lines) == sum(len(one) for one in lines.values())
    for line in made.lines:
        assert line.points == " ".join(f"{dot.x},{dot.y}" for dot in line.dots)
        for dot in line.dots:
            assert LEFT <= dot.x <= RIGHT
            assert TOP <= dot.y <= BOTTOM
    pairs = sorted(
        (point.value, dot.y)
        for name, one in lines.items()
        for line in made.lines
        if line.dots[0].title.startswith(f"{name}, ")
        for point, dot in zip(one, line.dots, strict=True)
    )
    assert all(higher <= lower for (_, lower), (_, higher) in pairwise(pairs))
    assert TOP <= made.rules[0].at <= BOTTOM


@settings(max_examples=50, deadline=None)
@given(lines=series())
def test_names_stand_apart_and_inside(lines):
    made = draw(lines)
    if made is not None:
        heights = sorted(line.name_y for line in made.lines)
        assert all(after - before >= 15.9 for before, after in pairwise(heights))
        assert heights[-1] <= HEIGHT
        assert heights[0] >= 0
        assert all(len(line.name) <= 24 for line in made.lines)


def test_a_point_says_its_city_its_period_and_its_value():
    made = draw({"Fablerive": [Point("2024", 1234.5, "s"), Point("2025", 1300.0, "s")]})
    assert [dot.title for dot in made.lines[0].dots] == [
        "Fablerive, 2024\u00a0: 1\u00a0234,5",
        "Fablerive, 2025\u00a0: 1\u00a0300",
    ]


def test_a_point_says_so_in_english_typography_too():
    made = draw({"Fablerive": [Point("2024", 1234.5, "s"), Point("2025", 1300.0, "s")]}, "en")
    assert made.lines[0].dots[0].title == "Fablerive, 2024: 1,234.5"


def test_ones_own_city_is_drawn_last_and_the_others_are_peers():
    points = [Point("2024", 1.0, "s"), Point("2025", 2.0, "s")]
    made = draw({"Ici": points, "Là": points, "Ailleurs": points}, own="Ici")
    assert [(line.name, line.tone) for line in made.lines] == [("Là", "peers"), ("Ailleurs", "peers"), ("Ici", "")]
    assert {line.tone for line in draw({"Ici": points, "Là": points}).lines} == {""}


def test_one_period_makes_no_curve():
    assert draw({"Ici": [Point("2025", 1.0, "s")], "Là": [Point("2025", 2.0, "s")]}) is None
    assert draw({}) is None


def test_a_month_between_two_others_stands_between_them():
    made = draw({"Ici": [Point("2025-01", 1.0, "s"), Point("2025-02", 2.0, "s"), Point("2025-03", 3.0, "s")]})
    assert [tick.at for tick in made.x_ticks] == [LEFT, (LEFT + RIGHT) / 2, RIGHT]


def test_an_event_stands_where_its_period_begins_and_one_outside_the_readings_is_not_drawn():
    points = [Point("2024", 1.0, "s"), Point("2025", 2.0, "s")]
    made = draw({"Ici": points}, events={"2025": "Début", "2024": "Avant", "2026": "Après"})
    # The middle of 2024 is the left edge, that of 2025 the right one: the new year lies between.
    assert [(event.label, event.at) for event in made.events] == [("Début", (LEFT + RIGHT) / 2)]


def test_another_way_of_counting_is_said_by_its_point_however_many_there_are():
    months = [Point(f"{2022 + n // 12}-{n % 12 + 1:02}", 1.0 + n, "s", None, n == 30) for n in range(48)]
    titles = [dot.title for dot in draw({"Ici": months}).lines[0].dots]
    assert len(titles) == 3
    assert titles[1].endswith("(nouvelle façon de compter)")


def test_years_and_months_lie_where_time_puts_them():
    months = [Point(f"{year}-{month:02}", 1.0, "s") for year in (2024, 2025) for month in range(1, 13)]
    made = draw({"Ici": months, "Là": [Point("2024", 1.0, "s"), Point("2025", 2.0, "s")]})
    ours, theirs = (next(line for line in made.lines if line.name == name) for name in ("Ici", "Là"))
    ends = [float(pair.partition(",")[0]) for pair in ours.points.split()]
    assert (ends[0], ends[-1], len(ends)) == (LEFT, RIGHT, 24)
    # The middle of a year lies between June and July.
    assert ends[5] < theirs.dots[0].x < ends[6]
    assert ends[17] < theirs.dots[1].x < ends[18]


def test_many_months_are_named_by_their_years_and_dotted_at_their_ends():
    months = [Point(f"{year}-{month:02}", 1.0, "s") for year in range(2022, 2026) for month in range(1, 13)]
    made = draw({"Ici": months})
    assert [tick.label for tick in made.x_ticks] == ["2022", "2023", "2024", "2025"]
    assert [dot.title.partition("\u00a0")[0] for dot in made.lines[0].dots] == [
        "Ici, janvier 2022",
        "Ici, décembre 2025",
    ]
    assert len(made.lines[0].points.split()) == 48


def test_names_of_years_do_not_touch_where_a_year_has_hardly_begun():
    months = [Point(f"{2022 + n // 12}-{n % 12 + 1:02}", 1.0, "s") for n in range(37)]
    ticks = draw({"Ici": months}).x_ticks
    assert all(after.at - before.at >= 40 for before, after in pairwise(ticks))
    assert LEFT <= ticks[0].at <= ticks[-1].at <= RIGHT
