"""Figures in ordinary words, as each language writes them; never an endorsement."""

import math

import pytest

from municipal.comparison.words import VERDICTS, changed, percent, points, quantity, shown, times, verdict, worth
from vendors.evidence.comparison import Row


@pytest.mark.parametrize(
    ("value", "said"), [(0.123, "0,12"), (8.234, "8,2"), (8.0, "8"), (123.6, "124"), (4868.2, "4\u00a0868")]
)
def test_a_computed_value_is_no_finer_than_it_deserves(value, said):
    assert shown(value, "fr").replace("\u202f", "\u00a0") == said


def test_a_unit_stands_where_its_language_puts_it():
    assert quantity("12", "% des appels", "fr") == "12\u00a0% des appels"
    assert quantity("12", "% of calls", "en") == "12% of calls"
    assert quantity("12", "$/km", "en") == "$12/km"
    assert quantity("12", "$/km", "fr") == "12\u00a0$/km"
    assert quantity("9.1", "days", "en") == "9.1 days"


@pytest.mark.parametrize(
    ("probability", "said"),
    [
        (0.0, "moins de 1 fois sur 10"),
        (0.049, "moins de 1 fois sur 10"),
        (0.06, "1 fois sur 10"),
        (0.68, "6 fois sur 10"),
        # Never rounded up to what favourable proofs ask.
        (0.7999, "7 fois sur 10"),
        (0.8, "8 fois sur 10"),
        (0.051, "1 fois sur 10"),
        (0.94, "9 fois sur 10"),
        (0.95, "plus de 9 fois sur 10"),
        (1.0, "plus de 9 fois sur 10"),
    ],
)
def test_a_chance_is_a_number_of_times_in_ten(probability, said):
    assert times(probability, "fr") == said


def test_points_bear_their_sign_and_nothing_has_none():
    assert [points(one, "fr") for one in (0.104, -0.245, 0.0, 0.004)] == ["+10", "−24", "0", "0"]
    assert worth(0.0572, "fr") == "5,7"
    assert percent(0.5, "en") == "50%"


def test_an_effect_is_a_change_in_percent_of_the_value_or_of_its_odds():
    assert changed(math.log(0.78), "lr", "fr") == "−22\u00a0%"
    assert changed(math.log(1.05), "lo", "fr") == "+5\u00a0% (sur les cotes)"


def row(told, chance=0.7):
    figures = dict.fromkeys(("gain_mean", "gain_p10", "gain_p90", "p_first", "p_last", "cvar10", "regret"), 0.0)
    return Row(id="A", p_beats_status_quo=chance, coverage=1.0, verdict=told, **figures)


@pytest.mark.parametrize("told", list(VERDICTS))
@pytest.mark.parametrize("count", [0, 1, 4])
def test_the_sentence_begins_with_the_verdict_and_endorses_nothing(told, count):
    said = verdict(row(told), count, "fr")
    assert said.startswith(VERDICTS[told])
    assert not any(word in said.lower() for word in ("meilleur", "recommand", "idéal", "choisissez"))
    assert said.count(".") <= 2
    assert all(len(sentence.split()) <= 20 for sentence in said.split(". "))


def test_without_a_city_nothing_is_told_of_chance():
    assert "fois sur 10" not in verdict(row("preuve_insuffisante"), 0, "fr")
    assert "7 fois sur 10, d’après 1 ville." in verdict(row("preuve_insuffisante"), 1, "fr")
    assert "d’après 4 villes" in verdict(row("a_piloter"), 4, "fr")
