"""Where a learner stands: what counts, what completes what, and that nothing once done is undone."""

import datetime as dt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from municipal.learning.progress import (
    UNKNOWN,
    Answer,
    Placement,
    Progress,
    answered,
    coming_days,
    decided,
    lesson_done,
    module_done,
    placement_answers,
    placement_question,
    placement_result,
    refreshed,
    right,
    scenario_done,
    settled,
    standing_at,
    start_level,
    waiting_cards,
)
from municipal.learning.refresh import CardState
from tests.municipal.learning.learners import FOUND, LESSON, MODULES, POOL, TODAY, essentials

ITEM = LESSON[0]
M01 = FOUND.modules["m01"]


# Answers


def test_answered_twice_the_first_counts():
    once = answered(Progress(), ITEM, Answer(2))
    again = answered(once, ITEM, Answer(3))
    assert again == once
    assert once.answers == {ITEM: Answer(2)}


def test_i_do_not_know_is_never_right():
    for one in (*FOUND.items.values(), *FOUND.cards.values()):
        assert not right(one.key, Answer(UNKNOWN))
        assert [n for n in range(5) if right(one.key, Answer(n))] == [one.key]


def test_i_do_not_know_is_an_answer_all_the_same():
    lesson = FOUND.lessons["m01-1"]
    progress = Progress()
    assert len(lesson.items) > 1
    for item in lesson.items:
        assert not lesson_done(progress, lesson)
        progress = answered(progress, item.id, Answer(UNKNOWN))
    assert lesson_done(progress, lesson)


def test_a_lesson_without_questions_is_done_once_its_end_is_reached():
    lesson = replace(FOUND.lessons["m01-3"], items=[])
    assert not lesson_done(Progress(answers=essentials().answers), lesson)
    assert lesson_done(Progress(read=[lesson.id]), lesson)


# Decisions


@settings(deadline=None, max_examples=50)
@given(st.sampled_from(MODULES), st.lists(st.integers(0, 1), max_size=3))
def test_a_decision_only_moves_forward(name, choices):
    module, progress, met = FOUND.modules[name], Progress(), []
    for choice in choices:
        point = standing_at(progress, module)
        if not point:
            break
        before = progress
        progress = decided(progress, module, choice)
        met.append(point)
        assert progress.decisions[name] == [*before.decisions.get(name, []), choice]
        assert standing_at(progress, module) not in met
        assert standing_at(progress, module) == module.scenario.choices[point][choice].next
    assert {other for other in progress.decisions if other != name} == set()


@pytest.mark.parametrize("name", MODULES)
def test_a_scenario_is_done_at_its_end_and_stays_so(name):
    module, progress = FOUND.modules[name], Progress()
    while standing_at(progress, module):
        assert not scenario_done(progress, module)
        progress = decided(progress, module, 0)
    assert scenario_done(progress, module)
    assert scenario_done(decided(progress, module, 1), module)


def test_a_module_without_a_scenario_asks_for_no_decision():
    assert scenario_done(Progress(), FOUND.modules["m06"])
    assert standing_at(Progress(), FOUND.modules["m06"]) == ""


def test_a_choice_that_was_withdrawn_since_does_not_lock_a_learner_out():
    """A cookie lives for more than a year; the scenario may have changed in between, as a question may."""
    scenario = M01.scenario
    fewer = {point: ways[:2] for point, ways in scenario.choices.items()}
    module = replace(M01, scenario=replace(scenario, choices=fewer))
    assert standing_at(Progress(decisions={"m01": [2]}), module) in {"", *fewer}


def test_decisions_beyond_the_end_of_a_scenario_change_nothing():
    assert standing_at(Progress(decisions={"m01": [0, 0, 0, 0, 9]}), M01) == ""


# What is complete


def test_a_module_is_done_with_its_lessons_and_its_scenario():
    whole = essentials()
    assert all(module_done(whole, FOUND.modules[name], FOUND) for name in MODULES)
    for short in (
        replace(
            whole, answers={name: one for name, one in whole.answers.items() if name != M01.lessons[0].items[0].id}
        ),
        replace(whole, decisions=whole.decisions | {"m01": [0, 0]}),
        replace(whole, decisions={}),
    ):
        assert not module_done(short, M01, FOUND)


def test_a_module_in_preparation_is_never_done():
    assert not [
        name for name in FOUND.modules if name not in MODULES and module_done(essentials(), FOUND.modules[name], FOUND)
    ]


def test_wrong_answers_complete_the_first_level_as_well():
    wrong = {item: Answer(FOUND.items[item].key % 4 + 1) for item in LESSON}
    assert module_done(replace(essentials(), answers=wrong), M01, FOUND)


