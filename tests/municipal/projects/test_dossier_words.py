"""Names of people taken out of a text, however they are typed; parts of words stay."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from municipal.projects.dossier_words import INSTEAD, hiding

NAMES = ["Odile Bouleau", "Jean-François L’Écuyer", "Bo"]


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("Odile Bouleau l’a dit.", "[…] l’a dit."),
        ("ODILE  bouleau, odile\u00a0Bouleau", "[…], […]"),
        ("Jean François L'Écuyer", "[…]"),
        ("Jean-François L’E\u0301cuyer", "[…]"),
        ("Odile, sous le bouleau", "Odile, sous le bouleau"),
        ("Odile Bouleaux", "Odile Bouleaux"),
        ("Bo est trop court pour être sûr", "Bo est trop court pour être sûr"),
        ("", ""),
    ],
)
def test_whole_names_go_and_nothing_else(text, left):
    assert hiding(NAMES)(text) == left


@given(st.text(max_size=40), st.text(max_size=40))
def test_no_name_is_left_between_any_two_texts(before, after):
    hidden = hiding(NAMES)(f"{before} Odile Bouleau {after}")
    assert INSTEAD in hidden
    assert " Odile Bouleau " not in hidden


@given(st.text(max_size=60))
def test_without_names_a_text_is_itself(text):
    assert hiding([])(text) == text
