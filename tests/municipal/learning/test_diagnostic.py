"""The diagnostic as a sum: every threshold at its boundary, every answer from an address read with care."""

import tomllib
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from municipal.learning.curriculum import curriculum
from municipal.learning.diagnostic import answers, diagnostic, result, stage_of
from municipal.paths import SEED

FILE = tomllib.loads((SEED / "curriculum" / "diagnostic.toml").read_text("utf-8"))
# Each stage with its first and its last total, as the file writes them.
FIRST = [(row["from"], row["id"]) for row in FILE["level"]]
LAST = [(after[0] - 1, before[1]) for before, after in pairwise(FIRST)]


def given_(points):
    """The parameters of an address that gives these answers."""
    return {f"q{n}": [str(one)] for n, one in enumerate(points, 1)}


def test_it_is_what_its_file_holds():
    found = diagnostic()
    assert [question.id for question in found.questions] == [row["id"] for row in FILE["question"]]
    assert found.names == [f"q{n}" for n in range(1, 13)]
    assert found.most == 36
    assert len(found.areas) == 4


@pytest.mark.parametrize(("total", "stage"), [*FIRST, *LAST, (36, FIRST[-1][1])])
def test_each_threshold_holds_at_its_boundary(total, stage):
    assert stage_of(diagnostic(), total).id == stage
    points = [3] * (total // 3) + [total % 3] * bool(total % 3)
    said = result(diagnostic(), points + [0] * (12 - len(points)))
    assert (said.total, said.stage.id) == (total, stage)


def test_the_stages_follow_one_another_without_a_gap():
    spans = [(least, last) for _, least, last in diagnostic().spans]
    assert [n for least, last in spans for n in range(least, last + 1)] == list(range(37))


@pytest.mark.parametrize(("points", "total"), [(0, 0), (1, 12), (2, 24), (3, 36)])
def test_the_same_answer_everywhere_is_the_same_in_each_theme(points, total):
    said = result(diagnostic(), [points] * 12)
    assert said.total == total
    assert [area.points for area in said.areas] == [points * 3] * 4
    assert [area.most for area in said.areas] == [9] * 4
    assert {area.lowest_points for area in said.areas} == {points}


@settings(max_examples=100, deadline=None)
@given(points=st.lists(st.integers(0, 3), min_size=12, max_size=12))
def test_the_themes_sum_to_the_total_and_a_better_answer_never_lowers_it(points):
    found = diagnostic()
    said = result(found, points)
    assert sum(area.points for area in said.areas) == said.total == sum(points)
    assert answers(found, given_(points)) == points
    assert {action.level for action in said.actions} == {said.stage.id}
    for area in said.areas:
        assert points[found.questions.index(area.lowest)] == area.lowest_points
        assert area.lowest_points * 3 <= area.points
    for place, one in enumerate(points):
        if one < 3:
            better = result(found, [*points[:place], one + 1, *points[place + 1 :]])
            assert better.stage.least >= said.stage.least


def test_each_stage_plans_something_for_everybody_and_for_each_role():
    for stage in diagnostic().stages:
        roles = {action.role for action in diagnostic().actions if action.level == stage.id}
        assert roles == {"all", *(pathway.role for pathway in curriculum().pathways)}


@pytest.mark.parametrize(
    "told",
    [
        ["abc"],
        ["99"],
        ["4"],
        ["-1"],
        [""],
        [" 1"],
        ["1.0"],
        ["01"],
        ["٣"],
        ["²"],
        ["1", "1"],
        ["1", "2"],
        [],
        ["0" * 500],
    ],
)
def test_what_is_no_option_is_no_answer(told):
    read = answers(diagnostic(), given_([2] * 12) | {"q5": told})
    assert read == [2, 2, 2, 2, None, 2, 2, 2, 2, 2, 2, 2]


def test_nothing_given_is_nothing_answered():
    assert answers(diagnostic(), {}) == [None] * 12
    assert answers(diagnostic(), {"q13": ["1"], "q0": ["1"], "Q1": ["1"]}) == [None] * 12
