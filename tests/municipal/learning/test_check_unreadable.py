"""A curriculum that cannot be read as what it is: a problem with its place, never a traceback."""

import re
import shutil

import pytest

from municipal.learning.check import check
from tests.municipal.learning.breaking import KNOWN, Broken

LESSON = "m01/1.fr.md"


@pytest.fixture
def broken(tmp_path):
    return Broken(tmp_path, alone=True)


def one_problem(broken, rule, where):
    """Exactly one, of this rule, at this place."""
    problems = broken.problems
    assert [found for found, _ in problems] == [rule], problems
    assert re.fullmatch(rf"(m01/)?{where}", problems[0][1]), problems


# Tables


@pytest.mark.parametrize("name", ["module.toml", "items.toml", "cards.toml", "scenario.toml"])
@pytest.mark.parametrize("more", ["\nkey = ", "\n[[item", "\n= 3", '\ntext = "'])
def test_a_file_that_is_no_toml_is_a_problem(broken, name, more):
    last = len((broken.folder / "m01" / name).read_text("utf-8").splitlines())
    broken.text(f"m01/{name}", lambda text: text.rstrip("\n") + more)
    one_problem(broken, "seed", rf"{name}:({last}|{last + 1})")


def test_endless_brackets_are_a_problem(broken):
    one_problem(broken.text("m01/module.toml", lambda text: f"{text}\nx = {'[' * 5000}"), "file", ".*")


def test_a_line_of_limits_that_is_no_toml_is_a_problem(broken):
    one_problem(broken.text("limits.toml", lambda text: "[[reading]\n" + text), "seed", "limits.toml:1")


@pytest.mark.parametrize(
    ("values", "field"),
    [({"key": "two"}, "key"), ({"difficulty": "hard"}, "difficulty"), ({"options_fr": "un"}, "options_fr")],
)
def test_a_value_of_another_kind_is_a_problem_at_its_field(broken, values, field):
    one_problem(broken.row("m01/cards.toml", "card", 0, **values), "seed", rf"cards\.toml:\d+:{field}")


def test_a_field_that_is_missing_and_one_that_is_unknown_are_problems(broken):
    one_problem(broken.row("m01/cards.toml", "card", 0, stem_fr=None), "seed", r"cards\.toml:1:stem_fr")
    broken.row("m01/cards.toml", "card", 0, stem_fr="Quoi?", colour="red")
    one_problem(broken, "seed", r"cards\.toml:\d+:colour")


def test_a_table_of_another_file_is_a_problem(broken):
    broken.rows("m01/cards.toml", lambda said: said.update(item=[{"id": "x"}]))
    one_problem(broken, "seed", r"cards\.toml:\d+:item")


def test_the_place_says_in_which_module_the_file_stands(broken):
    ((_, where),) = broken.row("m01/cards.toml", "card", 0, colour="red").problems
    assert where.startswith("m01/cards.toml:")


@pytest.mark.parametrize("row", ['1,"Comprendre', "one,a,b,c,d", "1,a,b,c,d,e", "1,a"])
def test_a_broken_line_of_a_csv_is_a_problem(broken, row):
    broken.text("levels.csv", lambda text: text.rstrip("\n") + f"\n{row}\n")
    assert {(rule, where.partition(":")[0]) for rule, where in broken.problems} == {("seed", "levels.csv")}


@pytest.mark.parametrize("name", ["m01/module.toml", "m01/items.toml", "m01/scenario.toml", "limits.toml", "steps.csv"])
def test_a_table_that_is_not_utf_8_is_a_problem(broken, name):
    broken.file(name, "id = é\n".encode("latin-1"))
    one_problem(broken, "seed", rf"{name.rpartition('/')[2]}:1")


@pytest.mark.parametrize("name", ["m01/module.toml", "m01/scenario.toml", "m06/module.toml", "limits.toml"])
def test_a_file_without_its_table_is_a_problem(broken, name):
    problems = broken.file(name).problems
    assert any(name.rpartition("/")[2] in where for _, where in problems), problems


@pytest.mark.parametrize("name", ["reading", "bank", "placement", "mastery", "refresh"])
def test_no_kind_of_limit_may_be_missing(broken, name):
    problems = broken.rows("limits.toml", lambda said: said.pop(name)).problems
    assert any("limits.toml" in where for _, where in problems), problems


def test_nobody_reads_no_word_a_minute(broken):
    assert broken.row("limits.toml", "reading", 0, words_per_minute=0).problems


# Files


