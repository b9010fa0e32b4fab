"""Reading what somebody gave: every fault with its place, whatever is in it."""

import math

import pytest

from vendors.sources.document import Place, read_json
from vendors.sources.faults import UnusableError


def place(value, where="a"):
    return Place(value, where, [])


def told(one):
    return [(fault.rule, fault.where) for fault in one.faults]


def test_a_number_within_its_bounds():
    assert place(0.5).number("se", 0, 1) == 0.5
    assert place(1).number("se", 0, 1) == 1.0
    for value in (-0.1, 1.1, 10**500, -(10**500)):
        one = place(value)
        assert one.number("se", 0, 1) is None
        assert told(one) == [("se", "a")]
    for value in (math.nan, math.inf, -math.inf):
        one = place(value)
        assert one.number("se", 0, 1) is None
        assert told(one) == [("number", "a")]
    for value in (True, "1", None, [], {}):
        one = place(value)
        assert one.number("se", 0, 1) is None
        assert told(one) == [("type", "a")]


def test_a_bound_is_told_in_each_language():
    one = place(2e6)
    one.number("se", 1e-9, 1e6)
    one.number("y", -0.5, 0.5)
    assert [fault.fr for fault in one.faults] == [
        "Corrigez a\u00a0: un nombre plus grand que 0 et d’au plus 1\u00a0000\u00a0000 est attendu.",
        "Corrigez a\u00a0: un nombre d’au moins -0,5 et d’au plus 0,5 est attendu.",
    ]
    assert one.faults[0].en == "Correct a: a number greater than 0 and at most 1,000,000 is expected."


def test_a_whole_number_may_be_written_with_a_point():
    assert place(3.0).whole("level", 0, 5) == 3
    for value in (3.5, 6, -1, math.nan, math.inf, 1e308, 10**500):
        one = place(value)
        assert one.whole("level", 0, 5) is None
        assert told(one) == [("level", "a")]
    one = place(value=True)
    assert one.whole("level", 0, 5) is None
    assert told(one) == [("type", "a")]


def test_a_text_can_be_read_by_a_person():
    assert place("Été 2").text() == "Été 2"
    for value in ("", "  ", "a\nb", "\ud800", "x" * 201, "\x00", 3):
        one = place(value)
        assert one.text() is None
        assert len(one.faults) == 1


def test_fields_that_are_unknown_or_missing_are_told():
    one = place({"y": 1, "sd": 2})
    assert set(one.fields(("y", "se"), ("level",))) == {"y"}
    assert told(one) == [("unknown", "a.sd"), ("missing", "a.se")]
    assert place([]).fields(("y",)) is None


def test_places_are_written_so_that_they_can_be_found():
    document = read_json(b'{"studies":{"bris-aqueduc":[{"y":1}],"d\\u00e9lai 311":0,"\\ud800":0}}', "f", most=1000)
    root = Place(document, "", [])
    members = root.members()["studies"].members()
    assert [one.where for one in members.values()] == [
        "studies.bris-aqueduc",
        'studies["d\\u00e9lai 311"]',
        'studies["\\ud800"]',
    ]
    (item,) = members["bris-aqueduc"].items(most=3, empty=False)
    assert item.members()["y"].where == "studies.bris-aqueduc[0].y"


def test_a_list_has_so_many_items_and_maybe_one_at_least():
    assert list(place([]).items(most=1, empty=True)) == []
    for value, rule in (([], "empty"), ([1, 2], "size"), ({}, "type")):
        one = place(value)
        assert list(one.items(most=1, empty=False)) == []
        assert told(one) == [(rule, "a")]


def test_a_name_that_stands_twice_is_told():
    one = place(read_json(b'{"y":1,"y":2,"se":3}', "f", most=100))
    one.members()
    assert told(one) == [("duplicate", "a.y")]


@pytest.mark.parametrize(
    ("data", "rule"),
    [
        (b"", "json"),
        (b"{", "json"),
        (b"[1,]", "json"),
        (b"\xff\xfe", "encoding"),
        (b"[" * 100_000, "json"),
        (b'{"a":' * 100_000, "json"),
        (b"1" * 101, "size"),
    ],
)
def test_what_is_no_document_is_refused(data, rule):
    with pytest.raises(UnusableError) as caught:
        read_json(data, "file.json", most=100 if rule == "size" else 10**6)
    assert [(fault.rule, fault.where) for fault in caught.value.faults] == [(rule, "file.json")]


def test_endless_digits_are_a_number_that_is_too_large(bounded):
    with bounded():
        assert read_json(b"1" * 1_000_000, "f", most=10**7) == math.inf
    assert read_json(b"\xef\xbb\xbf[1e999, NaN]", "f", most=100)[0] == math.inf


def test_a_thousand_names_that_stand_twice_take_no_time(bounded):
    text = "{" + ",".join(f'"{n % 100_000}":0' for n in range(200_000)) + "}"
    with bounded():
        assert len(read_json(text.encode(), "f", most=10**7).names) == 100_000
