"""A workbook that a person made is read as that person typed it, row by row."""

import datetime as dt
import gzip
import io

import pytest
import xlsxwriter

from tests.vendors.sources.books import HEADER, made, read, refused
from vendors.sources.faults import UnusableError
from vendors.sources.workbook import read_any, read_raw


def test_cells_are_read_as_a_person_typed_them():
    day = dt.datetime(2025, 3, 1)  # noqa: DTZ001 - a spreadsheet knows no zone

    def fill(book, sheet):
        sheet.write_datetime(2, 1, day, book.add_format({"num_format": "yyyy-mm"}))
        sheet.write_formula(3, 1, "=1+1", None, 2)
        sheet.write_boolean(4, 1, True)  # noqa: FBT003 - the cell's value
        sheet.write_formula(5, 1, "=1/0", None, "#DIV/0!")
        sheet.write_formula(6, 1, '=HYPERLINK("http://x")')

    rows = [["a", 2025], ["b"], ["c"], ["d"], ["e"], ["f"], ["g", 0.1 + 0.2, " bord "], ["00003", -1.5e-7]]
    sheet = read(made(*rows, fill=fill))
    assert sheet.rejects == []
    assert [(row.line, row.values["nom"], row.values["valeur"]) for row in sheet.rows] == [
        (2, "a", "2025"),
        (3, "b", "2025-03-01"),
        (4, "c", "2"),
        (5, "d", "true"),
        (6, "e", ""),
        (7, "f", "0"),
        (8, "g", "0.3"),
        (9, "00003", "-1.5e-07"),
    ]
    assert sheet.rows[6].values["note"] == "bord"


def test_rows_keep_the_number_that_the_spreadsheet_shows():
    kept = io.BytesIO()
    book = xlsxwriter.Workbook(kept)
    sheet = book.add_worksheet()
    sheet.write_row(2, 1, HEADER)
    sheet.write_row(7, 1, ["a", 1])
    book.close()
    assert [(row.line, row.values["nom"]) for row in read(kept.getvalue()).rows] == [(8, "a")]


def test_the_first_visible_sheet_is_the_one_that_is_read():
    kept = io.BytesIO()
    book = xlsxwriter.Workbook(kept)
    hidden, shown = book.add_worksheet("caché"), book.add_worksheet("vu")
    shown.activate()
    shown.set_first_sheet()
    hidden.hide()
    hidden.write_row(0, 0, ["autre"])
    shown.write_row(0, 0, HEADER)
    shown.write_row(1, 0, ["a"])
    book.close()
    assert [row.values["nom"] for row in read(kept.getvalue()).rows] == ["a"]


def test_csv_and_xlsx_are_told_apart_by_what_they_hold(tmp_path):
    for name, data in (("a.xlsx", b"nom,valeur\na,1\n"), ("b.csv", made(["a", 1]))):
        path = tmp_path / name
        path.write_bytes(data)
        assert [row.values["nom"] for row in read_any(path, required=("nom",)).rows] == ["a"]


def test_other_names_of_a_column_are_known_and_what_the_header_wrote_is_kept():
    kept = io.BytesIO()
    book = xlsxwriter.Workbook(kept)
    sheet = book.add_worksheet()
    sheet.write_row(0, 0, ["Name", "autre"])
    sheet.write_row(1, 0, ["a", "b"])
    book.close()
    found = read(kept.getvalue(), aliases={"name": "nom"})
    assert found.rows[0].values == {"nom": "a", "autre": "b"}
    assert found.written == {"nom": "Name", "autre": "autre"}


def test_a_column_that_stands_twice_under_its_names_is_refused():
    kept = io.BytesIO()
    book = xlsxwriter.Workbook(kept)
    book.add_worksheet().write_row(0, 0, ["name", "nom"])
    book.close()
    refused(kept.getvalue(), "column", aliases={"name": "nom", "nom": "nom"})


@pytest.mark.parametrize(
    "raw",
    [
        b"%PDF-1.7\n\xe2\xe3",
        gzip.compress(b"nom,neq\n", mtime=0),
        b"\xef\xbb\xbf \r\n<!DOCTYPE html><table>",
        b"<HTML><table>",
        b'<?xml version="1.0"?><Workbook/>',
        b"{\\rtf1\\ansi nom,neq}",
    ],
    ids=["pdf", "gzip", "html", "html in capitals", "xml", "rtf"],
)
def test_a_file_that_is_no_table_under_the_name_of_one_is_asked_for_as_a_table(raw):
    with pytest.raises(UnusableError) as caught:
        read_raw(raw, "liste.csv", required=("nom",))
    assert [fault.rule for fault in caught.value.faults] == ["format"]
