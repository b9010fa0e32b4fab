"""A workbook made to exhaust whoever opens it is refused before anything opens it."""

import io
import tracemalloc
import zipfile
import zlib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.vendors.sources.books import NAMESPACE, cells, made, raw_book, read, refused
from vendors.sources import unpacked
from vendors.sources.faults import UnusableError
from vendors.sources.table import LONGEST_CELL
from vendors.sources.workbook import MOST_BYTES


def test_a_cell_of_a_million_characters_rejects_its_row_alone():
    sheet = cells(
        '<row r="1"><c r="A1" t="s"><v>0</v></c></row>'
        f'<row r="2"><c r="A2" t="inlineStr"><is><t>{"x" * 1_000_000}</t></is></c></row>'
        '<row r="3"><c r="A3" t="inlineStr"><is><t>b</t></is></c></row>'
    )
    found = read(raw_book(sheet))
    assert [row.values["nom"] for row in found.rows] == ["b"]
    assert [(row.line, row.column, len(row.value)) for row in found.rejects] == [(2, "nom", 80)]
    assert str(LONGEST_CELL) in found.rejects[0].remedy


def test_a_null_character_rejects_its_row_alone():
    found = read(made(["a\x00b"], ["c"]))
    assert [row.values["nom"] for row in found.rows] == ["c"]
    assert [(row.line, row.value) for row in found.rejects] == [(2, "ab")]


def bomb(declared=None, part="xl/worksheets/sheet1.xml", size=300_000_000):
    """A part of so many spaces; `declared` is the size that the zip says of it."""
    squeezed = zlib.compressobj(9, wbits=-15)
    chunk, data = b" " * 1_000_000, b""
    for _ in range(size // len(chunk)):
        data += squeezed.compress(chunk)
    data += squeezed.flush()
    name = part.encode()
    said = (size if declared is None else declared).to_bytes(4, "little")
    common = b"\x14\x00\x00\x00\x08\x00" + b"\x00" * 4 + b"\x00" * 4 + len(data).to_bytes(4, "little") + said
    common += len(name).to_bytes(2, "little") + b"\x00\x00"
    local = b"PK\x03\x04" + common + name + data
    central = b"PK\x01\x02\x14\x00" + common + b"\x00" * 14 + name
    end = b"PK\x05\x06" + b"\x00" * 4 + b"\x01\x00\x01\x00"
    return local + central + end + len(central).to_bytes(4, "little") + len(local).to_bytes(4, "little") + b"\x00\x00"


@pytest.mark.parametrize("declared", [None, 1000])
@pytest.mark.parametrize("part", ["xl/worksheets/sheet1.xml", "xl/sharedStrings.xml", "xl/media/image1.png"])
def test_a_bomb_is_refused_in_bounded_memory_whether_it_says_its_size_or_lies(declared, part):
    raw = bomb(declared, part)
    assert len(raw) < 1_000_000
    tracemalloc.start()
    try:
        with pytest.raises(UnusableError):
            read(raw)
        assert tracemalloc.get_traced_memory()[1] < 30_000_000
    finally:
        tracemalloc.stop()


def test_a_lone_cell_in_the_far_corner_is_refused():
    corner = '<row r="1"><c r="A1" t="s"><v>0</v></c></row><row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'
    refused(raw_book(cells(corner)), "size")
    wide = '<row r="50000"><c r="A50000"><v>1</v></c></row><row r="1"><c r="XFD1"><v>1</v></c></row>'
    refused(raw_book(cells(wide)), "size")


def test_a_long_text_that_many_cells_repeat_is_refused():
    long = f"<si><t>{'x' * 30_000}</t></si>"
    rows = "".join(f'<row r="{n}"><c r="A{n}" t="s"><v>0</v></c></row>' for n in range(1, 1001))
    refused(raw_book(cells(rows), texts=long), "size")


def test_a_count_that_nobody_could_hold_is_refused():
    # The reader of workbooks sets aside as much memory as this says, and ends the whole process when it cannot.
    sheet = cells('<row><c t="inlineStr"><is><t>nom</t></is></c></row>')
    sound = raw_book(sheet)
    kept = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(sound)) as before, zipfile.ZipFile(kept, "w") as after:
        for name in before.namelist():
            data = before.read(name)
            if name == "xl/sharedStrings.xml":
                data = data.replace(b"<sst ", b'<sst count="1" uniqueCount="799999999999" ')
            after.writestr(name, data)
    assert read(sound).rows == []
    refused(kept.getvalue(), "size")