def test_what_is_done_brings_three_cards_a_month_later_exactly_once():
    whole = essentials()
    after = settled(whole, FOUND, TODAY)
    assert after.done == dict.fromkeys(MODULES, TODAY.toordinal())
    for name in MODULES:
        assert len(FOUND.modules[name].cards) == 3
        for card in FOUND.modules[name].cards:
            assert after.cards[card.id] == CardState(due=dt.date(2026, 12, 22).toordinal())
    assert len(after.cards) == 15
    assert settled(after, FOUND, TODAY + dt.timedelta(days=90)) == after


def test_a_card_that_was_seen_stays_as_it_is_when_its_module_is_done():
    seen = CardState(due=TODAY.toordinal() + 3, seen=TODAY.toordinal(), stability=3.0, difficulty=5.0)
    after = settled(replace(essentials(), cards={"m01-c1": seen}), FOUND, TODAY)
    assert after.cards["m01-c1"] == seen
    assert len(after.cards) == 15


def test_what_completes_nothing_settles_nothing():
    started = answered(Progress(), ITEM, Answer(1))
    assert settled(started, FOUND, TODAY) is started


def test_a_card_that_was_answered_comes_back_later():
    progress = settled(essentials(), FOUND, TODAY)
    key = FOUND.cards["m01-c1"].key
    day = dt.date(2026, 12, 22)
    sure, unsure, wrong, unknown = (
        refreshed(progress, "m01-c1", answer, FOUND, day).cards["m01-c1"]
        for answer in (Answer(key, 2), Answer(key, 1), Answer(key % 4 + 1, 2), Answer(UNKNOWN, 0))
    )
    # The notes: four days after a first answer that is right and sure.
    assert sure.due - day.toordinal() == 4
    assert wrong == unknown
    assert wrong.due <= unsure.due < sure.due
    others = {name: state for name, state in progress.cards.items() if name != "m01-c1"}
    assert others.items() <= refreshed(progress, "m01-c1", Answer(key, 2), FOUND, day).cards.items()


# Placement


def sat(right_ones, count=15, seed=7):
    """Somebody who answered so many questions of the test, all right or all wrong."""
    progress = Progress(placement=Placement(seed=seed))
    while (name := placement_question(progress, FOUND)) and len(progress.placement.answers) < count:
        choice = FOUND.items[name].key if right_ones else UNKNOWN
        answers = progress.placement.answers | {name: choice}
        progress = replace(progress, placement=replace(progress.placement, answers=answers))
    return progress


def test_the_test_draws_on_its_own_questions_and_ends_with_a_level():
    good, bad = sat(right_ones=True), sat(right_ones=False)
    for progress in (good, bad):
        assert set(progress.placement.answers) <= set(POOL)
        assert 10 <= len(progress.placement.answers) <= 15
        assert placement_question(progress, FOUND) is None
    assert start_level(good, FOUND) > start_level(bad, FOUND) == 1


def test_i_do_not_know_counts_as_wrong_in_the_test():
    assert {right_one for _, right_one in placement_answers(sat(right_ones=False), FOUND)} == {False}


def test_there_is_no_result_before_the_end_and_one_starts_at_the_first_level():
    assert placement_result(Progress(), FOUND) is None
    assert start_level(Progress(), FOUND) == 1
    half = sat(right_ones=True, count=5)
    assert placement_result(half, FOUND) is None
    assert start_level(half, FOUND) == 1


@pytest.mark.parametrize("chosen", [1, 2, 3, 4])
def test_whoever_learns_may_overrule_the_test(chosen):
    for progress in (Progress(), sat(right_ones=True)):
        other = replace(progress, placement=replace(progress.placement, chosen=chosen))
        assert start_level(other, FOUND) == chosen


def test_a_question_that_was_withdrawn_since_is_left_out():
    progress = sat(right_ones=True)
    more = replace(progress.placement, answers=progress.placement.answers | {"gone-1": 1})
    assert placement_answers(replace(progress, placement=more), FOUND) == placement_answers(progress, FOUND)


def test_somebody_new_has_done_nothing():
    assert Progress().empty
    assert not answered(Progress(), ITEM, Answer(UNKNOWN)).empty
    assert not Progress(placement=Placement(seed=1)).empty


def test_cards_that_were_withdrawn_since_take_nobodys_place():
    gone = {f"gone-{n}": CardState(due=1) for n in range(30)}
    progress = Progress(cards=gone | {"m01-c1": CardState(due=2)})
    assert waiting_cards(progress, FOUND, TODAY) == ["m01-c1"]
    assert coming_days(progress, FOUND) == [2]
