"""A document read with the texts of its numbers."""

import json

import pytest

from vendors.sources.document import Place
from vendors.sources.faults import UnusableError
from vendors.tenders.document import fields, is_bounded, read_json
from vendors.tenders.number import Written


def test_numbers_are_kept_as_they_stand():
    found = read_json(b'{"a":[0.1, 1e999, 12345678901234567890, -0.50, NaN, true, "1"]}', "f", most=1000)
    texts = ["0.1", "1e999", "12345678901234567890", "-0.50", "NaN"]
    assert found == {"a": [*map(Written, texts), True, "1"]}


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


def test_endless_digits_are_read_in_no_time(bounded):
    with bounded():
        assert read_json(b"1" * 10_000_000, "f", most=10**8) == Written("1" * 10_000_000)
        read_json(b"[" + b"12," * 1_000_000 + b"12]", "f", most=10**8)


def test_a_name_that_stands_twice_is_told():
    one = Place(read_json(b'{"factor":1,"factor":2}', "f", most=100), "", [])
    fields(one, ("factor",))
    assert [(fault.rule, fault.where) for fault in one.faults] == [("duplicate", "factor")]


def test_an_object_with_very_many_names_is_told_once():
    text = json.dumps({f"n{n}": 0 for n in range(200_000)})
    one = Place(read_json(text.encode(), "f", most=10**7), "a", [])
    assert fields(one, ("mode",)) is None
    assert [(fault.rule, fault.where) for fault in one.faults] == [("size", "a")]
    assert is_bounded(Place({"x": 1}, "", []), 1)
    assert is_bounded(Place("no object", "", []), 1)
