"""A table that a person made: no line is lost, no sound row is refused, nothing hangs and nothing breaks."""

import csv
import io

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from vendors.sources.faults import UnusableError
from vendors.sources.sheet import read_sheet
from vendors.sources.table import LONGEST_CELL

NAMES = ("nom", "ville", "note")


def values(sheet):
    return [row.values for row in sheet.rows]


def lines(sheet):
    return [row.line for row in sheet.rows]


# What a sound file says


@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_the_separator_is_told_from_the_header(read, separator):
    other = ";" if separator == "," else ","
    sheet = read(f"nom{separator}ville\nPont{other} et fils{separator}Amos\n")
    assert values(sheet) == [{"nom": f"Pont{other} et fils", "ville": "Amos"}]
    assert sheet.rejects == []


@pytest.mark.parametrize(
    ("encoding", "said"),
    [
        ("utf-8", None),
        ("utf-8-sig", None),
        ("utf-16", None),
        ("utf-8-sig", "cp1252"),
        ("cp1252", "cp1252"),
        ("latin-1", "latin-1"),
        ("utf-16-le", "utf-16-le"),
        ("mac-roman", "mac-roman"),
    ],
)
def test_accents_survive_every_encoding_that_a_mark_or_a_name_tells(read, encoding, said):
    sheet = read("nom,ville\nÉlan Boréal,Lévis\n".encode(encoding), encoding=said)
    assert values(sheet) == [{"nom": "Élan Boréal", "ville": "Lévis"}]


@pytest.mark.parametrize("mark", [b"\xff\xfe", b"\xfe\xff"])
def test_both_byte_orders_are_told_from_their_mark(read, mark):
    order = "utf-16-le" if mark == b"\xff\xfe" else "utf-16-be"
    assert values(read(mark + "nom\nÉlan\n".encode(order))) == [{"nom": "Élan"}]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_lines_are_counted_as_an_editor_counts_them(read, end):
    sheet = read(end.join(["nom,ville", "A,Amos", "", '"B', 'suite",Rouyn', "C,Gaspé", ""]))
    assert lines(sheet) == [2, 4, 6]
    assert sheet.rows[1].values == {"nom": f"B{end}suite", "ville": "Rouyn"}


def test_cells_and_column_names_are_trimmed_and_nothing_else(read):
    sheet = read('\n nom , ville \n  Pont  neuf ," Baie-\u00a0Comeau "\n')
    assert values(sheet) == [{"nom": "Pont  neuf", "ville": "Baie-\u00a0Comeau"}]
    assert lines(sheet) == [3]


def test_doubled_quotes_and_quoted_separators_are_read_as_written(read):
    sheet = read('nom,ville\n"Le ""Vieux"", inc.",Amos\n')
    assert values(sheet) == [{"nom": 'Le "Vieux", inc.', "ville": "Amos"}]


def test_a_short_row_keeps_the_cells_that_it_has(read):
    assert values(read("nom,ville\nA\nB,\n")) == [{"nom": "A"}, {"nom": "B", "ville": ""}]


def test_empty_cells_beyond_the_header_are_no_fault(read):
    sheet = read("nom,ville\nA,Amos,,\n")
    assert values(sheet) == [{"nom": "A", "ville": "Amos"}]


def test_a_header_alone_has_no_rows_and_no_fault(read):
    sheet = read("nom,ville\n")
    assert (sheet.rows, sheet.rejects) == ([], [])


@settings(max_examples=50, deadline=None)
@given(
    rows=st.lists(
        st.tuples(*[st.text("aé1 ,;\t\"'’\n🚜", max_size=10)] * 3).filter(
            lambda row: any(cell.strip() for cell in row)
        ),
        max_size=12,
    ),
    separator=st.sampled_from(",;\t"),
    end=st.sampled_from(["\n", "\r\n"]),
)
def test_what_a_csv_writer_wrote_is_read_back_on_the_lines_where_it_stands(tmp_path_factory, rows, separator, end):
    path = tmp_path_factory.mktemp("sheet") / "liste.csv"
    text = io.StringIO(newline="")
    writer = csv.writer(text, delimiter=separator, lineterminator=end)
    writer.writerow(NAMES)
    starts = []
    for row in rows:
        starts.append(text.getvalue().count("\n") + 1)
        writer.writerow(row)
    path.write_bytes(text.getvalue().encode())
    sheet = read_sheet(path, required=NAMES)
    assert sheet.rejects == []
    assert lines(sheet) == starts
    assert values(sheet) == [{name: cell.strip() for name, cell in zip(NAMES, row, strict=True)} for row in rows]


# What a damaged file says


def test_an_unclosed_quote_is_refused_on_its_line_and_keeps_the_sound_rows(read):
    sheet = read('nom,ville\nA,Amos\nB,"Rouyn\nC,Gaspé\n"D, inc.",Matane\nE,Alma\n')
    assert [row["nom"] for row in values(sheet)] == ["A", "C", "D, inc.", "E"]
    assert [reject.line for reject in sheet.rejects] == [3]
    assert "guillemet" in sheet.rejects[0].remedy
    assert sheet.rejects[0].value == 'B,"Rouyn'


def test_an_unclosed_quote_on_the_last_line_is_refused_too(read):
    sheet = read('nom,ville\nA,Amos\nB,"Rouyn')
    assert lines(sheet) == [2]
    assert [reject.line for reject in sheet.rejects] == [3]