@pytest.mark.parametrize(
    "name",
    ["limits.toml", "levels.csv", "themes.csv", "competencies.csv", "pathways.csv", "steps.csv", "m01/1.en.md", LESSON],
)
def test_a_file_that_is_missing_is_a_problem(broken, name):
    problems = broken.remove(name).problems
    assert any(name in where for _, where in problems), problems


@pytest.mark.parametrize("there", [True, False])
def test_a_folder_with_nothing_in_it_is_a_problem(tmp_path, there):
    if there:
        (tmp_path / "curriculum").mkdir()
    report = check(tmp_path / "curriculum", KNOWN)
    assert report.modules == 0
    assert report.problems


def test_an_english_text_without_a_french_one_is_a_problem(broken):
    shutil.copy(broken.folder / "m01/3.en.md", broken.folder / "m01/4.en.md")
    assert any("m01/4.fr.md" in where for _, where in broken.problems)


@pytest.mark.parametrize("name", ["m25/1.fr.md", "m25/items.toml"])
def test_a_folder_of_a_module_without_its_file_is_a_problem(broken, name):
    assert any("m25" in where for _, where in broken.file(name).problems)


def test_a_lesson_whose_name_is_no_number_is_a_problem(broken):
    shutil.copy(broken.folder / LESSON, broken.folder / "m01/1a.fr.md")
    assert any("m01" in where for _, where in broken.problems)


# Lessons


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Bonjour.\n",
        '+++\ntitle = "T"\ngoal = "G"\nBonjour.\n',
        '+++\ntitle = "T"\n+++\nBonjour.\n',
        '+++\ntitle = "T"\ngoal = 3\n+++\nBonjour.\n',
        '+++\ntitle = "T"\ngoal = "G"\ncolour = "red"\n+++\nBonjour.\n',
        '+++\ntitle = "T\ngoal = "G"\n+++\nBonjour.\n',
        "---\ntitle: T\n---\nBonjour.\n",
    ],
)
def test_a_lesson_without_a_whole_front_matter_is_a_problem(broken, text):
    one_problem(broken.file(LESSON, text.encode()), "lesson", "m01/1.fr.md:1")


def test_a_lesson_that_is_not_utf_8_is_a_problem(broken):
    text = (broken.folder / LESSON).read_text("utf-8")
    one_problem(broken.file(LESSON, text.encode("cp1252")), "lesson", r"m01/1\.fr\.md:\d+")


FORBIDDEN = {
    "fence": "```python\nprint()\n```",
    "fence without a name": "```\nMot.\n```",
    "indented": "    Mot.",
    "rule": "---",
    "fence in a block": "```assistant\n~~~python\nprint()\n~~~\n```",
    "block in a block": "~~~assistant\n```example\nMot.\n```\n~~~",
}
FOREIGN = {
    "tag": "Un mot <b>gras</b>.",
    "block": "<div>Un mot.</div>",
    "capitals": "<BR>Un mot.",
    "comment": "<!-- Un mot. -->",
    "link": "Voir [cette page](https://ville.example).",
    "address": "Voir <https://ville.example>.",
    "reference": "[page]: https://ville.example",
    "image": "![Une rue](rue.png)",
}


def with_both(broken, text):
    """Both languages of a lesson with one more block at their end."""
    for language in ("fr", "en"):
        broken.text(f"m01/1.{language}.md", lambda old: f"{old.rstrip()}\n\n{text}\n")
    return broken


@pytest.mark.parametrize("text", FORBIDDEN.values(), ids=FORBIDDEN)
def test_a_lesson_holds_none_but_its_own_blocks(broken, text):
    assert {rule for rule, _ in with_both(broken, text).problems} == {"lesson"}


@pytest.mark.parametrize("text", FOREIGN.values(), ids=FOREIGN)
def test_a_lesson_holds_no_html_no_link_and_no_picture(broken, text):
    assert {rule for rule, _ in with_both(broken, text).problems} == {"lesson"}


@pytest.mark.parametrize(
    "text", ["Une part < 5 et > 3.", "Il dit […] cela.", "Voir la note [2]; c’est tout.", "A & B."]
)
def test_a_sign_or_a_bracket_is_none_of_these(broken, text):
    assert with_both(broken, text).problems == []


@pytest.mark.parametrize("blank", [0, 2])
def test_the_line_of_a_block_that_may_not_be_is_told(broken, blank):
    text = '+++\ntitle = "T"\ngoal = "G"\n+++\n' + "\n" * blank + "Un mot.\n\n---\n"
    line = text.splitlines().index("---") + 1
    one_problem(broken.file(LESSON, text.encode()), "lesson", f"m01/1.fr.md:{line}")
