"""The index of words, held against BM25 written out from its definition."""

from math import log

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from vendors.needs.index import build
from vendors.needs.words import LANGUAGES, stems

# Numbers have no stem and are no small words, so a document is exactly the words that it is made of.
WORDS = st.lists(st.sampled_from(["101", "202", "303", "404", "505"]), max_size=12)


def bm25(documents, need, k1=1.2, b=0.75):
    """Robertson and Zaragoza (2009), with the rarity that is never negative: ln(1 + (N - n + ½) / (n + ½))."""
    mean = sum(len(document) for document in documents) / len(documents)
    scores = []
    for document in documents:
        score = 0.0
        for word in set(need):
            n = sum(1 for other in documents if word in other)
            tf = document.count(word)
            rarity = log(1 + (len(documents) - n + 0.5) / (n + 0.5))
            score += rarity * tf * (k1 + 1) / (tf + k1 * (1 - b + b * len(document) / mean))
        scores.append(score)
    return scores


@pytest.fixture(scope="module")
def indexed(plain, solution):
    """`indexed([words of a document…], language)`."""

    def made(documents, language):
        said, other = ("summary_fr", "summary_en") if language == "fr" else ("summary_en", "summary_fr")
        rows = [
            solution(str(n), name="", **{said: " ".join(document), other: "606"})
            for n, document in enumerate(documents)
        ]
        return build(rows, [], [], plain)

    return made


@pytest.mark.parametrize("language", LANGUAGES)
@settings(max_examples=50, deadline=None)
@given(documents=st.lists(WORDS, min_size=1, max_size=6).filter(any), need=WORDS)
def test_scores_are_those_of_bm25(indexed, language, documents, need):
    found = indexed(documents, language).text_scores(need, language)
    for n, score in enumerate(bm25(documents, need)):
        assert found.get(str(n), 0.0) == pytest.approx(score)


def test_a_score_worked_by_hand(indexed):
    # Two documents of two and four words (mean 3); 101 stands once in the first alone:
    # rarity ln(1 + 1.5/1.5) = ln 2; length 1 - 0.75 + 0.75 x 2/3 = 0.75; ln 2 x 2.2 / (1 + 1.2 x 0.75).
    found = indexed([["101", "202"], ["202", "202", "303", "404"]], "fr").text_scores(["101"], "fr")
    assert found == {"0": pytest.approx(0.6931472 * 2.2 / 1.9)}


def test_a_word_that_the_need_repeats_counts_once_and_one_that_nobody_has_counts_for_nothing(indexed):
    index = indexed([["101"], ["202"]], "en")
    assert index.text_scores(["101", "101", "999"], "en") == index.text_scores(["101"], "en")
    assert index.text_scores(["999"], "en") == {}
    assert index.text_scores([], "en") == {}


def test_a_solution_is_known_by_name_supplier_sentence_offers_and_labels_in_each_language(plain, solution, fact):
    one = solution(
        "s",
        ["D:deneigement"],
        ["C:voix"],
        name="Gratton",
        vendor_name="Lavoie",
        summary_fr="pelletage",
        summary_en="shovelling",
    )
    index = build(
        [one], [fact("s", "offer", "épandage", "spreading"), fact("s", "client", "Amos", body="Amos")], [], plain
    )
    for language, said, unsaid in (
        ("fr", ["gratton", "lavoie", "pelletage", "épandage", "vocal"], ["shovelling", "spreading", "amos"]),
        ("en", ["gratton", "lavoie", "shovelling", "spreading", "snow", "voice"], ["pelletage", "épandage", "amos"]),
    ):
        assert [word for word in said if not index.text_scores(stems(word, language), language)] == []
        assert [word for word in unsaid if index.text_scores(stems(word, language), language)] == []


def test_the_uses_by_public_bodies_are_counted(plain, solution, fact):
    facts = [
        fact("a", "client", "Amos s’en sert.", body="Ville d’Amos"),
        fact("a", "client", "Alma s’en sert.", body="Ville d’Alma"),
        fact("a", "client", "Une ville s’en sert."),
        fact("a", "price", "Mille dollars.", body="Ville d’Amos"),
        fact("b", "offer", "Rien."),
    ]
    index = build([solution("a"), solution("b"), solution("c")], facts, [], plain)
    assert [index.uses.get(one, 0) for one in "abc"] == [2, 0, 0]


def test_statements_are_kept_by_solution(plain, solution, statement):
    said = [statement("a", "D:eau", "fits"), statement("b", "D:eau", "partly"), statement("a", "C:voix", "partly")]
    index = build([solution("a"), solution("b")], [], said, plain)
    assert index.fits == {"a": [said[0], said[2]], "b": [said[1]]}


def test_an_empty_registry_has_an_index(plain):
    assert build([], [], [], plain).text_scores(["101"], "fr") == {}


def test_a_registry_where_nothing_is_written_in_english_has_an_index(plain, solution):
    index = build([solution("1", name="", summary_fr="101")], [], [], plain)
    assert index.text_scores(["101"], "fr") != {}
    assert index.text_scores(["101"], "en") == {}
