"""The committed curriculum keeps its promises: each figure counted here in another way than the program does."""

import json
import re
import shutil
from collections import Counter
from graphlib import TopologicalSorter

import pytest

from municipal import paths
from municipal.__main__ import main
from municipal.learning.check import check
from tests.municipal.learning.breaking import CURRICULUM, KNOWN, Broken
from tests.municipal.learning.counting import COMPETENCIES, FOLDERS, NEEDS, PATHWAYS, READY, minutes, presupposed

LANGUAGES = ("fr", "en")
ITEMS = [item for folder in READY for item in folder.items]
ASKED = [(folder.id, one) for folder in READY for one in (*folder.items, *folder.cards)]
REPORT = check(CURRICULUM, KNOWN)


def test_the_committed_curriculum_has_no_problem():
    assert [(one.rule, one.where, one.en) for one in REPORT.problems] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_essentials_take_45_minutes_within_a_tenth(language):
    total = sum(minutes(folder, language) for folder in READY if folder.seed["level"] == 1)
    assert 40.5 <= total <= 49.5
    told = {"fr": REPORT.minutes, "en": REPORT.minutes_en}[language]
    assert told == pytest.approx(total, rel=0.01)


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_module_takes_more_than_a_quarter_of_an_hour(language):
    assert max(minutes(folder, language) for folder in READY) <= 15
    assert max(folder.seed["minutes"] for folder in FOLDERS) <= 15
    assert REPORT.longest_module == pytest.approx(max(minutes(folder, "fr") for folder in READY), rel=0.02)


def test_the_five_modules_of_the_first_level_can_be_followed_and_no_other():
    assert [folder.id for folder in READY] == ["m01", "m02", "m03", "m04", "m05"]
    assert {folder.seed["level"] for folder in READY} == {1}
    assert REPORT.modules == 5
    assert REPORT.scenarios == sum(bool(folder.scenario) for folder in READY) == 5


def test_the_map_has_24_modules_29_competencies_and_28_prerequisites_that_never_turn_in_a_circle():
    assert len(FOLDERS) == 24
    assert len(COMPETENCIES) == len(set(COMPETENCIES)) == 29
    assert {code for folder in FOLDERS for code in folder.seed["competencies"]} == set(COMPETENCIES)
    assert sum(len(needs) for needs in NEEDS.values()) == 28
    assert sorted(TopologicalSorter(NEEDS).static_order()) == sorted(NEEDS)
    total = sum(folder.seed["minutes"] for folder in FOLDERS)
    assert total == 288
    assert REPORT.map == {"modules": 24, "minutes": 288, "longest_module": 15, "competencies": 29}


# The pathways of the notes: the minutes, and the modules.
ROLES = {
    "elected": (155, "1 2 3 4 5 6 7 8 10 12 14 17 21 22"),
    "management": (210, "1 2 3 4 5 6 7 8 10 12 14 15 17 18 20 21 22 23 24"),
    "clerk": (178, "1 2 3 4 5 6 8 10 13 14 15 16 17 18 19"),
    "it": (193, "1 2 3 4 5 6 8 9 10 11 12 14 15 16 20 24"),
    "citizen_services": (145, "1 2 3 4 5 6 7 8 9 10 12 21 24"),
}


@pytest.mark.parametrize("role", ROLES)
def test_a_pathway_is_all_that_its_targets_rest_on(role):
    wanted, modules = ROLES[role]
    found = set[str]().union(*(presupposed(target) for target in PATHWAYS[role]))
    lengths = {folder.id: folder.seed["minutes"] for folder in FOLDERS}
    assert sum(lengths[one] for one in found) == wanted == REPORT.roles[role]
    if role != "management":
        assert found == {f"m{int(n):02}" for n in modules.split()}


def test_no_role_is_missing_and_nobody_elected_spends_more_than_three_hours():
    assert set(PATHWAYS) == set(REPORT.roles) == set(ROLES)
    assert REPORT.roles["elected"] <= 180
    assert max(REPORT.roles.values()) <= 210


@pytest.mark.parametrize("language", LANGUAGES)
def test_there_are_at_least_96_items_each_complete_in_both_languages(language):
    complete = [
        item
        for item in ITEMS
        if item[f"stem_{language}"].strip()
        and all(len(item[f"{part}_{language}"]) == 4 for part in ("options", "feedback"))
        and all(text.strip() for part in ("options", "feedback") for text in item[f"{part}_{language}"])
    ]
    assert len(complete) == len(ITEMS) == REPORT.items[language]
    assert len(complete) >= 96


def test_each_competency_that_is_taught_has_eight_items_and_one_of_them_before_and_after():
    taught = {code for folder in READY for code in folder.seed["competencies"]}
    assert len(taught) == REPORT.competencies_covered == 12
    counts = Counter(item["competency"] for item in ITEMS)
    assert set(counts) == taught
    assert min(counts.values()) >= 8
    assert Counter(item["competency"] for item in ITEMS if item["bank"] == "outcome") == dict.fromkeys(taught, 1)


def test_what_is_asked_before_and_after_is_asked_nowhere_else():
    assert len({one["id"] for _, one in ASKED}) == len(ASKED)
    assert len({one["stem_fr"] for _, one in ASKED}) == len(ASKED)
    assert all(("lesson" in item) == (item["bank"] == "lesson") for item in ITEMS)


