"""The map held against its rules: one thing broken at a time, and exactly that problem."""

import shutil

import pytest

from tests.municipal.learning.breaking import Broken


@pytest.fixture
def broken(tmp_path):
    return Broken(tmp_path, alone=True)


def test_a_prerequisite_must_exist(broken):
    broken.row("m06/module.toml", "module", 0, prerequisites=["m03", "m99"])
    assert broken.problems == [("reference", "m06")]


def test_a_competency_must_exist(broken):
    broken.row("m06/module.toml", "module", 0, competencies=["LM11", "LM13", "LM18"])
    assert broken.problems == [("reference", "m06")]


def test_a_level_must_exist(broken):
    assert broken.row("m06/module.toml", "module", 0, level=5).problems == [("reference", "m06")]


def test_each_competency_is_taught_somewhere(broken):
    broken.row("m11/module.toml", "module", 0, competencies=["LM14", "LM15"])
    assert broken.problems == [("competency", "LM07")]


def test_each_competency_has_a_theme_that_exists(broken):
    assert broken.cells("competencies.csv", 6, theme="where").problems == [("theme", "LM07")]


def test_a_module_may_not_rest_on_itself(broken):
    assert broken.row("m01/module.toml", "module", 0, prerequisites=["m01"]).problems == [("circle", "m01")]


def test_two_modules_may_not_rest_on_each_other(broken):
    """m14 rests on m06; what rests on them in turn is no part of the circle."""
    broken.row("m06/module.toml", "module", 0, prerequisites=["m03", "m14"])
    assert broken.problems == [("circle", "m06"), ("circle", "m14")]


def test_a_circle_may_be_long(broken):
    """m05 rests on m02 and m03, those on m01."""
    broken.row("m01/module.toml", "module", 0, prerequisites=["m05"])
    assert broken.problems == [("circle", one) for one in ("m01", "m02", "m03", "m05")]


def test_the_target_of_a_pathway_must_exist(broken):
    assert broken.cells("pathways.csv", 0, targets="m10 m99").problems == [("reference", "elected")]


def test_nobody_elected_is_asked_for_more_than_three_hours(broken):
    """155 minutes, and m13 and m15 of 15 each: 185."""
    broken.cells("pathways.csv", 0, targets="m10 m12 m13 m15 m17 m21 m22")
    assert broken.problems == [("minutes", "elected")]


def test_three_hours_exactly_are_not_too_much(broken):
    """155 minutes, 15 of m15 and 10 of m23."""
    assert broken.cells("pathways.csv", 0, targets="m10 m12 m15 m17 m21 m22 m23").problems == []
    assert broken.row("limits.toml", "reading", 0, longest_elected=179).problems == [("minutes", "elected")]


def test_no_other_role_is_asked_for_more_than_three_hours_and_a_half(broken):
    """210 minutes, and one more."""
    assert broken.row("m23/module.toml", "module", 0, minutes=11).problems == [("minutes", "management")]


@pytest.mark.parametrize("minutes", [0, -5])
def test_a_module_takes_a_minute_at_least(broken, minutes):
    assert broken.row("m23/module.toml", "module", 0, minutes=minutes).problems == [("minutes", "m23")]


def test_a_module_bears_the_name_of_its_folder(broken):
    shutil.copytree(broken.folder / "m24", broken.folder / "m25")
    assert broken.problems == [("id", "m25")]


def test_two_modules_of_one_name_do_not_hide_each_other(broken):
    """What hides behind the other's name is told, and so is all that rested on it."""
    broken.row("m13/module.toml", "module", 0, id="m12")
    assert ("id", "m13") in broken.problems
    assert ("reference", "m19") in broken.problems


def test_the_lesson_of_a_step_must_exist(broken):
    assert broken.cells("steps.csv", 0, lesson="m05-9").problems == [("reference", "steps.csv vendor")]


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("competencies.csv", "code"),
        ("levels.csv", "level"),
        ("pathways.csv", "role"),
        ("steps.csv", "step"),
        ("themes.csv", "id"),
    ],
)
def test_two_rows_of_one_name_are_told(broken, name, key):
    broken.text(name, lambda text: text.rstrip("\n") + "\n" + text.rstrip("\n").splitlines()[-1] + "\n")
    assert [rule for rule, _ in broken.problems] == ["id"], key
