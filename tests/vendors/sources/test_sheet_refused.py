"""A table that cannot be used at all is refused, and why is told."""

import pytest

from vendors.sources.faults import UnusableError
from vendors.sources.sheet import MOST_BYTES, read_sheet


@pytest.fixture
def refused(read):
    def faults(content, **options):
        with pytest.raises(UnusableError) as caught:
            read(content, **options)
        return caught.value.faults

    return faults


def test_bytes_that_are_not_utf_8_need_the_name_of_their_encoding(refused):
    faults = refused("nom,ville\nÉlan,Lévis\n".encode("cp1252"))
    assert [fault.rule for fault in faults] == ["encoding"]
    for text in (faults[0].fr, faults[0].en):
        assert "--encoding" in text
        assert "cp1252" in text
        assert "liste.csv" in text


@pytest.mark.parametrize("encoding", ["no-such-encoding", "rot13", "hex", "idna", "utf-32"])
def test_an_encoding_that_does_not_read_the_file_is_refused(refused, encoding):
    faults = refused("nom,ville\nÉlan,Lévis.\n".encode("cp1252"), encoding=encoding)
    assert [fault.rule for fault in faults] == ["encoding"]


@pytest.mark.parametrize("encoding", ["undefined", "utf-8\x00"])
def test_an_encoding_that_python_cannot_use_is_refused(refused, encoding):
    faults = refused("nom,ville\nÉlan,Lévis\n".encode("cp1252"), encoding=encoding)
    assert [fault.rule for fault in faults] == ["encoding"]


def test_each_missing_column_is_named(refused):
    faults = refused("nom;site\nA;B\n", required=("nom", "ville", "note"))
    assert [(fault.rule, fault.where) for fault in faults] == [
        ("column", "liste.csv:ville"),
        ("column", "liste.csv:note"),
    ]
    assert "« ville »" in faults[0].fr
    assert "“ville”" in faults[0].en


@pytest.mark.parametrize("content", [b"", b"\n\n  \n", b"\xef\xbb\xbf"])
def test_a_file_without_a_line_is_refused(refused, content):
    assert [fault.rule for fault in refused(content)] == ["empty"]


def test_a_file_that_is_absent_or_is_a_folder_is_refused(tmp_path):
    for path in (tmp_path / "absent.csv", tmp_path):
        with pytest.raises(UnusableError) as caught:
            read_sheet(path, required=("nom",))
        assert [fault.rule for fault in caught.value.faults] == ["file"]


def test_a_file_that_is_too_large_is_refused_unread(tmp_path):
    path = tmp_path / "liste.csv"
    with path.open("wb") as file:
        file.truncate(MOST_BYTES + 1)
    with pytest.raises(UnusableError) as caught:
        read_sheet(path, required=("nom",))
    assert [fault.rule for fault in caught.value.faults] == ["size"]


def test_a_header_longer_than_the_reader_allows_is_refused(refused):
    assert refused("nom," + "x" * 200_000 + "\nA,B\n")
