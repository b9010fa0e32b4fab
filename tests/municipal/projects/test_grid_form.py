"""What the form of a grid sends: questions in their places, decimals with a comma or a point, nothing else let in."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from municipal.projects.grid import FIELDS, default_grid, rows_of
from municipal.projects.grid_form import MODE_NAMES, labels, shown, told_of, written, wrong
from tests.municipal.projects.gridding import HOSTILE, grids, sent, told


def many(raw):
    return {name: [value] for name, value in raw.items()}


@given(grids(), st.sampled_from(["fr", "en"]))
def test_a_grid_comes_back_from_its_form_as_it_was(made, language):
    again = told_of(many(sent(made, language)), language)
    assert again == made
    assert wrong(again, language) == []


@given(grids(), st.sampled_from(["fr", "en"]))
def test_a_grid_comes_back_from_the_page_that_joins_two_edits_as_it_was(made, language):
    assert told_of(many(shown(made, language)), language) == made


@pytest.mark.parametrize(
    ("text", "language", "kept"),
    [
        ("12,5", "fr", "12.5"),
        ("12.5", "fr", "12.5"),
        ("12,5", "en", "12.5"),
        (" 12.5 ", "en", "12.5"),
        ("\u00a025\u00a0", "fr", "25"),
        ("\u22121", "fr", "-1"),
    ],
)
def test_a_comma_and_a_point_both_make_a_decimal(text, language, kept):
    made = told_of({"criterion_1_name": ["A"], "criterion_1_max": [text], "factor": [text]}, language)
    assert (made["criterion_1_max"], made["factor"]) == (kept, kept)
    assert wrong(made, language) == []


@pytest.mark.parametrize("text", ["beaucoup", "1e9", "1,2,3", "٣", "1 2 3 4 5 6 7 8", HOSTILE])
def test_what_is_no_number_is_told_beside_its_field(text):
    raw = {"criterion_2_name": ["A"], "criterion_2_max": [text], "price_points": [text]}
    found = wrong(told_of(raw, "fr"), "fr")
    assert {one.field for one in found} == {"criterion_2_max", "price_points"}
    assert all(one.message.startswith("Écrivez un nombre") for one in found)


def test_a_name_too_long_is_told():
    (found,) = wrong(told(criteria=[("x" * 121, "1", "")]), "fr")
    assert (found.field, "120" in found.message) == ("criterion_1_name", True)


def test_unknown_questions_modes_and_fields_are_not_kept():
    raw = {
        "mode": [HOSTILE],
        "question_N3": ["99"],
        "question_ZZ": ["1"],
        "gate_ZZ": ["yes"],
        "criterion_13_name": ["x"],
    }
    made = told_of(raw, "fr")
    assert set(made) == set(FIELDS)
    assert rows_of(made) == []
    assert {value for name, value in made.items() if name != "tie_rule"} == {""}


def test_a_question_stands_under_one_criterion_and_a_gate_is_never_scored():
    made = told_of(many(sent(default_grid("", ""))) | {"question_N1": ["1"], "question_N3": ["2"]}, "fr")
    assert "N3" in made["criterion_2_questions"].split()
    assert "N3" not in made["criterion_1_questions"].split()
    assert "N1" not in made["criterion_1_questions"].split()


def test_hostile_names_are_kept_as_text_on_one_line():
    assert told_of({"criterion_1_name": [f"  {HOSTILE}\n\n "]}, "fr")["criterion_1_name"] == HOSTILE


def test_every_field_has_a_name_of_its_own():
    for language in ("fr", "en"):
        named = labels(language)
        assert set(named) == set(FIELDS)
        assert len(set(named.values())) == len(FIELDS)
    assert set(MODE_NAMES) == {"two_envelope", "one_envelope", "lowest_price"}


def test_numbers_are_shown_as_the_language_writes_them():
    assert (written("12.5", "fr"), written("12.5", "en")) == ("12,5", "12.5")
