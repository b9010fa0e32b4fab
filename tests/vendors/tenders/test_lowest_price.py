"""Lowest price: among the bids that conform, the cheapest."""

import json

import pytest

from tests.vendors.tenders.made import answered, by_id, read
from vendors.sources.faults import UnusableError
from vendors.tenders.tender_document import answers


def tender(*bids, **more):
    return {"mode": "lowest_price", "bids": [{"id": one, "price": price} | extra for one, price, extra in bids]} | more


def test_the_cheapest_that_conforms(rules):
    found = answered(tender(("A", "100.10", {}), ("B", 99, {"conforming": False}), ("C", 100.2, {})), rules)
    assert (found["status"], found["award"]) == ("awarded", "A")
    assert by_id(found, "rank") == {"A": 1, "B": None, "C": 2}
    assert by_id(found, "final") == {"A": "100.1000", "B": None, "C": "100.2000"}
    assert by_id(found, "final_exact") == {"A": "1001/10", "B": None, "C": "501/5"}
    assert by_id(found, "interim") == {"A": None, "B": None, "C": None}


def test_equal_prices_are_a_dead_heat(rules):
    found = answered(tender(("A", "100", {}), ("B", "100.00", {}), ("C", 101, {})), rules)
    assert (found["status"], found["award"], by_id(found, "rank")) == ("dead_heat", None, {"A": 1, "B": 1, "C": 3})
    assert answered(tender(("A", 1, {"conforming": False})), rules)["status"] == "no_award"


def test_nothing_is_scored_and_no_committee_is_named(rules):
    for more, where in [({"criteria": []}, "criteria"), ({"factor": 0}, "factor"), ({"committee": []}, "committee")]:
        with pytest.raises(UnusableError) as caught:
            answers(read(json.dumps(tender(("A", 1, {}), **more))), rules)
        assert [(fault.rule, fault.where) for fault in caught.value.faults] == [("unknown", where)]
    for bid, found in [
        (("A", None, {}), ("price", "bids[0].price")),
        (("A", 1, {"conforming": "yes"}), ("type", "bids[0].conforming")),
        (("A", 1, {"scores": {}}), ("unknown", "bids[0].scores")),
    ]:
        with pytest.raises(UnusableError) as caught:
            answers(read(json.dumps(tender(bid))), rules)
        assert [(fault.rule, fault.where) for fault in caught.value.faults] == [found]
