"""What the result shows: the next option where there are the fewest points, and the plan role by role."""

from municipal.learning.curriculum import curriculum
from municipal.learning.diagnostic import diagnostic, result
from municipal.learning.diagnostic_views import area_row, groups, plan

POINTS = [3, 1, 2, 3, 3, 3, 0, 0, 0, 2, 2, 1]


def test_the_next_option_is_the_one_after_the_lowest_answer():
    found = diagnostic()
    rows = [area_row(area, "fr") for area in result(found, POINTS).areas]
    assert [row.points for row in rows] == [6, 9, 0, 5]
    assert rows[0].question == found.questions[1].text_fr
    assert rows[0].onward == found.questions[1].options_fr[2]
    assert (rows[1].question, rows[1].onward) == ("", "")
    assert rows[2].onward == found.questions[6].options_fr[1]
    assert rows[3].onward == found.questions[11].options_fr[2]


def test_questions_are_numbered_through_the_themes_and_only_the_missing_have_an_error():
    told = [None if n == 4 else n % 4 for n in range(12)]
    shown = [one for group in groups(diagnostic(), told, "en", "!") for one in group.questions]
    assert [one.number for one in shown] == list(range(1, 13))
    assert [one.name for one in shown if one.error] == ["q5"]
    assert [one.value for one in shown] == ["" if one is None else str(one) for one in told]
    assert [one.text for one in shown] == [question.text_en for question in diagnostic().questions]


def test_everybody_comes_first_then_each_role_in_the_order_of_the_pathways():
    actions = result(diagnostic(), POINTS).actions
    rows = list(plan(actions, curriculum(), "fr", resources={}, courses={}))
    assert [row.role for row in rows] == ["", *(one.role for one in curriculum().pathways)]
    assert sum(len(row.actions) for row in rows) == len(actions)


def test_what_is_gone_is_left_out_of_the_plan():
    actions = result(diagnostic(), [0] * 12).actions
    named = {one for action in actions for one in action.resources}
    kept = min(named)
    rows = list(plan(actions, curriculum(), "fr", resources={kept: "Nom"}, courses={}))
    shown = [one for row in rows for action in row.actions for one in action.resources]
    assert {(one.value, one.label) for one in shown} == {(kept, "Nom")}
    assert not any(action.courses for row in rows for action in row.actions)
