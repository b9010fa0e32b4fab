"""The words of a need: held against Snowball's own samples, against typing errors made one by one, and by hand."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from vendors.needs.words import LANGUAGES, STOP_WORDS, Vocabulary, content, language_of, stem, stems

LETTERS = "abcdefghijklmnopqrstuvwxyz"
# Far from one another, so that one letter never leads from one to the other.
FAR = ["aqueduc", "poubelle", "bibliotheque", "inondation", "deneigement", "trottoir", "potager", "vermoulu"]


def edits(word, letters=LETTERS):
    """Every text one letter away: deleted, doubled or added, swapped, replaced."""
    halves = [(word[:n], word[n:]) for n in range(len(word) + 1)]
    deleted = {head + tail[1:] for head, tail in halves if tail}
    added = {head + letter + tail for head, tail in halves for letter in letters}
    swapped = {head + tail[1] + tail[0] + tail[2:] for head, tail in halves if len(tail) > 1}
    replaced = {head + letter + tail[1:] for head, tail in halves if tail for letter in letters}
    return (deleted | added | swapped | replaced) - {word}


@pytest.fixture(scope="module")
def vocabulary():
    return Vocabulary.of(FAR, "fr", frozenset())


# https://snowballstem.org/algorithms/french/stemmer.html and …/english/stemmer.html, sample vocabularies
@pytest.mark.parametrize(
    ("language", "word", "root"),
    [
        ("fr", "continu", "continu"),
        ("fr", "continuation", "continu"),
        ("fr", "continuellement", "continuel"),
        ("fr", "majestueusement", "majestu"),
        pytest.param("fr", "majestueux", "majestu"),
        ("fr", "maintenir", "mainten"),
        ("en", "consignment", "consign"),
        ("en", "consistency", "consist"),
        ("en", "consolation", "consol"),
        ("en", "knightly", "knight"),
        ("en", "knives", "knive"),
    ],
)
def test_a_word_is_stemmed_as_snowball_says(language, word, root):
    assert stem(word, language) == root


@pytest.mark.parametrize(
    ("language", "one", "other"),
    [
        ("fr", "égout", "égouts"),
        ("fr", "municipal", "municipales"),
        ("fr", "bibliothèque", "bibliothèques"),
        ("fr", "trou", "trous"),
        ("fr", "feu", "feux"),
        ("fr", "caniveau", "caniveaux"),
        pytest.param("fr", "dangereux", "dangereuses"),
        pytest.param("fr", "nombreux", "nombreuses"),
        ("en", "pothole", "potholes"),
        ("en", "flood", "flooding"),
        ("en", "library", "libraries"),
    ],
)
def test_number_and_gender_need_no_term_of_their_own(language, one, other):
    assert stems(one, language) == stems(other, language)


def test_small_words_are_dropped_and_the_rest_keeps_its_order():
    assert content("Il nous faudrait suivre l’état de la chaussée, rue par rue", "fr") == [
        "suivre",
        "etat",
        "chaussee",
        "rue",
        "rue",
    ]
    assert content("We’d like to keep track of the potholes", "en") == ["keep", "track", "potholes"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_need_made_of_small_words_alone_says_nothing(language):
    assert content(" ".join(STOP_WORDS[language]), language) == []


@pytest.mark.parametrize("word", ["eau", "rue", "feu", "neige", "taxe", "parc", "egout", "dechet", "permis", "budget"])
def test_no_word_of_the_trade_is_a_small_word(word):
    assert content(word, "fr") == [word]


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("des trous dans la rue", "fr"),
        ("holes in the street", "en"),
        ("nids-de-poule", "fr"),
        ("potholes", "en"),
        ("la neige", "fr"),
        ("the snow", "en"),
        ("", "fr"),
        ("123", "fr"),
        ("zzz", "fr"),
        ("🚒", "fr"),
        ("déneigement", "fr"),
    ],
)
def test_the_language_is_told_from_the_text_and_is_french_when_in_doubt(text, language):
    assert language_of(text, {"fr": {"poule", "neige"}, "en": {"potholes", "snow"}}) == language


def test_a_curly_apostrophe_changes_no_language():
    known = {"fr": set(), "en": {"driver", "schedule"}}
    assert language_of("driver's schedule", known) == "en"
    assert language_of("driver’s schedule", known) == "en"


@pytest.mark.parametrize("word", FAR)
def test_any_one_typing_error_is_forgiven_in_a_word_of_five_letters_or_more(vocabulary, word):
    assert {typed for typed in edits(word) if vocabulary.read(typed) != stem(word, "fr")} == set()


@settings(max_examples=50, deadline=None)
@given(data=st.data(), word=st.sampled_from(FAR))
def test_three_typing_errors_are_too_many(vocabulary, data, word):
    # Each error replaces a letter by one that no word here has, so none of them undoes another.
    places = data.draw(st.sets(st.integers(0, len(word) - 2), min_size=3, max_size=3))
    typed = "".join("z" if n in places else letter for n, letter in enumerate(word))
    assert vocabulary.read(typed) == stem(typed, "fr")


@pytest.mark.parametrize(("typed", "known"), [("sol", "sel"), ("pars", "parc"), ("robe", "roue"), ("1235", "1234")])
def test_a_short_word_or_a_number_is_never_guessed(typed, known):
    assert Vocabulary.of([known], "fr", frozenset()).read(typed) == stem(typed, "fr")


def test_a_number_of_five_digits_is_never_guessed():
    assert Vocabulary.of(["12345"], "fr", frozenset()).read("12346") == "12346"


def test_a_word_of_the_thesaurus_is_never_taken_for_its_neighbour():
    vocabulary = Vocabulary.of(["route", "roule", "poule", "poulet"], "fr", frozenset())
    for word in ("route", "roule", "poule", "poulet"):
        assert vocabulary.read(word) == stem(word, "fr")


def test_an_ordinary_word_is_never_taken_for_a_typing_error():
    assert Vocabulary.of(["bille"], "fr", frozenset()).read("ville") == stem("bille", "fr")
    assert Vocabulary.of(["bille"], "fr", frozenset({"ville"})).read("ville") == stem("ville", "fr")


def test_of_two_guesses_the_one_with_the_same_first_letter_is_taken():
    vocabulary = Vocabulary.of(["boule", "pouce"], "fr", frozenset())
    assert vocabulary.read("poule") == stem("pouce", "fr")
    assert vocabulary.read("bouce") == stem("boule", "fr")


@settings(max_examples=50, deadline=None)
@given(text=st.text(max_size=200), language=st.sampled_from(LANGUAGES))
def test_any_text_has_words_stems_and_a_language(text, language):
    assert len(stems(text, language)) == len(content(text, language))
    assert language_of(text, {"fr": set(), "en": set()}) in LANGUAGES