def test_a_nul_is_refused_with_its_column_and_shown_without_it(read):
    sheet = read("nom,ville\nA,Am\x00os\nB,Alma\n")
    assert [row["nom"] for row in values(sheet)] == ["B"]
    reject = sheet.rejects[0]
    assert (reject.line, reject.column, reject.value) == (2, "ville", "Amos")
    assert reject.remedy


def test_what_is_shown_of_a_refused_row_obeys_no_terminal(read):
    sheet = read("nom,ville\nA,Amos,x\x1b[31my\nB,Alma\n")
    assert [reject.value for reject in sheet.rejects] == ["x[31my"]


def test_a_cell_may_be_as_long_as_allowed_and_not_longer(read):
    sheet = read(f"nom,ville\nA,{'x' * LONGEST_CELL}\nB,{'x' * (LONGEST_CELL + 1)}\nC,Alma\n")
    assert [row["nom"] for row in values(sheet)] == ["A", "C"]
    reject = sheet.rejects[0]
    assert (reject.line, reject.column) == (3, "ville")
    assert len(reject.value) <= 80
    assert str(LONGEST_CELL) in reject.remedy


def test_a_cell_too_many_is_refused_and_shown(read):
    sheet = read("nom,ville\nA,Amos,QC\nB,Alma\n")
    assert [row["nom"] for row in values(sheet)] == ["B"]
    assert (sheet.rejects[0].line, sheet.rejects[0].value) == (2, "QC")


@settings(max_examples=50, deadline=None)
@given(st.lists(st.text('abé ,;\t"\x00', max_size=12), max_size=15))
def test_every_line_without_a_quote_is_either_kept_or_refused_and_never_both(tmp_path_factory, body):
    path = tmp_path_factory.mktemp("sheet") / "liste.csv"
    path.write_bytes("\n".join(["nom,ville", *body]).encode())
    sheet = read_sheet(path, required=("nom",))
    told = sorted([*lines(sheet), *(reject.line for reject in sheet.rejects)])
    assert len(told) == len(set(told))
    filled = [n for n, line in enumerate(body, 2) if line.strip()]
    assert set(told) <= set(filled)
    if not any('"' in line for line in body):
        assert told == filled


@settings(max_examples=50, deadline=None)
@given(
    names=st.lists(st.text("abcdé", min_size=1, max_size=8), min_size=1, max_size=10),
    data=st.data(),
)
def test_one_unclosed_quote_costs_one_line_wherever_it_stands(tmp_path_factory, names, data):
    path = tmp_path_factory.mktemp("sheet") / "liste.csv"
    broken = data.draw(st.integers(0, len(names) - 1))
    body = [f'"{name},Amos' if n == broken else f"{name},Amos" for n, name in enumerate(names)]
    path.write_bytes("\n".join(["nom,ville", *body]).encode())
    sheet = read_sheet(path, required=("nom",))
    assert [reject.line for reject in sheet.rejects] == [broken + 2]
    assert [row["nom"] for row in values(sheet)] == names[:broken] + names[broken + 1 :]


@pytest.mark.parametrize("inside", ["\u2028", "\x0b", "\x0c", "\x85", "\x1d"])
def test_only_a_new_line_ends_a_row(read, inside):
    sheet = read(f"nom,ville\nPont{inside}neuf,Amos\nB,Alma\n")
    assert values(sheet) == [{"nom": f"Pont{inside}neuf", "ville": "Amos"}, {"nom": "B", "ville": "Alma"}]
    assert lines(sheet) == [2, 3]


# Files made to harm


HOSTILE = {
    "one quote a line, never closed": '"a\n' * 100_000,
    "a quote every sixty lines": ('"a\n' + "b\n" * 59) * 3_000,
    "quotes alone": '"' * 1_000_000 + "\n",
    "one line without an end": "x" * 3_000_000,
    "separators alone": "," * 1_000_000 + "\n",
    "empty lines alone": "\n" * 1_000_000,
    "carriage returns alone": "\r" * 1_000_000,
    "NUL alone": "\x00" * 1_000_000,
    "accents piled up": "e" + "\u0301" * 300_000,
    "quotes and ends of lines by turns": '"\n' * 200_000,
    "a quoted cell of many lines": '"' + "a\n" * 100_000 + '"\n',
}


@pytest.mark.parametrize("body", HOSTILE.values(), ids=HOSTILE.keys())
def test_a_hostile_body_neither_hangs_nor_costs_the_sound_rows_around_it(read, bounded, body):
    with bounded():
        sheet = read(f"nom,ville\nA,Amos\n{body}\nZ,Alma\n")
    assert sheet.rows[0].values == {"nom": "A", "ville": "Amos"}
    assert sheet.rows[-1].values == {"nom": "Z", "ville": "Alma"}
    told = [*lines(sheet), *(reject.line for reject in sheet.rejects)]
    assert len(told) == len(set(told))
    assert all(len(reject.value) <= 80 for reject in sheet.rejects)


@settings(max_examples=50, deadline=None)
@given(
    content=st.binary(max_size=300), encoding=st.sampled_from([None, "cp1252", "latin-1", "utf-16", "utf-7", "cp037"])
)
def test_any_bytes_give_rows_or_a_fault_and_nothing_else(tmp_path_factory, content, encoding):
    path = tmp_path_factory.mktemp("sheet") / "liste.csv"
    path.write_bytes(content)
    try:
        sheet = read_sheet(path, required=(), encoding=encoding)
    except UnusableError:
        return
    assert all("\x00" not in cell for row in sheet.rows for cell in row.values.values())
