"""A name is found in a list as people write it, or begin to write it."""

from random import Random

import pytest

from municipal.bench.enterprises import enterprises, vocabulary
from municipal.bench.spellings import respelled, usual
from vendors.names.candidates import Index, grams
from vendors.names.search import Register

LISTED = [
    "Sanexen Services environnementaux inc.",
    "Roxboro Excavation inc.",
    "9200-2088 Québec inc.",
    "Groupe TNT inc.",
    "Les Entreprises Bucaro inc.",
    "",
    "9200-2880 Québec inc.",
]


@pytest.fixture(scope="module")
def register(lexicon):
    return Register(LISTED, lexicon)


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("sanexen", 0),
        ("Sanex", 0),
        ("SANEXEN ENVIRONNEMENT", 0),
        ("roxboro exacavation", 1),
        ("excavation roxboro", 1),
        ("9200 2088 QC", 2),
        ("G.T.N.T. TNT groupe", 3),
        ("bucarro", 4),
        ("9200-2880", 6),
    ],
)
def test_the_name_meant_comes_first(register, text, place):
    found = register.search(text)
    assert found[0].place == place
    assert [one.rank for one in found] == sorted((one.rank for one in found), reverse=True)


@pytest.mark.parametrize("text", ["", "🎉", "zzzzzz", "\x00", "א" * 100_000])
def test_what_is_like_nothing_finds_nothing(register, text):
    assert register.search(text) == []


def test_no_more_than_asked_and_always_alike(register):
    assert len(register.search("inc entreprise groupe services", 2)) <= 2
    assert register.search("groupe") == register.search("groupe")


def test_an_empty_list_is_searched_too(lexicon):
    assert Register([], lexicon).search("kalbec") == []
    assert Register(["", "…"], lexicon).search("kalbec") == []


def test_misspelled_names_are_found_among_three_thousand(lexicon):
    random, known = Random(2), vocabulary()  # noqa: S311 - chance that can be repeated
    made = enterprises(random, 3000, known)
    register = Register([usual(one) for one in made], lexicon)
    places = [random.randrange(3000) for _ in range(200)]
    found = [[one.place for one in register.search(respelled(random, made[place], known))] for place in places]
    assert sum(place in some for place, some in zip(places, found, strict=True)) >= 197
    assert sum(some[:1] == [place] for place, some in zip(places, found, strict=True)) >= 190


def test_the_index_counts_what_a_plain_count_counts(name):
    """The nearest by the index shares the most letters with what is sought: counted here with sets alone."""
    names = [name(text) for text in LISTED]
    sought = name("sanexen environnement")
    places, near = Index(names).search(sought, 3, 10_000)
    shared = [len(grams(one) & grams(sought)) for one in names]
    assert places[0] == shared.index(max(shared))
    assert (near[:-1] >= near[1:]).all()
