"""One envelope: price is one of the criteria."""

import json
from fractions import Fraction

import pytest

from tests.vendors.tenders.made import COMMITTEE, answered, by_id, read
from vendors.sources.faults import UnusableError
from vendors.tenders.one_envelope import price_score
from vendors.tenders.tender_document import answers

CRITERIA = [{"id": "q", "max": 40}, {"id": "r", "max": 20, "min": 10}]


def tender(*bids, **more):
    made = {"mode": "one_envelope", "price_points": 40, "committee": COMMITTEE, "criteria": CRITERIA}
    return made | {"bids": [dict(zip(("id", "scores", "price"), one, strict=True)) for one in bids]} | more


def rules_broken(document, rules):
    with pytest.raises(UnusableError) as caught:
        answers(read(json.dumps(document)), rules)
    return [(fault.rule, fault.where) for fault in caught.value.faults]


def test_the_points_of_price_are_in_proportion_to_the_lowest(rules):
    found = answered(tender(("A", {"q": 30, "r": 15}, 100_000), ("B", {"q": 38, "r": 18}, 160_000)), rules)
    assert by_id(found, "final") == {"A": "85.0000", "B": "81.0000"}
    assert by_id(found, "interim") == {"A": "45", "B": "56"}
    assert (found["award"], by_id(found, "rank")) == ("A", {"A": 1, "B": 2})
    assert price_score(Fraction(300), Fraction(200), Fraction(30)) == 20


def test_a_bid_left_out_does_not_set_the_lowest_price(rules):
    bids = [("A", {"q": 30, "r": 15}, 100_000), ("B", {"q": 38, "r": 18}, 160_000)]
    found = answered(tender(*bids, ("C", {"q": 40, "r": 9.99}, 1)), rules)
    assert found["bids"][:2] == answered(tender(*bids), rules)["bids"]
    assert (found["bids"][2]["admissible"], found["bids"][2]["final"]) == (False, None)


def test_equal_totals_go_to_the_lowest_price_and_equal_prices_to_nobody(rules):
    a, b = ("A", {"q": 20, "r": 20}, 200), ("B", {"q": 40, "r": 20}, 400)
    found = answered(tender(b, a), rules)
    assert (by_id(found, "final_exact"), found["award"]) == ({"A": "80/1", "B": "80/1"}, "A")
    found = answered(tender(a, ("C", *a[1:])), rules)
    assert (found["status"], by_id(found, "rank")) == ("dead_heat", {"A": 1, "C": 1})


def test_points_and_price_make_a_hundred_and_a_committee_is_named(rules):
    a = ("A", {"q": 20, "r": 20}, 200)
    assert rules_broken(tender(a, price_points=39), rules) == [("R2", "criteria")]
    assert rules_broken(tender(a, price_points=100), rules) == [("R2", "price_points")]
    assert rules_broken(tender(a, price_points=0), rules) == [("R2", "price_points")]
    assert rules_broken(tender(a, committee=COMMITTEE[:2]), rules) == [("R5", "committee")]
    assert rules_broken(tender(a, factor=20), rules) == [("unknown", "factor")]
    assert rules_broken(tender(a, criteria=[{"id": "q", "max": 60, "min": 61}]), rules) == [("R3", "criteria[0].min")]
    without = tender(a)
    del without["price_points"]
    assert rules_broken([without], rules) == [("missing", "[0].price_points")]


def test_no_bid_is_no_award(rules):
    assert answered(tender(), rules)["status"] == "no_award"
