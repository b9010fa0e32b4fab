"""Text made comparable, held against words folded by hand and against what Unicode says."""

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from vendors.text import fold, sort_key, words

FRENCH = st.text("abcdefghijklmnopqrstuvwxyzàâäçéèêëîïôöùûüÿæœ '’-.,!\u00a0ABCÉÈÀÇŒ0123456789", max_size=60)


@pytest.mark.parametrize(
    ("given_text", "folded"),
    [
        ("Égout", "egout"),
        ("nœud de la Côte-Nord", "noeud de la cote-nord"),
        ("CŒUR", "coeur"),
        ("ex æquo", "ex aequo"),
        ("Straße", "strasse"),
        ("l’eau", "l'eau"),
        ("14\u00a0h\u202f05", "14 h 05"),
        ("Trois‑Rivières — Québec", "trois-rivieres - quebec"),
        ("Ça gèle où?", "ca gele ou?"),
        ("", ""),
    ],
)
def test_a_text_is_folded_as_by_hand(given_text, folded):
    assert fold(given_text) == folded


@pytest.mark.parametrize(
    ("given_text", "found"),
    [
        ("nids-de-poule", ["nids", "de", "poule"]),
        ("l’eau, l'égout; d‘aqueduc", ["l", "eau", "l", "egout", "d", "aqueduc"]),
        ("« 1 234,50 $ »", ["1", "234", "50"]),
        ("2ᵉ rang", ["2e", "rang"]),
        ("🚜❄️", []),
        ("...", []),
    ],
)
def test_everything_but_letters_and_digits_separates_words(given_text, found):
    assert words(given_text) == found


@settings(max_examples=50, deadline=None)
@given(FRENCH)
def test_accents_case_and_the_way_accents_are_encoded_change_no_word(text):
    bare = "".join(one for one in unicodedata.normalize("NFD", text) if not unicodedata.combining(one))
    expected = words(text)
    assert words(bare) == expected
    assert words(text.upper()) == expected
    assert words(unicodedata.normalize("NFC", text)) == expected
    assert words(unicodedata.normalize("NFD", text)) == expected


@settings(max_examples=50, deadline=None)
@given(st.text(max_size=80))
def test_words_of_any_text_are_plain_and_read_the_same_again(text):
    found = words(text)
    assert all(word.isascii() and word.isalnum() and word == word.lower() for word in found)
    assert words(" ".join(found)) == found


def test_names_are_ordered_as_a_french_reader_expects():
    names = ["Zèbre", "Éco Entreprises", "école", "« Alpha »", "l’Abeille", "Eau Pure", "3D Carto"]
    assert sorted(names, key=sort_key) == [
        "3D Carto",
        "« Alpha »",
        "Eau Pure",
        "Éco Entreprises",
        "école",
        "l’Abeille",
        "Zèbre",
    ]


def test_a_name_without_a_latin_letter_still_has_a_place_in_the_order():
    assert sort_key("東京") != ""
    assert sort_key("東京") != sort_key("大阪")
