"""The documents of `tender score`: step by step, every fault in its place, a sealed price nowhere."""

import json

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.vendors.tenders.made import COMMITTEE, CRITERIA, answered, bid, read, tender
from vendors.sources.faults import UnusableError
from vendors.tenders.tender_document import answers


def refused(document, rules):
    """The faults of a document, as (rule, where)."""
    text = document if isinstance(document, str | bytes) else json.dumps(document)
    with pytest.raises(UnusableError) as caught:
        answers(read(text), rules)
    for fault in caught.value.faults:
        assert fault.fr.split()[0].rstrip("\u00a0:") in (
            *("Corrigez", "Ajoutez", "Ramenez", "Répartissez", "Placez", "Annoncez", "Nommez", "Remplacez", "Donnez"),
        ), fault.fr
    return [(fault.rule, fault.where) for fault in caught.value.faults]


def test_a_list_is_answered_with_a_list_in_order(rules):
    found, listed = answers(read(json.dumps([tender(bid("A", 80, 1)), tender(bid("B", 60, 1))])), rules)
    assert listed
    assert [one.status for one in found] == ["awarded", "no_award"]
    assert not answers(read(json.dumps(tender())), rules)[1]


def test_what_is_left_out_of_a_grid_breaks_its_rule(rules):
    made = tender(bid("A", 80, 1))
    for name, expected in [
        ("factor", [("R4", "factor")]),
        ("committee", [("R5", "committee")]),
        ("criteria", [("R1", "criteria"), ("R2", "criteria")]),
        ("mode", [("missing", "mode")]),
        ("bids", [("missing", "bids")]),
    ]:
        assert refused({key: value for key, value in made.items() if key != name}, rules) == expected


def test_the_tie_rule_may_be_left_out_and_may_not_be_another(rules):
    made = tender(bid("A", 80, 1))
    assert answered({key: value for key, value in made.items() if key != "tie_rule"}, rules)["award"] == "A"
    assert refused(made | {"tie_rule": "draw"}, rules) == [("tie_rule", "tie_rule")]


@pytest.mark.parametrize("factor", [-1, 51, 50.01, "20", None, True, [], {}, 1e300, float("nan"), float("inf")])
def test_whatever_is_wrong_with_the_factor_is_r4(rules, factor):
    assert refused(tender(factor=factor), rules) == [("R4", "factor")]


def test_an_invalid_grid_tells_all_its_rules_and_nothing_of_the_bids(rules):
    council = [{"name": "M", "council_member": True}, COMMITTEE[0]]
    made = tender(
        {"id": "A", "scores": {"zz": 1}, "price": -1},
        factor=51,
        committee=council,
        criteria=[{"id": "a", "max": 31}, {"id": "b", "max": 29, "min": 30}, {"id": "c", "max": 39}],
    )
    assert refused([tender(), made], rules) == [
        ("R1", "[1].criteria"),
        ("R2", "[1].criteria[0].max"),
        ("R2", "[1].criteria[2].max"),
        ("R2", "[1].criteria"),
        ("R3", "[1].criteria[1].min"),
        ("R4", "[1].factor"),
        ("R5", "[1].committee"),
        ("R5", "[1].committee[0]"),
    ]


def test_scores_by_criterion_each_fault_in_its_place(rules):
    scores = {"a": 31, "b": -1, "c": "20", "zz": 1}
    made = tender({"id": "A", "scores": scores, "price": "777.77"}, {"id": "A", "scores": {}, "price": 5}, {"id": 5})
    assert sorted(refused(made, rules)) == sorted(
        [
            ("points", "bids[0].scores.a"),
            ("points", "bids[0].scores.b"),
            ("type", "bids[0].scores.c"),
            ("missing", "bids[0].scores.d"),
            ("unknown", "bids[0].scores.zz"),
            ("duplicate", "bids[1].id"),
            *(("missing", f"bids[1].scores.{name}") for name in "abcd"),
            ("missing", "bids[2].scores"),
            ("type", "bids[2].id"),
        ]
    )


@pytest.mark.parametrize(
    ("price", "rule"),
    [
        *((price, "price") for price in (None, 0, -1, "0", "0.00", "-5", 1e13, "1000000000000.01")),
        *((price, "number") for price in ("", "abc", "1,5", "1 000", "NaN", "1e999", 1e300, "9" * 41, "98500 $")),
        *((price, "type") for price in (True, [], {}, [1])),
    ],
)
def test_the_price_of_an_admissible_bid_is_a_price(rules, price, rule):
    assert refused(tender(bid("A", 80, price), bid("B", 90, 5)), rules) == [(rule, "bids[0].price")]


