"""Releases one by one: as a reader of the whole file finds them, and no other file is taken for one."""

import json

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.vendors.sources.test_nesting import JSON
from vendors.sources import seao, streamed
from vendors.sources.faults import UnusableError
from vendors.sources.seao import read_releases

EACH = settings(max_examples=200, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
OBJECT = b'{"ocid":"a","b":[{"c":"}"}]}'


@pytest.fixture
def read(tmp_path):
    """What the releases of a text are, as plain values; pieces are of the size said."""

    def reading(text, piece=1 << 17):
        path = tmp_path / "mois.json"
        path.write_bytes(text)
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(streamed, "PIECE", piece)
            return [json.loads(bytes(one)) for one in read_releases(path)]

    return reading


@pytest.fixture
def rule(read):
    """The rule by which a text is refused."""

    def refused(text, piece=1 << 17):
        with pytest.raises(UnusableError) as caught:
            read(text, piece)
        (fault,) = caught.value.faults
        assert "mois.json" in fault.where
        return fault.rule

    return refused


@EACH
@given(
    items=st.lists(JSON, max_size=8),
    around=st.tuples(*(st.dictionaries(st.text(letters, max_size=3), JSON, max_size=2) for letters in ("ab", "cd"))),
    piece=st.integers(4, 200),
    indent=st.sampled_from((None, 0, 3)),
    letters=st.booleans(),
)  # fmt: skip
def test_releases_are_what_a_reader_of_the_whole_file_finds(read, items, around, piece, indent, letters):
    before, after = around
    text = json.dumps(before | {"releases": items} | after, indent=indent, ensure_ascii=letters).encode()
    assert read(text, piece) == items


@EACH
@given(items=st.lists(JSON, min_size=1, max_size=5), data=st.data())
def test_a_file_that_ends_early_is_refused_wherever_it_ends(rule, items, data):
    text = json.dumps({"a": 1, "releases": items, "z": [1]}).encode()
    assert rule(text[: data.draw(st.integers(0, len(text) - 1))], data.draw(st.integers(4, 60))) in ("json", "encoding")


@EACH
@given(
    items=st.lists(JSON, max_size=4), place=st.integers(0, 10**6), byte=st.integers(0, 255), piece=st.integers(4, 60)
)
def test_a_damaged_byte_is_read_as_the_whole_file_would_be_or_told(read, items, place, byte, piece):
    text = bytearray(json.dumps({"releases": items, "z": {}}).encode())
    text[place % len(text)] = byte
    try:
        whole = msgspec.json.decode(bytes(text), type=dict[str, msgspec.Raw])
        expected = msgspec.json.decode(whole["releases"], type=list[msgspec.Raw])
    except (ValueError, KeyError):
        expected = None
    try:
        found = read(bytes(text), piece)
    except (UnusableError, UnicodeError):
        # A byte that is no text within a text is left to whoever reads that text.
        return
    assert found == [json.loads(bytes(one)) for one in expected]


@pytest.mark.parametrize(
    ("expected", "text"),
    [
        ("json", b""),
        ("json", b"bonjour"),
        ("json", b'{"releases":[' + OBJECT),
        ("json", b'{"releases":[' + OBJECT + b"]"),
        ("json", b'{"releases":[' + OBJECT + b",]}"),
        ("json", b'{"releases":[,' + OBJECT + b"]}"),
        ("json", b'{"releases":[' + OBJECT + OBJECT + b"]}"),
        ("json", b'{"releases":[' + OBJECT + b"]} x"),
        ("json", b'{"releases":[' + OBJECT + b"]}]"),
        ("json", b'{"releases":[' + OBJECT + b"}}"),
        ("json", b'{"releases":[{"a":"\\ud800"}]}'),
        ("json", b'{"releases":[{"a":"\x00"}]}'),
        ("json", b'{"releases":[{"a":01}]}'),
        ("missing", b"[]"),
        ("missing", b"{}"),
        ("missing", b'{"release":[]}'),
        ("missing", b'{"a":{"releases":[]}}'),
        ("missing", b'["releases",[]]'),
        ("missing", b'{"a":"releases","b":[]}'),
        ("type", b'{"releases":{"item":[]}}'),
        ("type", b'{"releases":"x"}'),
        ("type", b'{"releases":null,"a":[]}'),
        ("type", b'{"releases":[],"releases":{}}'),
        ("depth", b'{"releases":[' + b"[" * 100_000),
        ("depth", b'{"releases":[{"a":' + b'{"a":' * 100_000),
        ("depth", b'{"a":' + b"[" * 63 + b"]" * 63 + b',"b":' + b"[" * 64 + b"]" * 64 + b',"releases":[]}'),
        ("depth", b'{"releases":[],"a":' + b"[" * 64 + b"]" * 64 + b"}"),
    ],
    ids=range(27),
)
@pytest.mark.parametrize("piece", [4, 1 << 17])
def test_what_is_no_such_file_is_refused_by_rule(rule, bounded, expected, text, piece):
    with bounded():
        assert rule(text, piece) == expected


def test_depth_goes_as_far_as_the_limit(read, rule):
    within = b'{"releases":[{"a":' + b"[" * 61 + b"]" * 61 + b"}]}"
    assert len(read(within)) == 1
    assert rule(within.replace(b"[[", b"[[[").replace(b"]]", b"]]]")) == "depth"


def test_what_goes_on_without_end_is_refused(read, rule, monkeypatch, bounded):
    monkeypatch.setattr(seao, "MOST_OF_ONE", 1000)
    monkeypatch.setattr(seao, "MOST_BEFORE", 1000)
    long = b'"' + b"x" * 1500 + b'"'
    with bounded():
        assert rule(b'{"releases":[{"a":' + long + b"}]}", 64) == "size"
        assert rule(b'{"releases":[' + b" " * 1500 + b"]}", 64) == "size"
        assert rule(b'{"releases":[],"z":' + long + b"}", 64) == "size"
        assert rule(b'{"a":' + long + b',"releases":[]}', 64) == "missing"
        assert len(read(b'{"releases":[' + b",".join([b'{"a":"' + b"x" * 800 + b'"}'] * 9) + b"]}", 64)) == 9


def test_a_million_letters_a_long_number_and_a_vast_one_are_left_to_whoever_reads_the_release(read):
    (one,) = read(b'{"releases":[{"a":"' + b"x" * 10**6 + b'","b":1e400,"c":' + b"1" * 4000 + b"}]}")
    assert (len(one["a"]), one["b"]) == (10**6, float("inf"))


def test_a_mark_at_the_beginning_is_no_part_of_the_file(read):
    assert read(b'\xef\xbb\xbf{"releases":[{}]}') == [{}]
    assert read('{"releases":["é"]}'.encode("utf-16")) == ["é"]
