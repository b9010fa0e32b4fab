"""The faults of a grid: the numbers of the rules of docs/tenders.md, the remedy first, beside the field to mend."""

from fractions import Fraction

import pytest
from hypothesis import given

from municipal.legal import the_rules
from municipal.projects.grid import MODES
from municipal.projects.grid_faults import faults
from tests.municipal.projects.gridding import FIVE, grids, told
from vendors.tenders.grid import Criterion, Grid, Member, faults_of
from vendors.tenders.number import exact

ALL = list(MODES)


def numbers(found):
    """The rules that errors cite, by field."""
    return [(one.field, one.message[one.message.rindex("(") + 1 : -2]) for one in found]


@pytest.mark.parametrize(
    ("criteria", "factor", "cited"),
    [
        ([("A", "30", ""), ("B", "30", ""), ("C", "40", "")], "20", {"R1", "R2"}),
        ([("A", "31", ""), ("B", "24", ""), ("C", "25", ""), ("D", "20", "")], "20", {"R2"}),
        ([("A", "30", ""), ("B", "24", ""), ("C", "25", ""), ("D", "20", "")], "20", {"R2"}),
        (FIVE, "51", {"R4"}),
        (FIVE, "-1", {"R4"}),
        (FIVE, "", {"R4"}),
        ([("A", "25", "26"), *FIVE[1:]], "0", {"R3"}),
        ([("A", "25", "-1"), *FIVE[1:]], "50", {"R3"}),
        ([("A", "0", ""), ("B", "30", ""), ("C", "30", ""), ("D", "30", ""), ("E", "10", "")], "5", {"R2"}),
        (FIVE, "0", set()),
        (FIVE, "50", set()),
        (
            [("A", "0.1", ""), ("B", "0.2", ""), ("C", "29.7", ""), ("D", "30", ""), ("E", "30", ""), ("F", "10", "")],
            "1",
            set(),
        ),
    ],
)
def test_each_broken_rule_is_cited_by_its_number(criteria, factor, cited):
    found = faults(told(criteria=criteria, factor=factor), ALL, "fr")
    assert {rule for _field, rule in numbers(found)} == cited


@pytest.mark.parametrize("language", ["fr", "en"])
def test_an_error_says_the_remedy_and_leads_to_its_field(language):
    rows = [("Besoin", "31", ""), ("Données", "20", "21"), ("Sûreté", "48", "")]
    found = faults(told(criteria=rows, factor="51"), ALL, language)
    assert numbers(found) == [
        ("criterion_4_name", "R1"),
        ("criterion_1_max", "R2"),
        ("criterion_3_max", "R2"),
        ("criterion_1_max", "R2"),
        ("criterion_2_min", "R3"),
        ("factor", "R4"),
    ]
    assert "99" in found[3].message
    assert "criteria[" not in " ".join(one.message for one in found)


@given(grids(modes=("two_envelope",)))
def test_the_rules_of_the_library_and_those_of_the_page_are_the_same(made):
    """The independent way: the library's own check of the whole grid, with a committee that breaks nothing."""
    assert faults(made, ALL, "fr") == []
    broken = made | {"criterion_1_max": "30.5", "factor": "50.5"}
    rows = [row for row in range(1, 13) if broken[f"criterion_{row}_max"]]
    criteria = [
        Criterion(
            str(row), exact(broken[f"criterion_{row}_max"]) or Fraction(0), exact(broken[f"criterion_{row}_min"] or "x")
        )
        for row in rows
    ]
    committee = [Member(name, council_member=False) for name in "abc"]
    theirs = faults_of(Grid(criteria, committee, Fraction("50.5")), the_rules())
    ours = faults(broken, ALL, "fr")
    assert sorted(one.rule for one in theirs) == sorted(rule for _field, rule in numbers(ours))


@given(grids(modes=("one_envelope", "lowest_price")))
def test_rules_of_two_envelopes_do_not_hold_for_the_others(made):
    assert faults(made, ALL, "en") == []


@pytest.mark.parametrize("points", ["", "0", "100", "-5", "250"])
def test_price_is_worth_something_and_leaves_something(points):
    found = faults(told("one_envelope", price_points=points), ALL, "fr")
    assert ("price_points", "R2") in numbers(found)


def test_criteria_and_price_make_a_hundred_together():
    (found,) = faults(told("one_envelope", price_points="40"), ALL, "fr")
    assert found.message == "Répartissez 60 points en tout entre les critères\u00a0: 100 à présent (R2)."


def test_a_mode_that_the_route_forbids_is_refused_and_one_must_be_chosen():
    (found,) = faults(told("lowest_price"), ["two_envelope", "one_envelope"], "fr")
    assert found.field == "mode"
    (found,) = faults(told("", criteria=[]), ALL, "fr")
    assert found.message == "Choisissez le mode d’attribution."


def test_a_criterion_has_a_name_of_its_own():
    rows = [("", "25", ""), ("Prix", "25", ""), ("prix", "25", ""), ("D", "25", "")]
    found = faults(told(criteria=rows, factor="1"), ALL, "fr")
    assert [one.field for one in found] == ["criterion_1_name", "criterion_3_name"]
