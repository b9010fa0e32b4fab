"""Each error of a shortlist begins with what to do, in both languages."""

import re

import pytest

from municipal.projects import shortlist_words as words

REMEDIES = [
    words.too_few_or_many(0, "fr"),
    words.too_few_or_many(1, "fr"),
    words.too_few_or_many(6, "fr"),
    words.ticked_and_left("Ouïe", "fr"),
    words.too_long("Ouïe", "fr"),
    words.list_moved("fr"),
    words.fixed_meanwhile("fr"),
    words.note_too_long("Ouïe", 1000, "fr"),
    words.note_twice("", "fr"),
    words.note_twice("Ouïe", "fr"),
    words.choose_first("fr"),
]


@pytest.mark.parametrize("told", REMEDIES)
def test_a_remedy_comes_first_as_a_request_in_short_sentences(told):
    assert re.match(r"[A-ZÉ][a-zé]+ez\b", told)
    assert all(len(one.split()) <= 20 for one in re.split(r"[.!?]", told))


def test_the_count_says_which_remedy_is_meant():
    none, one, six = (words.too_few_or_many(count, "fr") for count in (0, 1, 6))
    assert "Aucune" in none
    assert "autre" in one
    assert "6 sont cochées" in six


@pytest.mark.parametrize("place", ["compared", "kept", "left", "excluded"])
def test_every_place_of_the_list_has_words_and_a_tone(place):
    assert words.place_words(place, "fr")
    assert place in words.TONES


def test_what_a_list_does_not_say_is_not_known():
    assert words.fit_words("fits", "statement", "fr") != words.fit_words("fits", "description", "fr")
    assert words.fit_words("yes", "", "fr") == "On ne sait pas"


def test_a_list_counts_what_it_holds():
    assert words.counted(7, 5, 4, "fr") == "Solutions gardées\u00a0: 7, dont 5 comparées. Écartées\u00a0: 4."
    assert "comparées" not in words.counted(7, 0, 4, "fr")