@pytest.mark.parametrize("folder", READY, ids=lambda folder: folder.id)
def test_the_keys_of_a_module_stand_about_as_often_in_each_place(folder):
    keys = Counter(item["key"] for item in folder.items)
    assert set(keys) == {1, 2, 3, 4}
    for count in keys.values():
        assert 0.15 <= count / len(folder.items) <= 0.35


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_key_is_never_the_longest_option(language):
    for module, one in ASKED:
        lengths = [len(option) for option in one[f"options_{language}"]]
        key = lengths.pop(one["key"] - 1)
        assert key <= max(lengths), f"{module} {one['id']}"


def test_each_module_has_three_cards():
    assert [len(folder.cards) for folder in READY] == [3] * 5
    assert REPORT.cards == 15


def test_every_difficulty_is_one_that_experts_give():
    assert all(-2 <= one["difficulty"] <= 2 and one.get("discrimination", 1) == 1 for _, one in ASKED)


# The command


@pytest.fixture
def command(monkeypatch, capsys, tmp_path):
    """`municipal curriculum check --json` over a curriculum: its status, its document, its messages."""

    def run(broken=None, language="fr"):
        if broken is not None:
            for name in ("indicators.csv", "resources.toml", "courses.csv"):
                shutil.copy(paths.SEED / name, tmp_path / name)
            monkeypatch.setattr(paths, "SEED", tmp_path)
        monkeypatch.setenv("MUNI_DATA_DIR", str(tmp_path / "data"))
        monkeypatch.setenv("MUNI_LANG", language)
        capsys.readouterr()
        status = main(["curriculum", "check", "--json"])
        said = capsys.readouterr()
        return status, json.loads(said.out), said.err

    return run


def test_the_command_answers_what_the_contract_says(command):
    status, answer, messages = command()
    assert (status, messages, answer["problems"]) == (0, "", [])
    named = {"modules", "minutes", "longest_module", "roles", "competencies_covered", "items", "scenarios", "problems"}
    assert named <= set(answer)
    assert answer["roles"] == {role: wanted for role, (wanted, _) in ROLES.items()}
    assert answer["items"]["fr"] == answer["items"]["en"] >= 96


def test_the_command_needs_and_makes_no_database(command, tmp_path):
    command()
    assert not list(tmp_path.rglob("*.db"))


@pytest.mark.parametrize(("language", "remedy"), [("fr", r"Remplacez m99"), ("en", r"Replace m99")])
def test_a_problem_is_a_verdict_with_its_place_and_its_remedy(command, tmp_path, language, remedy):
    broken = Broken(tmp_path).row("m06/module.toml", "module", 0, prerequisites=["m03", "m99"])
    status, answer, messages = command(broken, language)
    assert status == 1
    assert {"rule": "reference", "where": "m06"}.items() <= answer["problems"][0].items()
    assert re.search(remedy, messages)
    assert answer["modules"] == 5


def test_an_unreadable_file_is_a_verdict_and_no_traceback(command, tmp_path):
    broken = Broken(tmp_path).text("m01/items.toml", lambda text: text + "\nkey =")
    status, answer, messages = command(broken)
    assert status == 1
    assert [one["rule"] for one in answer["problems"]] == ["seed"]
    assert "items.toml" in messages
    assert "Traceback" not in messages


# Time


@pytest.mark.parametrize(("language", "three_words"), [("fr", "Un deux trois. "), ("en", "One two three. ")])
def test_the_essentials_may_not_outgrow_their_promise_in_either_language(tmp_path, language, three_words):
    broken = Broken(tmp_path)
    # 810 words are four minutes and a half.
    for module in ("m01", "m02"):
        broken.row(f"{module}/module.toml", "module", 0, **{f"situation_{language}": three_words * 270})
    assert broken.problems == [("minutes", f"level 1 ({language})")]


def test_the_essentials_may_not_fall_short_of_their_promise(tmp_path):
    broken = Broken(tmp_path).row("limits.toml", "reading", 0, essentials_minutes=60)
    assert broken.problems == [("minutes", "level 1 (en)"), ("minutes", "level 1 (fr)")]


def test_a_module_longer_than_the_limit_is_named(tmp_path):
    broken = Broken(tmp_path).row("m01/module.toml", "module", 0, situation_fr="Un deux trois. " * 480)
    assert broken.problems == [("minutes", "level 1 (fr)"), ("minutes", "m01")]


def test_a_module_longer_than_the_limit_in_english_is_named_too(tmp_path):
    broken = Broken(tmp_path).row("m01/module.toml", "module", 0, situation_en="One two three. " * 480)
    assert broken.problems == [("minutes", "level 1 (en)"), ("minutes", "m01")]


def test_a_module_in_preparation_that_announces_too_much_is_named(tmp_path):
    assert Broken(tmp_path).row("m09/module.toml", "module", 0, minutes=16).problems == [("minutes", "m09")]


def test_the_diagnostic_is_held_against_its_rules_with_the_rest(tmp_path):
    assert Broken(tmp_path, alone=True).remove("diagnostic.toml").problems == [("file", "diagnostic.toml")]
