"""Facets of a list, on rows of three letters each."""

from municipal.web.facets import Facet, Option, facets, kept

ROWS = ["abc", "abd", "xbc"]
VALUES = {"first": lambda row: [row[0]], "letters": list}
CHOICES = {
    "first": ("Initiale", [("a", "A"), ("x", "X"), ("z", "Z")]),
    "letters": ("Lettres", [("c", "C"), ("d", "D")]),
}
NONE = {"first": [], "letters": []}


def test_within_a_facet_one_choice_is_enough_and_every_facet_must_be_passed():
    assert kept(ROWS, VALUES, NONE) == ROWS
    assert kept(ROWS, VALUES, {"first": ["a", "x"], "letters": ["c"]}) == ["abc", "xbc"]
    assert kept(ROWS, VALUES, {"first": ["a"], "letters": ["c", "d"]}) == ["abc", "abd"]
    assert kept(ROWS, VALUES, {"first": ["z"], "letters": []}) == []


def test_a_choice_tells_how_many_it_keeps_and_one_that_leads_nowhere_is_left_out():
    first, letters = facets(ROWS, VALUES, CHOICES, NONE, "fr")
    assert first == Facet(
        "first", "Initiale", [Option("a", "A", "2", checked=False), Option("x", "X", "1", checked=False)]
    )
    assert [(one.value, one.count) for one in letters.options] == [("c", "2"), ("d", "1")]


def test_a_choice_that_was_made_stays_even_when_it_leads_nowhere():
    first = facets(ROWS, VALUES, CHOICES, NONE | {"first": ["z"]}, "fr")[0]
    assert first.options[-1] == Option("z", "Z", "0", checked=True)


def test_without_counts_every_choice_is_there_and_a_facet_without_any_is_not():
    shown = facets([], VALUES, CHOICES, NONE, "fr", counted=False)
    assert [len(one.options) for one in shown] == [3, 2]
    assert {option.count for one in shown for option in one.options} == {""}
    assert facets([], VALUES, CHOICES, NONE, "fr") == []


def test_a_facet_bears_the_name_that_addresses_give_it():
    choices = {"domain": ("Domaine", [("a", "A")])}
    values, chosen = {"domain": lambda row: [row[0]]}, {"domain": []}
    assert [facets(ROWS, values, choices, chosen, one)[0].name for one in ("fr", "en")] == ["domaine", "domain"]
