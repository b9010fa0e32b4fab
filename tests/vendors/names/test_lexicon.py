"""The words of `seed/names/`: each once, in the form that is compared, and of a kind that says what it is worth."""

import csv

import pytest

from municipal.paths import SEED
from vendors.text import fold


def rows(name):
    """The file as anyone reads it: without the program's own reader."""
    lines = [line for line in (SEED / "names" / name).read_text("utf-8").splitlines() if not line.startswith("#")]
    return list(csv.DictReader(lines))


@pytest.mark.parametrize(("name", "column"), [("forms.csv", "form"), ("words.csv", "word")])
def test_each_stands_once_and_folded(name, column):
    listed = [row[column] for row in rows(name)]
    assert len(listed) > 100
    assert len(set(listed)) == len(listed)
    assert [text for text in listed if text != fold(text) or not text.replace(" ", "").isalnum()] == []


def test_each_form_has_a_source():
    assert all(row["source"] and row["country"] for row in rows("forms.csv"))


def test_what_a_word_means_is_compared_as_it_is(lexicon):
    for row in rows("words.csv"):
        if row["means"]:
            assert lexicon.token(row["means"]).text == row["means"], row
            assert lexicon.token(row["word"]) == lexicon.token(row["means"]), row


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("constructions", "construction"),
        ("bureaux", "bureau"),
        ("engineering", "ingenierie"),
        ("brothers", "freres"),
        ("software", "logiciels"),
        ("technology", "technologies"),
        ("grouep", "groupe"),
        ("zoltaux", "zoltal"),
        ("zoltecs", "zoltec"),
    ],
)
def test_plurals_slips_and_the_other_language_are_one_word(lexicon, one, other):
    assert lexicon.token(one) == lexicon.token(other)


@pytest.mark.parametrize(
    ("one", "other"), [("levis", "levi"), ("atlas", "atla"), ("bus", "bu"), ("boss", "bos"), ("lavoie", "savoie")]
)
def test_what_only_looks_like_a_plural_or_a_slip_is_not(lexicon, one, other):
    assert lexicon.token(one).text != lexicon.token(other).text


def test_a_made_up_word_weighs_the_most(lexicon):
    weights = [lexicon.token(word).weight for word in ("kalbec", "tremblay", "jean", "excavation", "laval", "groupe")]
    assert weights == sorted(weights, reverse=True)
    assert len(set(weights)) == 6