def test_more_rows_than_fifty_thousand_are_refused():
    rows = "".join(f"<row><c><v>{n}</v></c></row>" for n in range(unpacked.MOST_ROWS + 2))
    refused(raw_book(cells(rows)), "size")


@pytest.mark.parametrize(
    ("rule", "raw"),
    [
        ("workbook", b"PK\x03\x04 a zip that is none"),
        ("workbook", made(["a"])[:-40]),
        ("workbook", made(["a"])[: len(made(["a"])) // 2]),
        ("workbook", raw_book("<worksheet><sheetData>")),
        ("workbook", raw_book(f'<!DOCTYPE a [<!ENTITY b "c">]><worksheet xmlns="{NAMESPACE}"/>')),
        ("workbook", raw_book(cells('<row r="1"><c r="A1" t="s"><v>7</v></c></row>'))),
        ("workbook", raw_book(cells('<row r="1"><c r="A-1"><v>7</v></c></row>'))),
        ("workbook", raw_book(cells('<row r="x"><c><v>7</v></c></row>'))),
        ("workbook", raw_book(cells("").encode("utf-16"))),
        ("workbook", raw_book(cells(""), packing=zipfile.ZIP_BZIP2)),
        ("workbook", raw_book(cells(""), more=[("xl/styles.xml", "<a>")])),
        ("empty", raw_book(cells(""))),
        ("size", raw_book(cells(""), more=[(f"n{n}", "") for n in range(1001)])),
        ("format", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600),
        ("column", raw_book(cells('<row><c t="inlineStr"><is><t>autre</t></is></c></row>'))),
    ],
)
def test_what_is_no_sound_workbook_is_refused(rule, raw):
    refused(raw, rule)


def test_a_zip_that_is_no_workbook_is_refused():
    kept = io.BytesIO()
    with zipfile.ZipFile(kept, "w") as archive:
        archive.writestr("content.xml", "<a/>")
    refused(kept.getvalue(), "format")


def test_a_workbook_beyond_ten_megabytes_is_refused_before_it_is_looked_at():
    refused(b"PK\x03\x04" + b"\x00" * MOST_BYTES, "size")


def test_parts_that_say_no_cell_are_never_opened():
    raw = raw_book(
        cells('<row><c t="inlineStr"><is><t>nom</t></is></c></row>'),
        more=[("xl/vbaProject.bin", b"\x00" * 1000), ("../../etc/passwd", "x"), ("xl/drawings/drawing1.xml", "<a>")],
    )
    assert read(raw).rows == []


SOUND = made(["a", 1], ["b", 2])


@settings(max_examples=150, deadline=None)
@given(at=st.integers(0, len(SOUND) - 1), byte=st.integers(0, 255), cut=st.integers(0, 3))
def test_a_damaged_workbook_is_read_or_refused_and_nothing_else(at, byte, cut):
    raw = SOUND[:at] + bytes([byte]) + SOUND[at + 1 + cut :]
    try:
        found = read(raw)
    except UnusableError:
        return
    assert len(found.rows) + len(found.rejects) <= 2


INSIDE = st.text(alphabet=st.sampled_from('<>/crvtsi="0129A&;#xé \n'), max_size=60)


@settings(max_examples=150, deadline=None)
@given(inside=INSIDE, row=st.integers(-2, 60_000), kind=st.sampled_from(["s", "str", "b", "e", "n", "d", "inlineStr"]))
def test_strange_sheets_are_read_or_refused_and_nothing_else(inside, row, kind):
    strange = f'<row r="{row}"><c r="A{row}" t="{kind}"><v>{inside}</v></c><c t="{kind}">{inside}</c></row>'
    try:
        read(raw_book(cells(strange)))
    except UnusableError:
        return
