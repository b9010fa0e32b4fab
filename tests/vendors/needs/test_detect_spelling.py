"""What a need is understood to say does not change with typing errors, accents, capitals or apostrophes."""

import unicodedata

import pytest

from tests.vendors.needs.asked import nodes
from vendors.needs.detect import detect
from vendors.needs.words import LANGUAGES


def bare(text):
    return "".join(one for one in unicodedata.normalize("NFD", text) if not unicodedata.combining(one))


def typed_wrong(word):
    yield from (word[:n] + word[n + 1 :] for n in range(len(word)))
    yield from (word[:n] + word[n] + word[n:] for n in range(len(word)))
    yield from (word[:n] + word[n + 1] + word[n] + word[n + 2 :] for n in range(len(word) - 1))
    yield from (word[:n] + "k" + word[n + 1 :] for n in range(len(word)))


@pytest.mark.parametrize("word", ["trottoir", "aqueduc", "bibliothèque", "poubelle", "égouts"])
def test_one_typing_error_in_a_word_of_five_letters_or_more_changes_nothing(small, word):
    taxonomy = small(("D:voirie", "fr", word))
    assert [typed for typed in typed_wrong(word) if nodes(f"notre {typed} est là", taxonomy) != ["D:voirie"]] == []


def test_a_typing_error_in_each_word_of_a_phrase_changes_nothing(small):
    taxonomy = small(("D:finances", "fr", "compte de taxes municipales"))
    assert nodes("mon copmte de takes municipalles", taxonomy) == ["D:finances"]


def test_a_short_word_is_never_guessed(small):
    assert nodes("du sol et un seau", small(("D:deneigement", "fr", "sel"), ("D:eau", "fr", "eau"))) == []


def test_a_feminine_participle_needs_no_term_of_its_own(small):
    assert nodes("une entrée mal déneigée", small(("D:deneigement", "fr", "déneiger"))) == ["D:deneigement"]


def test_a_dropped_accent_changes_nothing_whatever_the_term(thesaurus):
    changed = [
        (language, term.text)
        for language in LANGUAGES
        for term in thesaurus.terms[language]
        if not term.text.isascii()
        and detect(bare(term.text), thesaurus, language) != detect(term.text, thesaurus, language)
    ]
    assert changed == []


def test_a_dropped_accent_does_not_turn_a_french_term_into_an_english_need(thesaurus):
    changed = [
        term.text
        for term in thesaurus.terms["fr"]
        if not term.text.isascii() and detect(bare(term.text), thesaurus).nodes != detect(term.text, thesaurus).nodes
    ]
    assert changed == []


def test_capitals_no_break_spaces_hyphens_and_apostrophes_change_nothing_whatever_the_term(thesaurus):
    def disguised(text):
        return text.upper().replace("’", "'").replace(" ", "\u00a0").replace("-", "‑")

    changed = [
        (language, term.text)
        for language in LANGUAGES
        for term in thesaurus.terms[language]
        if nodes(disguised(term.text), thesaurus, language) != nodes(term.text, thesaurus, language)
    ]
    assert changed == []