def test_a_price_that_is_left_out_is_told(rules):
    assert refused(tender({"id": "A", "scores": bid("A", 80)["scores"]}), rules) == [("price", "bids[0].price")]


SEALED = ["777123.45", 777123.45, 777123, "-777123", "1e777123", "777123 $", [777123], {"777123": 1}, None, True, "NaN"]


@pytest.mark.parametrize("price", SEALED, ids=repr)
def test_a_sealed_price_is_not_even_read(rules, price):
    made = tender(bid("A", 80, 5), bid("out", 69.99, price))
    assert answered(made, rules) == answered(
        tender(bid("A", 80, 5), {"id": "out", "scores": bid("", 69.99)["scores"]}), rules
    )
    assert "777123" not in json.dumps(answered(made, rules))


@pytest.mark.parametrize("price", SEALED, ids=repr)
def test_a_sealed_price_stands_in_no_fault(rules, price):
    out = bid("out", 60, price)
    for made in [
        tender(out, bid("A", 80)),
        tender(out | {"scores": {}}),
        tender(out | {"extra": 1}),
        tender(out, factor=51),
        [tender(out), {"mode": "?"}],
    ]:
        with pytest.raises(UnusableError) as caught:
            answers(read(json.dumps(made)), rules)
        for fault in caught.value.faults:
            assert "777123" not in fault.fr + fault.en + fault.where + str(caught.value)


@settings(max_examples=150, deadline=None)
@given(price=st.recursive(st.none() | st.booleans() | st.integers() | st.floats() | st.text(), st.lists, max_leaves=3))
def test_whatever_a_sealed_price_is_the_answer_is_the_same(rules, price):
    assert answered(tender(bid("A", 80, 5), bid("out", 69, price)), rules) == answered(
        tender(bid("A", 80, 5), bid("out", 69)), rules
    )


def test_numbers_are_exact_as_they_are_written(rules):
    text = json.dumps(tender(bid("A", 80, "P")), ensure_ascii=False)
    exact = {
        "0.1": "10000000/1",
        "98500.00": "2000/197",
        "1e5": "10/1",
        '"100000.0"': "10/1",
        "0.30000000000000004": "25000000000000000000000/7500000000000001",
    }
    for price, expected in exact.items():
        found, _ = answers(read(text.replace('"P"', price)), rules)
        assert found[0].bids[0].final_exact == expected


# limits


def test_limits_are_told_once_and_soon(rules, bounded):
    one = bid("A", 80, 5)
    with bounded():
        assert refused(tender(*[one] * 10_001), rules) == [("size", "bids")]
        assert refused([tender()] * 20_001, rules) == [("size", "document")]
        assert refused(tender(criteria=[CRITERIA[0]] * 101), rules) == [("size", "criteria")]
        assert refused(tender(committee=[COMMITTEE[0]] * 101), rules) == [("size", "committee")]
        assert refused(tender(**{f"x{n}": 0 for n in range(100_000)}), rules) == [("size", "document")]
        many = one | {"scores": {f"x{n}": 0 for n in range(100_000)}}
        assert refused(tender(many), rules) == [("size", "bids[0].scores")]


def test_ten_thousand_bids_are_scored_in_time(rules, bounded):
    bids = [bid(f"b{n}", 70 + n % 30, 1000 + n) for n in range(10_000)]
    with bounded():
        assert len(answered(tender(*bids), rules)["bids"]) == 10_000


def test_a_million_faults_are_a_hundred_and_one_more(rules, bounded):
    with bounded():
        faults = refused([tender({"id": "A"})] * 20_000, rules)
        assert len(faults) == rules.most_faults + 1
        assert faults[-1] == ("size", "document")
        assert len(refused(tender(*[{"id": "A"}] * 10_000), rules)) == rules.most_faults + 1


def test_nothing_at_all(rules):
    assert refused([], rules) == [("empty", "document")]
    for text in ("null", "5", '"x"', "true"):
        assert refused(text, rules) == [("type", "document")]
    assert refused([5, [], None], rules) == [("type", f"[{n}]") for n in range(3)]


def test_the_answer_has_the_names_of_the_contract(rules):
    found = answered(tender(bid("A", 80, 5)), rules)
    assert list(found) == ["status", "award", "bids"]
    assert list(found["bids"][0]) == ["id", "interim", "admissible", "final", "final_exact", "rank"]
    assert msgspec.json.decode(msgspec.json.encode(found)) == found
