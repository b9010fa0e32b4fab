"""Words that both say, words that stand for the same one, and words that one side says alone."""

import pytest
from rapidfuzz.distance import OSA

from vendors.names.align import INITIALS, JOINED, align, alike
from vendors.names.lexicon import Token


def words(*texts, kind=""):
    return [Token(text, 1.0, kind) for text in texts]


@pytest.fixture
def aligned(name):
    return lambda left, right: align(name(left).main, name(right).main)


def alone(found):
    return [token.text for token in found.left], [token.text for token in found.right]


def test_shared_words_go_together_in_any_order(aligned):
    found = aligned("Zeno Kala Boréal", "Boréal Zeno Kala inc.")
    assert (found.shared, found.likened, alone(found)) == (3.0, 0.0, ([], []))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("roxboro", "roxbro"),
        ("roxboro", "orxboro"),
        ("sanexen", "sanexem"),
        ("mobilshred", "mobillshred"),
        ("itex", "itexx"),
    ],
)
def test_a_slip_of_the_keyboard_is_found(one, other):
    assert OSA.distance(one, other) == 1
    assert 0.65 < alike(*words(one, other)) < 1
    assert alike(*words(one, other)) == alike(*words(other, one))


@pytest.mark.parametrize(
    ("one", "other"), [("abc", "abd"), ("kmpv", "kmpw"), ("novatek", "solutria"), ("pep2000", "pep3000")]
)
def test_what_is_too_short_too_far_or_a_figure_is_not(one, other, lexicon):
    assert alike(lexicon.token(one), lexicon.token(other)) == 0


def test_two_known_words_are_two_words(lexicon):
    lavoie, savoie = lexicon.token("lavoie"), lexicon.token("savoie")
    assert (lavoie.kind, savoie.kind) == ("surname", "surname")
    assert alike(lavoie, savoie) == 0


def test_spaces_initials_and_beginnings(aligned):
    joined = aligned("Hewlett-Packard", "HewlettPackard")
    assert (joined.worst, joined.shortened, alone(joined)) == (JOINED, False, ([], []))
    initials = aligned("Excel HR", "Excel Human Resources")
    assert (initials.worst, initials.shortened, alone(initials)) == (INITIALS, True, ([], []))
    cut = aligned("Advanced Chippewa", "Advanced Chip")
    assert (cut.shortened, alone(cut)) == (True, ([], []))
    assert alone(aligned("J. Kalbec", "Jean Kalbec")) == ([], [])
    assert alone(aligned("K. Kalbec", "Jean Kalbec")) == (["k"], ["jean"])


def test_what_one_side_says_alone_is_told(aligned):
    assert alone(aligned("Kalbec Béton", "Kalbec Excavation Laval")) == (["beton"], ["excavation", "laval"])


def test_the_order_of_the_two_changes_nothing(aligned):
    for left, right in [
        ("Zeno Kala Zen", "Zeno Zena Kalla"),
        ("a b ab", "ab a c"),
        ("Hewlett Packard HP", "HewlettPackard HPP"),
    ]:
        one, other = aligned(left, right), aligned(right, left)
        assert (one.shared, one.likened, one.worst) == (other.shared, other.likened, other.worst)
        assert alone(one) == alone(other)[::-1]
