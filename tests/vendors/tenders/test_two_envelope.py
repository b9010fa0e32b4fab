"""The worked examples of the reference note, to four decimals, and what holds for any tender."""

import json
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.vendors.tenders.made import CRITERIA, answered, bid, by_id, spread, tender
from vendors.tenders.grid import Criterion
from vendors.tenders.two_envelope import award, final_score, interim

E1 = [bid("A", 82, 98_500), bid("B", 91, 112_000), bid("C", 69.5, 77_777.77), bid("D", 70, 88_000)]


@pytest.mark.parametrize(
    ("factor", "finals", "winner"),
    [
        (50, {"A": "13.4010", "B": "12.5893", "C": None, "D": "13.6364"}, "D"),
        (20, {"A": "10.3553", "B": "9.9107", "C": None, "D": "10.2273"}, "A"),
        (0, {"A": "8.3249", "B": "8.1250", "C": None, "D": "7.9545"}, "A"),
    ],
)
def test_e1_the_factor_decides_the_winner(rules, factor, finals, winner):
    found = answered(tender(*E1, factor=factor), rules)
    assert by_id(found, "final") == finals
    assert (found["status"], found["award"]) == ("awarded", winner)
    assert by_id(found, "admissible") == {"A": True, "B": True, "C": False, "D": True}
    assert by_id(found, "interim") == {"A": "82", "B": "91", "C": "69.5", "D": "70"}
    assert found["bids"][2] == {
        "id": "C",
        "interim": "69.5",
        "admissible": False,
        "final": None,
        "final_exact": None,
        "rank": None,
    }


def test_e1_the_exact_scores(rules):
    assert by_id(answered(tender(*E1, factor=50), rules), "final_exact") == {
        "A": "2640/197",
        "B": "705/56",
        "C": None,
        "D": "150/11",
    }


def test_e2_a_tie_goes_to_the_lowest_price(rules):
    found = answered(tender(bid("B", 90, 110_000), bid("A", 80, 100_000)), rules)
    assert by_id(found, "final_exact") == {"A": "10/1", "B": "10/1"}
    assert (found["status"], found["award"]) == ("awarded", "A")
    assert by_id(found, "rank") == {"A": 1, "B": 2}


@pytest.mark.parametrize("dearer", [110_001, "110000.01", "110000.000001"])
def test_e2_a_near_tie_is_no_tie(rules, dearer):
    found = answered(tender(bid("A", 80, 100_000), bid("B", 90, dearer)), rules)
    assert Fraction(by_id(found, "final_exact")["B"]) < 10
    assert (found["award"], by_id(found, "rank")) == ("A", {"A": 1, "B": 2})
    found = answered(tender(bid("A", 80, dearer), bid("B", 90, 110_000)), rules)
    assert (found["award"], by_id(found, "rank")) == ("B", {"A": 2, "B": 1})


def test_e2_what_is_shown_decides_nothing(rules):
    found = answered(tender(bid("A", 80, "100000.001"), bid("B", 90, 110_000)), rules)
    assert by_id(found, "final") == {"A": "10.0000", "B": "10.0000"}
    assert found["award"] == "B"


def test_e3_nobody_reaches_seventy(rules):
    found = answered(tender(bid("A", 69.9, 1), bid("B", 69.99, 2)), rules)
    assert (found["status"], found["award"]) == ("no_award", None)
    assert by_id(found, "interim") == {"A": "69.9", "B": "69.99"}
    assert by_id(found, "rank") == {"A": None, "B": None}


def test_e3_exactly_seventy_is_opened(rules):
    assert answered(tender(bid("A", 70, 1)), rules)["award"] == "A"


def test_e3_a_sum_of_tenths_is_exact(rules):
    """In floating point 0.1 + 0.2 and its like would decide whether an envelope opens."""
    scores = {"a": 29.9, "b": 30.0, "c": 10.0, "d": 0.1}
    assert answered(tender({"id": "A", "scores": scores, "price": 5}), rules)["award"] == "A"
    scores["d"] = 0.0999999999
    assert answered(tender({"id": "A", "scores": scores, "price": 5}), rules)["status"] == "no_award"


def test_e3_a_dead_heat_has_no_winner(rules):
    found = answered(
        tender(bid("A", 80, 100_000), bid("B", 80, "100000.00"), bid("C", 71, 100_000), bid("D", 9), factor=50), rules
    )
    assert (found["status"], found["award"]) == ("dead_heat", None)
    assert by_id(found, "final") == {"A": "13.0000", "B": "13.0000", "C": "12.1000", "D": None}
    assert by_id(found, "rank") == {"A": 1, "B": 1, "C": 3, "D": None}


def test_equals_behind_the_winner_share_their_rank(rules):
    bids = [bid("A", 99, 50_000), bid("B", 80, 100_000), bid("C", 80, 100_000), bid("D", 70, 100_000)]
    assert by_id(answered(tender(*bids), rules), "rank") == {"A": 1, "B": 2, "C": 2, "D": 4}


def test_no_bid_at_all_is_no_award(rules):
    assert answered(tender(), rules) == {"status": "no_award", "award": None, "bids": []}


