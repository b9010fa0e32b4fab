"""`curriculum check` on the diagnostic: ours has no problem, and each fault made in a copy is found."""

import csv
import tomllib

import pytest

from municipal.courses.queries import seeds
from municipal.learning.check_diagnostic import diagnostic_problems, minutes
from municipal.learning.curriculum import curriculum
from municipal.learning.diagnostic import read_diagnostic
from municipal.paths import SEED

FILE = SEED / "curriculum" / "diagnostic.toml"
TEXT = FILE.read_text("utf-8")
RESOURCES = {row["id"] for row in tomllib.loads((SEED / "resources.toml").read_text("utf-8"))["resource"]}
COURSES = {seed.id for seed in seeds()}


def problems(folder, text):
    (folder / "diagnostic.toml").write_text(text, "utf-8")
    return diagnostic_problems(curriculum(), folder, RESOURCES, COURSES)


def once(old, new):
    assert old in TEXT
    return TEXT.replace(old, new, 1)


def test_ours_has_no_problem():
    assert diagnostic_problems(curriculum(), FILE.parent, RESOURCES, COURSES) == []


@pytest.mark.parametrize("language", ["fr", "en"])
def test_its_reading_time_is_counted_word_by_word(language):
    asked = tomllib.loads(TEXT)["question"]
    read = " ".join(
        " ".join([one[f"text_{language}"], one[f"help_{language}"], *one[f"options_{language}"]]) for one in asked
    )
    rough = len(read.split()) / 180 + 12 * 5 / 60
    assert minutes(read_diagnostic(FILE), language, curriculum().limits) == pytest.approx(rough, rel=0.02)
    assert rough <= 6


@pytest.mark.parametrize(
    ("old", "new", "rule"),
    [
        ('theme = "personnes"', 'theme = "ailleurs"', "reference"),
        ('level = "avance"', 'level = "ailleurs"', "reference"),
        ('role = "clerk"', 'role = "roi"', "reference"),
        ('role = "clerk"', 'role = "roi"', "plan"),
        ('modules = ["m04"]', 'modules = ["m99"]', "reference"),
        ('"cai-guide-efvp"', '"nulle-part"', "reference"),
        ('courses = ["ciq-umq-litteratie-ia"]', 'courses = ["nulle-part"]', "reference"),
        ("from = 0", "from = 1", "threshold"),
        ("from = 19", "from = 10", "threshold"),
        ("from = 28", "from = 37", "threshold"),
        ('options_fr = ["Personne n’est nommé.", ', "options_fr = [", "options"),
        ('"Nobody is named."', '"Someone takes care of it, with no written mandate."', "options"),
        ('id = "partage"', 'id = "suites"', "id"),
        ("Qui répond de l’IA dans la municipalité?", "Qui répond de l’IA dans la municipalité ?", "style"),
        ("Qui répond de l’IA dans la municipalité?", "mot " * 21 + "fin?", "sentence"),
        ("Qui répond de l’IA dans la municipalité?", "Mot. " * 400, "minutes"),
        ("Reread the last document given to council on a digital tool.", "Word. " * 400, "minutes"),
        ("[[question]]", "[[query]]", "seed"),
        ("from = 0", 'from = "zero"', "seed"),
    ],
)
def test_a_fault_made_in_a_copy_is_found(tmp_path, old, new, rule):
    found = problems(tmp_path, once(old, new))
    assert rule in {one.rule for one in found}
    assert all(one.fr and one.en for one in found)


def test_eleven_questions_are_not_twelve(tmp_path):
    first = TEXT.index("[[question]]")
    assert "questions" in {
        one.rule for one in problems(tmp_path, TEXT[:first] + TEXT[TEXT.index("[[question]]", first + 1) :])
    }


def test_a_role_without_a_step_at_a_stage_is_found(tmp_path):
    parts = TEXT.split("[[step]]")
    kept = [part for part in parts if not ('level = "avance"' in part and 'role = "it"' in part)]
    assert len(kept) == len(parts) - 1
    (found,) = problems(tmp_path, "[[step]]".join(kept))
    assert (found.rule, found.where) == ("plan", "avance")
    assert "it" in found.fr


def test_a_folder_without_a_diagnostic_is_told_so(tmp_path):
    (found,) = diagnostic_problems(curriculum(), tmp_path, RESOURCES, COURSES)
    assert found.rule == "file"


def test_the_courses_it_may_name_are_those_of_the_file():
    lines = [line for line in (SEED / "courses.csv").read_text("utf-8").splitlines() if not line.startswith("#")]
    assert {row["id"] for row in csv.DictReader(lines)} == COURSES
