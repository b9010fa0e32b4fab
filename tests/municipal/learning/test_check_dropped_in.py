"""A partner's module: its files are put into its folder, and it counts, gates and practises without a line of code."""

import datetime as dt
import shutil

import pytest
from msgspec.structs import replace

from municipal.learning.check import check
from municipal.learning.curriculum import read_curriculum
from municipal.learning.progress import (
    UNKNOWN,
    Answer,
    Progress,
    answered,
    gated,
    lesson_done,
    module_done,
    practice_question,
    settled,
)
from tests.municipal.learning.breaking import CURRICULUM, KNOWN, problems
from tests.municipal.learning.small import with_m06

TODAY = dt.date(2026, 11, 22)
BEFORE = check(CURRICULUM, KNOWN)


@pytest.fixture(scope="module")
def dropped(tmp_path_factory):
    return with_m06(tmp_path_factory.mktemp("dropped")).folder


@pytest.fixture(scope="module")
def found(dropped):
    return read_curriculum(dropped)


@pytest.fixture(scope="module")
def module(found):
    return found.modules["m06"]


def test_it_counts_and_breaks_no_rule(dropped):
    report = check(dropped, KNOWN)
    assert problems(dropped) == problems(CURRICULUM)
    assert report.modules == BEFORE.modules + 1
    assert report.items == {"fr": BEFORE.items["fr"] + 16, "en": BEFORE.items["en"] + 16}
    assert report.cards == BEFORE.cards + 3
    assert report.scenarios == BEFORE.scenarios + 1
    assert report.competencies_covered == BEFORE.competencies_covered + 2
    assert report.minutes > BEFORE.minutes
    assert (report.map, report.roles) == (BEFORE.map, BEFORE.roles)


def test_what_is_in_preparation_does_not_count_until_it_has_a_lesson(found):
    assert [one.id for one in found.level(2)] == ["m06"]
    assert "m06-1" in found.lessons
    assert not found.modules["m07"].ready


def test_questions_without_a_lesson_are_not_counted_and_not_asked(tmp_path):
    broken = with_m06(tmp_path).remove("m06/1.fr.md").remove("m06/1.en.md")
    report = check(broken.folder, KNOWN)
    assert (report.modules, report.items, report.cards) == (BEFORE.modules, BEFORE.items, BEFORE.cards)
    assert not [item for item in read_curriculum(broken.folder).bank("placement") if item.competency == "LM11"]


def test_it_is_asked_for_in_the_placement_test(found):
    assert {item.id for item in found.bank("placement")} >= {"lm11-4", "lm11-5", "lm13-4", "lm13-5"}
    assert found.block(found.items["lm11-4"]) == 3


def test_a_module_of_the_first_level_gates_nothing(found):
    assert gated(Progress(), found.modules["m01"], found) == []
    assert practice_question(Progress(), found.modules["m01"], found) is None


def said(progress, found, *answers):
    """Answers to questions by name: right, wrong, or not known."""
    for name, right in answers:
        key = found.items[name].key
        choice = {True: key, False: key % 4 + 1, None: UNKNOWN}[right]
        progress = answered(progress, name, Answer(choice))
    return progress


def test_each_competency_is_gated_until_it_is_mastered(found, module):
    """From .30, three right answers in a row lead to .9675; the notes hold .95 for enough."""
    progress = said(Progress(), found, ("lm11-1", True), ("lm11-2", True))
    assert gated(progress, module, found) == ["LM11", "LM13"]
    progress = said(progress, found, ("lm11-6", True))
    assert gated(progress, module, found) == ["LM13"]
    progress = said(progress, found, ("lm13-1", True), ("lm13-2", True), ("lm13-6", False), ("lm13-7", True))
    assert gated(progress, module, found) == ["LM13"]
    progress = said(progress, found, ("lm13-8", True))
    assert gated(progress, module, found) == []


def test_what_is_known_least_is_practised_first_each_question_once(found, module):
    progress = said(Progress(), found, ("lm11-1", True), ("lm11-2", False), ("lm13-1", True), ("lm13-2", True))
    assert practice_question(progress, module, found) == "lm11-6"
    # 1, 0 gives .2762, and 1, 0, 1 .6208; 1, 1 gives .8811.
    progress = said(progress, found, ("lm11-6", True))
    assert practice_question(progress, module, found) == "lm11-7"
    progress = said(progress, found, ("lm11-7", False))
    # 1, 0, 1, 0 gives .2613.
    assert practice_question(progress, module, found) == "lm11-8"
    progress = said(progress, found, ("lm11-8", True))
    # None is left on what is known least; on the other there still is.
    assert practice_question(progress, module, found) == "lm13-6"
    progress = said(progress, found, ("lm13-6", True))
    assert gated(progress, module, found) == ["LM11"]
    assert practice_question(progress, module, found) is None


def test_what_is_mastered_is_practised_no_more(found, module):
    """1, 0, 1, 1 gives .8694, less than .8811 for 1, 1."""
    right = [
        ("lm11-1", True),
        ("lm11-2", False),
        ("lm11-6", True),
        ("lm11-7", True),
        ("lm13-1", True),
        ("lm13-2", True),
    ]
    progress = said(Progress(), found, *right)
    assert practice_question(progress, module, found) == "lm11-8"
    progress = said(progress, found, ("lm11-8", True))
    assert practice_question(progress, module, found) == "lm13-6"
    progress = said(progress, found, ("lm13-6", True))
    assert gated(progress, module, found) == []
    assert practice_question(progress, module, found) is None


def test_only_questions_for_practice_are_practised_and_then_none_is_left(found, module):
    """.30 at first and less after each wrong answer: the first competency is not left before its questions end."""
    progress, asked = Progress(), []
    while name := practice_question(progress, module, found):
        asked.append(name)
        progress = said(progress, found, (name, None))
    assert asked == ["lm11-6", "lm11-7", "lm11-8", "lm13-6", "lm13-7", "lm13-8"]
    assert gated(progress, module, found) == ["LM11", "LM13"]


def test_it_is_done_once_its_lesson_its_scenario_and_its_gate_are(found, module):
    right = [(f"{code}-{n}", True) for code in ("lm11", "lm13") for n in (1, 2)]
    read = said(Progress(), found, *right)
    assert lesson_done(read, module.lessons[0])
    decided = replace(read, decisions={"m06": [0, 0, 0]})
    assert not module_done(decided, module, found)
    both = said(decided, found, ("lm11-6", True), ("lm13-6", True))
    assert module_done(both, module, found)
    assert not module_done(replace(both, decisions={"m06": [0, 0]}), module, found)
    after = settled(both, found, TODAY)
    assert after.done == {"m06": TODAY.toordinal()}
    assert set(after.cards) == {"m06-c1", "m06-c2", "m06-c3"}


def test_a_module_that_is_taken_away_is_gone(dropped, tmp_path):
    shutil.copytree(dropped, tmp_path / "curriculum")
    for path in (tmp_path / "curriculum/m06").iterdir():
        if path.name != "module.toml":
            path.unlink()
    report = check(tmp_path / "curriculum", KNOWN)
    assert (report.modules, report.items, report.cards) == (BEFORE.modules, BEFORE.items, BEFORE.cards)
