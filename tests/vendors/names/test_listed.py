"""A file of names: read as it stands, or refused with every fault, its line and its remedy."""

import pytest

from vendors.names.listed import MOST_FAULTS, read_list, read_pairs
from vendors.sources.faults import UnusableError


@pytest.fixture
def constants(lexicon):
    return lexicon.constants


@pytest.fixture
def refused(constants):
    """The rules and the places of the faults of a file."""

    def read(reader, data):
        with pytest.raises(UnusableError) as caught:
            reader(data, "f.csv", constants)
        for fault in caught.value.faults:
            assert fault.fr.endswith(".")
            assert "«\u00a0" in fault.fr or "«" not in fault.fr
        return [(fault.rule, fault.where) for fault in caught.value.faults]

    return read


def test_pairs_stand_as_they_are_in_the_order_of_the_file(constants):
    data = b'\xef\xbb\xbfleft,note,right\r\n"A, inc.",x, B \r\n\r\n"say ""C""",,"two\nlines"\r\n,,\n'
    assert read_pairs(data, "f.csv", constants) == [("A, inc.", " B "), ('say "C"', "two\nlines"), ("", "")]


@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_the_separator_is_that_of_the_header(constants, separator):
    data = f"LEFT{separator}Right\nÉrable{separator}Sapin\n".encode()
    assert read_pairs(data, "f.csv", constants) == [("Érable", "Sapin")]
    assert read_pairs(b"right,left\na,b\n", "f.csv", constants) == [("b", "a")]
    assert read_pairs(b"left,right\n", "f.csv", constants) == []


@pytest.mark.parametrize(
    ("data", "found"),
    [
        (b"", [("column", "f.csv:left"), ("column", "f.csv:right")]),
        (b"a,b\n1,2\n", [("column", "f.csv:left"), ("column", "f.csv:right")]),
        (b"left,left,right\n1,2,3\n", [("column", "f.csv:left")]),
        (b"left,right\nA, inc.,B\n", [("row", "f.csv:2")]),
        (b"left,right\nA\nB,C\nD\n", [("row", "f.csv:2"), ("row", "f.csv:4")]),
        (b"left,right\nA,B\x00\n", [("null", "f.csv:2:right")]),
        (b'left,right\n"A,B\n', [("csv", "f.csv:2")]),
        (b"left,right\nA,B\n\xe9,C\n", [("encoding", "f.csv:3")]),
        ("left,right\nA,B\n".encode("utf-16"), [("encoding", "f.csv:1")]),
        (b"left,right\nA," + b"x" * 2001 + b"\n", [("length", "f.csv:2:right")]),
        (b"left,right\nA," + b"x" * 1_000_000 + b"\n", [("csv", "f.csv:2")]),
    ],
)
def test_a_file_of_pairs_that_cannot_be_read_says_where(refused, data, found):
    assert refused(read_pairs, data) == found


@pytest.mark.parametrize(
    ("data", "found"),
    [
        (b"A\nB\x00\nC", [("null", "f.csv:2")]),
        (b"A\n\xff\xfe\n", [("encoding", "f.csv:2")]),
        (b"A\n" + b"x" * 1_000_000, [("length", "f.csv:2")]),
        (b"A\n" * 100_001, [("rows", "f.csv")]),
        (b" " * 20_000_001, [("size", "f.csv")]),
    ],
)
def test_a_list_that_cannot_be_read_says_where(refused, data, found):
    assert refused(read_list, data) == found


def test_a_blank_line_keeps_its_place(constants):
    assert read_list(b"A\r\n\r\nB\rC\n\n", "f", constants) == ["A", "", "B", "C", ""]
    assert read_list("Œ\u2028Ï".encode(), "f", constants) == ["Œ\u2028Ï"]
    assert read_list(b"", "f", constants) == []


def test_the_faults_are_those_that_one_reads(refused):
    assert len(refused(read_list, b"\x00\n" * 500)) == MOST_FAULTS