def test_a_minimum_that_is_missed_keeps_a_bid_out(rules):
    criteria = [CRITERIA[0] | {"min": 20}, *CRITERIA[1:]]
    below = {"id": "A", "scores": {"a": 19.99, "b": 30, "c": 30, "d": 10}, "price": 1}
    at = {"id": "B", "scores": {"a": 20, "b": 30, "c": 30, "d": 0}, "price": 100_000}
    found = answered(tender(below, at, criteria=criteria), rules)
    assert (found["award"], by_id(found, "admissible")) == ("B", {"A": False, "B": True})
    assert answered(tender(below, at), rules)["award"] == "A"


def test_a_minimum_of_none_is_no_minimum(rules):
    criteria = [CRITERIA[0] | {"min": None}, *CRITERIA[1:]]
    assert answered(tender(bid("A", 70, 1), criteria=criteria), rules)["award"] == "A"


def test_a_sealed_price_cannot_even_be_handed_over(rules):
    """What the committee calls takes the prices of the admissible bids, all of them and no other."""
    criteria = [Criterion(one["id"], Fraction(one["max"])) for one in CRITERIA]
    scores = {one: {name: Fraction(str(value)) for name, value in spread(points).items()} for one, points in
              (("in", 80), ("out", 60))}  # fmt: skip
    bids = [interim(criteria, one, given, rules.least_interim) for one, given in scores.items()]
    for prices in ({"in": Fraction(1), "out": Fraction(77)}, {}, {"out": Fraction(77)}):
        with pytest.raises(ValueError, match="admissible") as caught:
            award(bids, prices, Fraction(0), rules)
        assert "77" not in str(caught.value)
    assert award(bids, {"in": Fraction(1)}, Fraction(0), rules).award == "in"


PRICES = st.integers(1, 5) | st.integers(1_000_000, 20_000_000)
BIDS = st.lists(
    st.tuples(st.integers(650, 1000) | st.sampled_from([700, 699, 800]), PRICES), min_size=1, max_size=6
).map(lambda found: [bid(f"b{n}", tenths / 10, cents / 100) for n, (tenths, cents) in enumerate(found)])
FACTORS = st.integers(0, 50) | st.sampled_from([0.5, 12.25, 49.99])


def without_order(answer):
    return answer | {"bids": sorted(answer["bids"], key=lambda one: one["id"])}


@settings(max_examples=200, deadline=None)
@given(bids=BIDS, factor=FACTORS, data=st.data())
def test_the_order_of_the_bids_changes_nothing(rules, bids, factor, data):
    turned = data.draw(st.permutations(bids))
    found = [without_order(answered(tender(*each, factor=factor), rules)) for each in (bids, turned)]
    assert found[0] == found[1]


@settings(max_examples=200, deadline=None)
@given(bids=BIDS, factor=FACTORS, points=st.integers(0, 699), price=st.none() | PRICES, place=st.integers(0, 6))
def test_one_more_bid_that_stays_sealed_changes_nobody(rules, bids, factor, points, price, place):
    more = [*bids]
    more.insert(place, bid("sealed", points / 10, price))
    found = answered(tender(*more, factor=factor), rules)
    found["bids"] = [one for one in found["bids"] if one["id"] != "sealed"]
    assert found == answered(tender(*bids, factor=factor), rules)


@settings(max_examples=200, deadline=None)
@given(bids=BIDS, factor=FACTORS, times=st.sampled_from([2, 3, 7, 100, 1000]))
def test_all_prices_multiplied_leave_every_rank(rules, bids, factor, times):
    scaled = [one | {"price": str(round(one["price"] * 100) * times) + "e-2"} for one in bids]
    before, after = (answered(tender(*each, factor=factor), rules) for each in (bids, scaled))
    assert (before["status"], before["award"]) == (after["status"], after["award"])
    assert by_id(before, "rank") == by_id(after, "rank")
    for one, other in zip(before["bids"], after["bids"], strict=True):
        if one["final_exact"]:
            assert Fraction(one["final_exact"]) == times * Fraction(other["final_exact"])


@settings(max_examples=200, deadline=None)
@given(bids=BIDS, low=st.integers(0, 50), high=st.integers(0, 50))
def test_a_greater_factor_never_makes_a_dearer_bid_win(rules, bids, low, high):
    prices = {one["id"]: one["price"] for one in bids}
    low, high = sorted((low, high))
    winners = [answered(tender(*bids, factor=factor), rules)["award"] for factor in (low, high)]
    if all(winners):
        assert prices[winners[1]] <= prices[winners[0]]


@settings(max_examples=100, deadline=None)
@given(bids=BIDS, factor=FACTORS)
def test_a_better_score_or_a_lower_price_never_harms(rules, bids, factor):
    first = bids[0]
    before = answered(tender(*bids, factor=factor), rules)["bids"][0]
    cheaper = answered(tender(first | {"price": first["price"] / 2}, *bids[1:], factor=factor), rules)["bids"][0]
    if before["rank"]:
        assert cheaper["rank"] <= before["rank"]


def test_the_formula():
    assert final_score(Fraction(82), Fraction(98_500), Fraction(50), 10_000) == Fraction(1_320_000, 98_500)


def test_the_answer_is_json_that_a_person_can_read(rules):
    text = json.dumps(answered(tender(*E1), rules))
    assert "77777" not in text
