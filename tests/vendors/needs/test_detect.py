"""What a need is understood to say: by hand on small taxonomies, by properties on the one that the program loads."""

from itertools import combinations, product

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from tests.vendors.needs.asked import nodes
from vendors.needs.detect import detect
from vendors.needs.words import LANGUAGES

# The window of the rule: this many other words may stand among those of a term.
OTHERS = 2


# The longest term wins


@pytest.fixture(scope="module")
def calls(small):
    return small(
        ("D:citoyens", "fr", "appel"),
        ("D:finances", "fr", "appel d’offres"),
        ("D:finances", "fr", "appel d’offres public régional"),
        ("D:democratie", "fr", "offres public"),
        ("-", "fr", "appel de note"),
        ("C:voix", "fr", "appel"),
        ("-C", "fr", "appel d’offres"),
        ("D:voirie", "fr", "rue"),
    )


@pytest.mark.parametrize(
    ("need", "found"),
    [
        ("prendre un appel", ["D:citoyens", "C:voix"]),
        ("préparer un appel d’offres", ["D:finances"]),
        ("les appels d'offre", ["D:finances"]),
        ("appels d’offres publics régionaux", ["D:finances"]),
        ("prendre un appel, puis un appel d’offres", ["D:finances", "D:citoyens", "C:voix"]),
        ("un appel de note", ["C:voix"]),
        ("une note d’appel dans la rue", ["D:voirie", "C:voix"]),
        ("", []),
        ("une recette de pâté", []),
    ],
)
def test_a_longer_term_takes_its_words_from_the_shorter_ones(calls, need, found):
    assert nodes(need, calls) == found


def test_a_word_that_stands_alone_later_is_found_too(calls):
    assert nodes("après l’appel d’offres, répondre à chaque appel", calls) == ["D:finances", "D:citoyens", "C:voix"]


@pytest.mark.parametrize(
    ("need", "language"),
    [
        ("appel d’offres", "fr"),
        ("préparer un appel d'offres pour un camion", "fr"),
        ("lancer des appels d’offres", "fr"),
        ("appell d’offrres", "fr"),
        ("call for tenders", "en"),
        ("prepare a call for tenders", "en"),
    ],
)
def test_a_call_for_tenders_is_no_telephone_call(thesaurus, need, language):
    for told in (language, None):
        found = detect(need, thesaurus, told)
        assert found.domains[:1] == ["D:finances"]
        assert "C:voix" not in found.capabilities
        assert "D:citoyens" not in found.domains


# The window


@pytest.fixture(scope="module")
def window(small):
    return small(("D:voirie", "fr", "trou rue"), ("D:eau", "fr", "vanne filtre pompe"))


@settings(max_examples=50, deadline=None)
@given(st.lists(st.sampled_from(["trou", "rue", "lac", "zoo", "de", "la"]), max_size=9))
def test_two_words_are_a_term_when_no_more_than_two_others_part_them_in_any_order(window, said):
    kept = [word for word in said if word not in ("de", "la")]
    near = any(
        {one, other} == {"trou", "rue"} and last - first - 1 <= OTHERS
        for (first, one), (last, other) in combinations(enumerate(kept), 2)
    )
    assert nodes(" ".join(said), window) == (["D:voirie"] if near else [])


def near_enough(said):
    """Whether one of each of the three words can be chosen with two others among them at most."""
    places = [[n for n, word in enumerate(said) if word == one] for one in ("vanne", "filtre", "pompe")]
    return any(max(chosen) - min(chosen) + 1 <= len(chosen) + OTHERS for chosen in product(*places))


@settings(max_examples=50, deadline=None)
@given(st.permutations(["vanne", "filtre", "pompe"]), st.lists(st.integers(0, 3), min_size=2, max_size=2))
def test_three_words_are_a_term_under_the_same_rule(window, three, others):
    said = [three[0], *["lac"] * others[0], three[1], *["lac"] * others[1], three[2]]
    assert nodes(" ".join(said), window) == (["D:eau"] if near_enough(said) else [])


def test_a_word_said_twice_does_not_hide_a_term(window):
    said = ["filtre", "vanne", "filtre", "lac", "lac", "pompe"]
    assert near_enough(said)
    assert nodes(" ".join(said), window) == ["D:eau"]


def test_small_words_stand_in_no_one_s_way(window):
    assert nodes("un trou de plus dans toute la longueur de notre petite rue", window) == ["D:voirie"]


# Hints, strength, small words


@pytest.fixture(scope="module")
def hints(small):
    return small(
        ("D:voirie", "fr", "rue", 0.5),
        ("D:voirie", "fr", "trottoir", 0.5),
        ("D:deneigement", "fr", "neige"),
        ("D:eau", "fr", "aqueduc", 2),
        ("D:eau", "fr", "bris d’aqueduc", 2),
        ("C:voix", "fr", "sonnerie", 0.5),
        ("C:prevision", "fr", "d’avance"),
    )


