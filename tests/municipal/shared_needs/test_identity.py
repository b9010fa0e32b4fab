"""One need, one id, whatever the words and the language; and what may not be shared at all."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from municipal.shared_needs.identity import LONGEST, understood, why_not


def test_two_languages_tell_the_same_need():
    assert understood("suivi des nids-de-poule").id == understood("pothole tracking").id
    assert understood("détecter les fuites d’eau").id == understood("water leak detection").id
    assert understood("détecter les fuites d’eau").id != understood("pothole tracking").id


def test_the_id_says_what_was_understood_domains_before_capabilities():
    told = understood("détecter les fuites d’eau")
    assert (told.domains, told.capabilities) == (["D:eau"], ["C:anomalies"])
    assert told.id == "eau-anomalies"


@pytest.mark.parametrize("words", ["bricoler des licornes roses", "zzykx"])
def test_what_nobody_understands_has_an_id_of_its_words(words):
    told = understood(words)
    assert told.domains == told.capabilities == []
    assert told.id != understood(words + " hippogriffe").id
    assert re.fullmatch(r"[a-z0-9-]+", told.id)


@settings(max_examples=50, deadline=None)
@given(st.permutations(["zorglub", "kranouille", "blibou", "trufigue"]), st.integers(1, 4))
def test_neither_order_nor_case_nor_accents_nor_small_words_change_a_need(words, count):
    some = sorted(words[:count])
    assert understood(" de la ".join(word.upper() for word in words[:count])).id == understood(" ".join(some)).id


@settings(max_examples=50, deadline=None)
@given(st.text(max_size=80))
def test_any_words_have_an_id_that_an_address_can_hold_or_none(text):
    told = understood(text)
    assert told is None or re.fullmatch(r"[a-z0-9_-]{1,120}", told.id)


@pytest.mark.parametrize(
    ("words", "why"),
    [
        ("suivi des nids-de-poule", ""),
        ("", "empty"),
        ("de la", "empty"),
        ("a" * (LONGEST + 1), "long"),
        ("nids-de-poule, écrire à odile@mesange.example", "personal"),
        ("nids-de-poule, appeler le 418 555-0199", "personal"),
        ("nids-de-poule, call (418) 555-0199", "personal"),
        ("96 km de rues en 2027, 120 000 $", ""),
    ],
)
def test_words_that_tell_of_a_person_are_not_shared(words, why):
    assert why_not(words) == why
