"""The four invented situations: each shows what it says."""

import re
from fractions import Fraction

import pytest

from municipal.paths import SEED
from vendors.sources.faults import UnusableError
from vendors.tenders.simulate import premium, simulate
from vendors.tenders.situations import read_situations

PATH = SEED / "legal/situations.toml"


@pytest.fixture(scope="module")
def situations():
    return {one.told.id: one for one in read_situations(PATH)}


def test_four_each_in_both_languages(situations):
    assert len(situations) == 4
    for one in situations.values():
        assert one.name("fr") != one.name("en")
        assert one.shows("fr") != one.shows("en")
        assert len(one.offers) >= 2
        for sentence in re.split(r"(?<=[.:])\s", one.shows("fr")):
            assert len(sentence.split()) <= 20


def changes(situation, rules):
    return [(one.at, *one.before, *one.after) for one in simulate(situation.offers, rules).switches]


def test_a_cheap_bid_wins_from_a_factor_of_ten(situations, rules):
    one = situations["cheap_sufficient"]
    assert one.offers[0].price == one.offers[1].price * Fraction(8, 10)
    assert changes(one, rules) == [(10, "B", "A")]


def test_the_factor_chooses_among_three(situations, rules):
    found = changes(situations["balanced"], rules)
    assert [(before, after) for _, before, after in found] == [("C", "B"), ("B", "A")]
    assert [f"{float(at):.2f}" for at, *_ in found] == ["7.89", "23.78"]


def test_no_factor_makes_the_dear_one_win(situations, rules):
    low, high = situations["excellent_dear"].offers
    assert changes(situations["excellent_dear"], rules) == []
    assert high.price / low.price - 1 == Fraction(3, 10) > premium(0, low.points, high.points)


def test_the_close_race_turns_at_twenty_and_a_third_bid_stays_sealed(situations, rules):
    assert changes(situations["close_race"], rules) == [(20, "B", "A")]
    assert {one for names in simulate(situations["close_race"].offers, rules).winners.values() for one in names} == {
        "A",
        "B",
    }


def test_a_broken_file_is_refused(tmp_path):
    text = PATH.read_text("utf-8")
    for before, after in [
        ('situation = "balanced"', 'situation = "elsewhere"'),
        ('price = "80000"', 'price = "0"'),
        ('interim = "70"', 'interim = "many"'),
        ("fictional = true", "fictional = false"),
    ]:
        assert before in text
        (tmp_path / "s.toml").write_text(text.replace(before, after, 1), encoding="utf-8")
        with pytest.raises(UnusableError) as caught:
            read_situations(tmp_path / "s.toml")
        assert len(caught.value.faults) == 1
