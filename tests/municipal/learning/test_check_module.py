"""A module that can be followed, held against its rules: one thing broken at a time, and exactly that problem."""

import copy

import pytest

from tests.municipal.learning.breaking import Broken

MODULE = "m01/module.toml"
SCENARIO = "m01/scenario.toml"
HERE = [("module", "m01")]
THERE = [("scenario", "m01 scenario")]


@pytest.fixture
def broken(tmp_path):
    return Broken(tmp_path, alone=True)


def body(text, new):
    """A lesson with another text after its front matter."""
    return "+++".join([*text.split("+++")[:2], f"\n{new}\n"])


# Lessons


@pytest.mark.parametrize("more", ["- Un point de plus.", "## Un titre", "```example\nUn exemple.\n```", "> Un mot."])
def test_both_languages_have_the_same_blocks(broken, more):
    broken.text("m01/1.fr.md", lambda text: f"{text.rstrip()}\n\n{more}\n")
    assert broken.problems == HERE


def test_the_same_blocks_in_another_order_are_not_the_same(broken):
    for language, parts in (("fr", ["## Un titre", "Un mot."]), ("en", ["One word.", "## A title"])):
        more = "\n\n".join(parts)
        broken.text(f"m01/1.{language}.md", lambda text, more=more: f"{text.rstrip()}\n\n{more}\n")
    assert broken.problems == HERE


@pytest.mark.parametrize(("count", "told"), [(149, HERE * 2), (150, []), (600, []), (601, HERE * 2)])
def test_a_lesson_has_150_to_600_words_in_each_language(broken, count, told):
    broken.roomy()
    for language in ("fr", "en"):
        broken.text(f"m01/1.{language}.md", lambda text: body(text, "mot. " * count))
    assert broken.problems == told


# What frames them


@pytest.mark.parametrize("part", ["situation", "case", "indicator_why"])
@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize("value", ["", " \n"])
def test_a_module_has_a_situation_a_case_and_an_indicator_in_both_languages(broken, part, language, value):
    assert broken.row(MODULE, "module", 0, **{f"{part}_{language}": value}).problems == HERE


def test_a_module_says_what_to_remember(broken):
    assert broken.row(MODULE, "module", 0, retain_fr=[], retain_en=[]).problems == HERE * 2


def test_each_point_to_remember_is_translated(broken):
    assert broken.row(MODULE, "module", 0, retain_fr=["Un seul point."]).problems == HERE


@pytest.mark.parametrize("value", [False, None])
def test_the_situation_is_marked_as_invented(broken, value):
    assert broken.row(MODULE, "module", 0, fictional=value).problems == HERE


@pytest.mark.parametrize("field", ["case_source_title", "case_source_url", "case_read_on"])
@pytest.mark.parametrize("value", ["", None])
def test_a_case_has_a_source_that_was_read_on_a_day(broken, field, value):
    assert broken.row(MODULE, "module", 0, **{field: value}).problems == HERE


@pytest.mark.parametrize("value", ["indice-ia", "", None])
def test_the_indicator_is_one_that_a_city_may_track(broken, value):
    assert broken.row(MODULE, "module", 0, indicator=value).problems == HERE


def test_a_module_cites_a_source(broken):
    assert broken.rows(MODULE, lambda said: said.pop("source")).problems == HERE


# The scenario


def test_a_module_has_a_scenario(broken):
    assert broken.remove(SCENARIO).problems == [("scenario", "m01")]


def test_two_points_are_too_few(broken):
    def change(said):
        said["point"] = said["point"][1:]
        said["choice"] = [choice for choice in said["choice"] if choice["point"] != "1"]

    assert broken.rows(SCENARIO, change).problems == THERE


def chain(said, count):
    """Points until there are so many, each of which leads from the one before it to the next."""
    for n in range(len(said["point"]) + 1, count + 1):
        said["point"].append(said["point"][0] | {"id": str(n)})
        said["choice"] = [
            choice | {"next": str(n)} if choice["point"] == str(n - 1) else choice for choice in said["choice"]
        ]
        ways = [choice for choice in said["choice"] if choice["point"] == "1"]
        said["choice"] += [
            {key: value for key, value in way.items() if key != "next"} | {"point": str(n)} for way in ways
        ]


@pytest.mark.parametrize(("count", "told"), [(4, []), (5, []), (6, THERE)])
def test_three_to_five_points_are_asked(broken, count, told):
    assert broken.roomy().rows(SCENARIO, lambda said: chain(said, count)).problems == told


def test_the_scenario_is_marked_as_invented(broken):
    assert broken.row(SCENARIO, "scenario", 0, fictional=False).problems == THERE


@pytest.mark.parametrize(("credit", "instead"), [(0.0, 0.5), (0.0, -1.0), (1.0, 0.5), (1.0, 2.0)])
def test_a_point_has_a_choice_that_is_held_and_one_that_is_not(broken, credit, instead):
    def change(said):
        for choice in said["choice"]:
            if choice["point"] == "2" and choice["credit"] == credit:
                choice["credit"] = instead

    assert broken.rows(SCENARIO, change).problems == THERE


def test_one_way_is_no_choice(broken):
    def change(said):
        said["choice"] = [one for one in said["choice"] if one["point"] != "1" or one["credit"] == 1]

    assert broken.rows(SCENARIO, change).problems == THERE


def test_a_choice_leads_to_a_point_that_exists(broken):
    assert broken.row(SCENARIO, "choice", 0, next="9").problems == THERE


def test_a_choice_does_not_lead_back(broken):
    assert broken.row(SCENARIO, "choice", 8, next="3").problems == THERE


def test_each_point_of_a_circle_is_told(broken):
    assert broken.row(SCENARIO, "choice", 8, next="1").problems == THERE * 3


def test_each_point_is_led_to(broken):
    def change(said):
        chain(said, 4)
        for choice in said["choice"]:
            if choice["point"] == "3":
                del choice["next"]

    assert broken.rows(SCENARIO, change).problems == THERE


def effect(said):
    """The first choice that shows an effect."""
    return next(choice for choice in said["choice"] if choice.get("indicator"))


def test_an_effect_shows_on_an_indicator_that_a_city_may_track(broken):
    assert broken.rows(SCENARIO, lambda said: effect(said).update(indicator="indice-ia")).problems == THERE


@pytest.mark.parametrize("end", ["from", "to"])
def test_an_effect_has_two_ends(broken, end):
    assert broken.rows(SCENARIO, lambda said: effect(said).pop(end)).problems == THERE


def test_the_effects_of_two_points_are_shown(broken):
    def change(said):
        for choice in said["choice"]:
            if choice["point"] != "3":
                choice.pop("indicator", None)

    assert broken.rows(SCENARIO, change).problems == THERE


def test_a_choice_belongs_to_a_point_that_exists(broken):
    broken.rows(SCENARIO, lambda said: said["choice"].append(copy.copy(said["choice"][0]) | {"point": "9"}))
    assert broken.problems == THERE


def test_two_points_do_not_bear_one_name(broken):
    assert broken.rows(SCENARIO, lambda said: said["point"].append(dict(said["point"][0]))).problems == THERE
