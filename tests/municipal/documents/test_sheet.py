"""Workbooks and CSV that say what was written, and never compute it."""

import csv
import io
from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook

from municipal.documents.document import Table
from municipal.documents.sheet import csv_file, xlsx
from tests.municipal.documents.samples import HOSTILE, TABLE

# What spreadsheets compute or obey when they open a CSV.
COMMANDS = ["=1+1", "+1", "-1+1", "@SUM(A1)", "\t=1", "\r=1", '=HYPERLINK("http://x","y")']
# No control signs: XML has none.
WORDS = st.text(st.characters(exclude_categories=("Cs", "Cc")), max_size=30)


def read(made):
    book = CalamineWorkbook.from_object(BytesIO(made))
    return {name: book.get_sheet_by_name(name).to_python(skip_empty_area=False) for name in book.sheet_names}


def test_a_workbook_reads_back_number_for_number_and_word_for_word():
    (rows,) = read(xlsx([TABLE], title="x", language="fr")).values()
    assert rows[0] == TABLE.header
    assert rows[1] == ["Sainte-Brume", 9.1, 5.7, HOSTILE]
    assert rows[2] == ["Fablerive", "", 1_234_567.5, "=cmd|' /C calc'!A0"]


@given(st.lists(st.tuples(WORDS, st.floats(allow_nan=False, allow_infinity=False, width=32)), max_size=5))
def test_any_text_stays_a_text(rows):
    table = Table("Relevés", ["a", "b"], [list(row) for row in rows])
    (found,) = read(xlsx([table], title="x", language="en")).values()
    kept = [row for row in found[1:] if any(cell != "" for cell in row)]
    assert [row[0] for row in kept] == [word for word, _ in rows]


@pytest.mark.parametrize("command", COMMANDS)
def test_no_cell_is_a_formula(command):
    table = Table(command, [command, "n"], [[command, -1.5]])
    made = xlsx([table], title=command, language="fr")
    book = CalamineWorkbook.from_object(BytesIO(made))
    assert book.get_sheet_by_index(0).to_python()[1][1] == -1.5
    import zipfile

    with zipfile.ZipFile(BytesIO(made)) as parts:
        assert not [name for name in parts.namelist() if b"<f>" in parts.read(name)]
    cells = next(iter(csv.reader(io.StringIO(csv_file(table).decode("utf-8-sig")))))
    assert cells[0] == f"'{command}"


def test_a_csv_keeps_its_numbers_as_numbers():
    rows = list(csv.reader(io.StringIO(csv_file(TABLE).decode("utf-8-sig"))))
    assert rows[1][:3] == ["Sainte-Brume", "9.1", "5.7"]
    assert rows[2][1:3] == ["", "1234567.5"]


@pytest.mark.parametrize("sign", ["\x00", "\x0b", "\x1b", "\ufffe", "\uffff", "\ud800"])
def test_what_no_text_has_is_in_no_file(sign):
    table = Table(f"Re{sign}levés", [f"a{sign}"], [[f"b{sign}c"]])
    (rows,) = read(xlsx([table], title="x", language="fr")).values()
    assert rows == [["a"], ["bc"]]
    assert csv_file(table).decode("utf-8-sig") == "a\r\nbc\r\n"


@pytest.mark.parametrize("caption", ["a\ufffeb", "a/b:c*d?[e]\\f", "", "'x'", "History", "é" * 80])
def test_any_caption_names_a_sheet_once(caption):
    table = Table(caption, ["a"], [["b"]])
    names = list(read(xlsx([table, table, table], title="x", language="fr")))
    assert len({name.lower() for name in names}) == 3
    assert max(map(len, names)) <= 31