@pytest.mark.parametrize(
    ("need", "found"),
    [
        ("notre rue", ["D:voirie"]),
        ("la neige de notre rue", ["D:deneigement"]),
        ("la neige de la rue et du trottoir", ["D:deneigement", "D:voirie"]),
        ("un aqueduc", ["D:eau"]),
        ("la neige près de l’aqueduc", ["D:eau", "D:deneigement"]),
        ("la neige et un bris d’aqueduc", ["D:eau"]),
        ("une sonnerie", []),
    ],
)
def test_a_hint_counts_only_where_nothing_better_is_said_and_what_is_named_in_passing_is_left_out(hints, need, found):
    assert nodes(need, hints) == found


def test_two_spellings_of_one_hint_are_one_hint(small):
    taxonomy = small(
        ("D:voirie", "fr", "rue", 0.5),
        ("D:voirie", "fr", "rues", 0.5),
        ("D:deneigement", "fr", "neige"),
        ("C:voix", "fr", "sonnerie", 0.5),
        ("C:voix", "fr", "sonneries", 0.5),
    )
    assert nodes("la neige de la rue", taxonomy) == ["D:deneigement"]
    assert nodes("une sonnerie", taxonomy) == []


@pytest.mark.parametrize(("need", "found"), [("le savoir d’avance", ["C:prevision"]), ("une avance de fonds", [])])
def test_a_phrase_that_is_nothing_without_its_small_words_needs_them(hints, need, found):
    assert detect(need, hints, "fr").capabilities == found


def test_at_most_three_domains_and_three_capabilities_are_kept(plain):
    found = detect("eau voirie taxe loisirs finances rh ti voix jumeau redaction recherche anomalies", plain, "fr")
    assert len(found.domains) == 3
    assert len(found.capabilities) == 3


def test_the_words_that_told_are_given_as_they_were_typed(hints):
    found = detect("Les bris d’aqueducs sous la niege", hints, "fr")
    assert found.words["D:eau"] == ["bris aqueducs"]
    assert set(found.words) == set(found.nodes)


def test_every_term_of_full_weight_is_found_when_it_is_all_that_is_said(thesaurus):
    silent = [
        (language, term.text, term.node)
        for language in LANGUAGES
        for term in thesaurus.terms[language]
        if term.node != "-" and term.weight >= 1 and term.node not in nodes(term.text, thesaurus, language)
    ]
    assert silent == []


# Nothing


@pytest.mark.parametrize(
    "need",
    [
        "on veut innover",
        "améliorer l’efficacité",
        "un outil d’intelligence artificielle",
        "prendre le virage numérique",
        "automatiser",
        "être plus performants",
        "quelque chose de mieux",
        "we want to innovate",
        "be more efficient",
        "use artificial intelligence",
        "automate things",
        "something better",
        "mettre en service",
        "faire le suivi",
        "un état de situation",
        "prendre en charge",
        "asdfgh",
        "42",
        "?!",
    ],
)
def test_a_vague_need_names_nothing(thesaurus, need):
    assert detect(need, thesaurus).nodes == []


# Any text


@settings(max_examples=50, deadline=None)
@given(text=st.text(max_size=400), language=st.sampled_from([None, *LANGUAGES]))
@example("🚜❄️🕳️ 🚰" * 50, None)
@example("\x00\ud800\u202e\ufeff\u0301", None)
@example("ﬁ ½ Ⅷ ㎏ İ ẞ ǆ", "fr")
@example("'" * 400, "en")
def test_any_text_is_read_without_a_fault(thesaurus, text, language):
    found = detect(text, thesaurus, language)
    assert found.language in LANGUAGES
    assert language in (None, found.language)
    assert len(found.domains) <= 3
    assert len(found.capabilities) <= 3
    assert all(node.startswith("D:") for node in found.domains)
    assert all(node.startswith("C:") for node in found.capabilities)
    assert set(found.nodes) == set(found.words) <= set(thesaurus.nodes)
    assert all(found.words.values())


LONG = {
    "one letter": "a" * 10_000,
    "one letter at a time": "a " * 5_000,
    "emojis": "🚒" * 10_000,
    "accents piled up": "e" + "\u0301" * 10_000,
    "small words": "de la " * 1_700,
    "one term": "nid-de-poule " * 800,
    "words of many terms": "rue eau plan permis appel offre conseil compte taxe feu bac neige " * 160,
    "words that nobody knows": " ".join(
        f"zx{n % 7}qw{chr(97 + n % 26)}v{chr(97 + n // 26 % 26)}" for n in range(1_200)
    ),
    "no space": "voirieeaudeneigement" * 500,
}


@pytest.mark.parametrize("text", LONG.values(), ids=LONG.keys())
def test_ten_thousand_characters_are_read_in_bounded_time(thesaurus, bounded, text):
    with bounded():
        found = detect(text, thesaurus)
        after = detect(f"nid-de-poule {text}", thesaurus, "fr")
    assert len(found.domains) <= 3
    assert after.nodes


def test_the_same_need_is_always_understood_the_same_way(thesaurus):
    need = "plaintes sur la neige, les bacs et les taxes au téléphone et par courriel"
    assert detect(need, thesaurus) == detect(need, thesaurus)
    assert nodes(need, thesaurus) == nodes(f"  {need.upper()}!!! ", thesaurus)
