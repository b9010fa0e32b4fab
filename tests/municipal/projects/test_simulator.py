"""The simulator against the table of docs/tenders.md, and what must hold for any factor."""

import re
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from municipal.legal import the_rules, the_situations
from municipal.projects.figures import about, number, percent
from municipal.projects.simulator import (
    best,
    dollars_of_a_point,
    factor_from,
    price_points_from,
    try_factor,
    try_price_points,
)
from municipal.projects.simulator_view import simulated
from municipal.projects.simulator_words import of_factor, of_price_points
from vendors.tenders.one_envelope import price_score

DOCS = Path(__file__).parents[3] / "docs" / "tenders.md"
FACTORS = st.integers(0, 50_000).map(lambda thousandths: Fraction(thousandths, 1000))


def test_premiums_are_those_of_the_table_of_the_notes():
    told = of_factor(try_factor(None), "en")
    rows = re.findall(r"^\| (\d+) \| ([\d.]+%) \| ([\d.]+%) \| ([\d.]+%) \|$", DOCS.read_text(), re.MULTILINE)
    assert [(one.name, *one.cells) for one in told.lines] == rows
    assert len(rows) == 4


def test_winners_and_where_they_change_are_those_of_the_notes():
    won = {one.situation.told.id: one for one in try_factor(Fraction(20)).won}
    ats = {name: [one.at for one in row.switches] for name, row in won.items()}
    assert ats == {
        "cheap_sufficient": [10],
        "balanced": [Fraction(150, 19), Fraction(214, 9)],
        "excellent_dear": [],
        "close_race": [20],
    }
    assert won["balanced"].winners == [("C",), ("B",), ("B",), ("A",), ("A",)]


def test_the_sentence_can_be_read_to_a_council():
    told = of_factor(try_factor(Fraction(20)), "fr")
    plain = [one.replace("\u00a0", " ") for one in told.sentences]
    assert plain[0] == "Au facteur 20, 90 points l’emportent sur 80 si la soumission coûte moins de 10,00 % de plus."
    assert "Au facteur 50, le prix domine : passer de 80 à 90 points ne vaut que 7,69 % du prix." in plain
    assert told.wins[1].replace("\u00a0", " ") == "Équilibrée : la soumission B (84 points, 97 000 $) gagne."
    assert all(len(one.split()) <= 20 for one in plain + told.wins)
    assert told.cases[1].note == "C, puis B dès environ 7,89, puis A dès environ 23,78"


@given(FACTORS)
def test_a_typed_factor_stands_once_among_those_that_are_always_shown(factor):
    trial = try_factor(factor)
    tried = [one.factor for one in trial.lines]
    assert tried == sorted(set(tried))
    assert {0, 10, 25, 50} <= set(tried)
    assert trial.typed.factor == factor
    assert len(of_factor(trial, "en").lines) == len(tried)


@given(FACTORS, FACTORS)
def test_the_higher_the_factor_the_less_quality_is_worth(one, other):
    low, high = sorted((one, other))
    worth = {line.factor: line.premiums for line in (*try_factor(low).lines, *try_factor(high).lines)}
    assert all(dear >= cheap for dear, cheap in zip(worth[low], worth[high], strict=True))


@given(FACTORS)
def test_the_winner_has_the_best_score_computed_apart(factor):
    trial = try_factor(factor)
    at = [line.factor for line in trial.lines].index(factor)
    for won in trial.won:
        bids = [one for one in won.situation.offers if one.points >= 70]
        scores = {one.id: (one.points + factor) * 10_000 / one.price for one in bids}
        prices = {one.id: one.price for one in bids}
        leaders = [one for one, score in scores.items() if score == max(scores.values())]
        assert won.winners[at] == tuple(one for one in leaders if prices[one] == min(prices[name] for name in leaders))


@given(st.fractions(Fraction(11, 10), 99, max_denominator=1000), st.integers(1, 10**6))
def test_a_point_is_worth_what_the_price_gives_up_for_it(most, lowest):
    worth = dollars_of_a_point(Fraction(lowest), most)
    assert price_score(lowest + worth, Fraction(lowest), most) == most - 1


def test_where_price_has_one_point_at_most_no_price_is_as_heavy_as_a_point():
    assert dollars_of_a_point(Fraction(80_000), Fraction(1)) is None
    assert "plus que tout prix" in of_price_points(try_price_points(Fraction(1)), "fr").lines[0].cells


def test_in_one_envelope_the_winner_has_the_best_total_computed_apart():
    for one in the_situations():
        for most in (Fraction(20), Fraction(125, 10), Fraction(60)):
            low = min(bid.price for bid in one.offers)
            totals = {bid.id: bid.points * (100 - most) / 100 + most * low / bid.price for bid in one.offers}
            assert best(one.offers, most) == tuple(
                name for name, value in totals.items() if value == max(totals.values())
            )


@pytest.mark.parametrize("text", ["-1", "51", "50.000001", "x", "", "1e1", "12345678"])
def test_a_factor_that_may_not_be_announced_is_not_tried(text):
    assert factor_from(text) is None
    shown = simulated({"mode": "two_envelope", "factor": ""}, {"factor": [text]}, "fr")
    assert bool(shown.error) == bool(text)
    assert len(shown.told.lines) == 4


@pytest.mark.parametrize("text", ["0", "100", "-3", "200"])
def test_points_of_price_that_may_not_be_announced_are_not_tried(text):
    assert price_points_from(text) is None
    assert simulated({"mode": "one_envelope", "price_points": ""}, {"price_points": [text]}, "en").error


def test_what_the_address_says_goes_before_the_grid_and_the_lowest_price_has_nothing_to_try():
    assert simulated({"mode": "two_envelope", "factor": "20"}, {}, "fr").value == "20"
    shown = simulated(
        {"mode": "two_envelope", "factor": "20"}, {"mode": ["one_envelope"], "price_points": ["30,5"]}, "fr"
    )
    assert (shown.field, shown.value) == ("price_points", "30,5")
    assert simulated({"mode": "lowest_price"}, {}, "fr") is None


@given(st.fractions(0, 2, max_denominator=10**6))
def test_a_percentage_is_rounded_for_the_eye_alone(value):
    shown = Fraction(percent(value, "en").removesuffix("%"))
    assert abs(shown - value * 100) <= Fraction(1, 200)


def test_numbers_keep_their_digits():
    assert number(Fraction("0.1") + Fraction("0.2"), "fr") == "0,3"
    assert (about(Fraction(20), "fr"), about(Fraction(150, 19), "fr")) == ("20", "environ 7,89")
    assert the_rules().most_factor == 50
