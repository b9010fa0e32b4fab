"""Rules R1 to R5: every way in which a grid breaks them, with the number of the rule."""

from fractions import Fraction

import pytest

from vendors.tenders.grid import Criterion, Grid, Member, faults_of


def grid(points=(30, 30, 30, 10), minima=(), factor=20, members=3, council=0):
    criteria = [
        Criterion(f"c{n}", Fraction(most), Fraction(minima[n]) if n < len(minima) else None)
        for n, most in enumerate(points)
    ]
    return Grid(criteria, [Member(f"m{n}", n < council) for n in range(members)], Fraction(factor))


def told(rules, **given):
    return [(fault.rule, fault.where) for fault in faults_of(grid(**given), rules)]


def test_a_sound_grid_has_no_fault(rules):
    assert told(rules) == []
    assert told(rules, points=(25, 20, 25, 15, 15), minima=(0, 20), factor=0) == []
    assert told(rules, points=("12.5", "27.5", 30, 30), factor="49.99", members=7) == []


def test_r1_three_criteria(rules):
    assert told(rules, points=(30, 30, 40)) == [("R1", "criteria"), ("R2", "criteria[2].max")]
    assert told(rules, points=(30, 30, 30)) == [("R1", "criteria"), ("R2", "criteria")]
    assert told(rules, points=()) == [("R1", "criteria"), ("R2", "criteria")]


def test_r2_more_than_thirty_points(rules):
    assert told(rules, points=(31, 29, 30, 10)) == [("R2", "criteria[0].max")]
    assert told(rules, points=("30.01", "29.99", 30, 10)) == [("R2", "criteria[0].max")]


@pytest.mark.parametrize("points", [(30, 30, 30, 9), (30, 30, 30, 11), ("30", "30", "30", "9.99")])
def test_r2_a_sum_other_than_a_hundred(rules, points):
    assert told(rules, points=points) == [("R2", "criteria")]


def test_r2_a_criterion_that_gives_nothing(rules):
    assert told(rules, points=(30, 30, 30, 10, 0)) == [("R2", "criteria[4].max")]
    assert told(rules, points=(30, 30, 30, 20, -10)) == [("R2", "criteria[4].max")]


def test_r3_a_minimum_out_of_reach(rules):
    assert told(rules, minima=(31,)) == [("R3", "criteria[0].min")]
    assert told(rules, minima=(30, -1)) == [("R3", "criteria[1].min")]


@pytest.mark.parametrize("factor", [-1, 51, "50.01", "-0.01"])
def test_r4_a_factor_out_of_its_bounds(rules, factor):
    assert told(rules, factor=factor) == [("R4", "factor")]


def test_r5_too_few_or_a_council_member(rules):
    assert told(rules, members=2) == [("R5", "committee")]
    assert told(rules, council=1) == [("R5", "committee[0]")]
    assert told(rules, members=2, council=1) == [("R5", "committee"), ("R5", "committee[0]")]


def test_six_faults_of_one_grid_with_the_number_of_their_rule_and_the_remedy_first(rules):
    faults = faults_of(grid((31, 30, 38), factor=51, members=2, council=1), rules, "[7].")
    assert [fault.rule for fault in faults] == ["R1", "R2", "R2", "R2", "R4", "R5", "R5"]
    assert [fault.rule for fault in faults_of(grid((31, 30, 30, 8), (32,), factor=-1, members=0), rules)] == [
        "R2",
        "R2",
        "R3",
        "R4",
        "R5",
    ]
    begins = ("Ajoutez", "Ramenez", "Répartissez", "Annoncez", "Nommez", "Remplacez")
    for fault in faults:
        assert fault.where.startswith("[7].")
        assert fault.fr.endswith(f"({fault.rule}).")
        assert fault.en.endswith(f"({fault.rule}).")
        assert fault.fr.startswith(begins)
        assert fault.where in fault.fr
        assert fault.where in fault.en


def test_a_fault_in_both_languages(rules):
    (fault,) = faults_of(grid((30, 30, 30, "9.5")), rules)
    assert fault.fr == "Répartissez 100 points en tout dans criteria\u00a0: 99,5 à présent (R2)."
    assert fault.en == "Share out 100 points in all in criteria: 99.5 now (R2)."
