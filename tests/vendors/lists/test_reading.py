"""A list is read as it was written: columns by their usual names, every cell as given, every fault with its remedy."""

import io
import zipfile

import pytest
import xlsxwriter
from hypothesis import given
from hypothesis import strategies as st

from tests.vendors.lists.made import neq, written
from vendors.lists.columns import FIELDS, MOST_FURTHER, read_labels
from vendors.lists.opened import MOST_SUPPLIERS
from vendors.lists.reading import CONTRACT, columns_of, read_list
from vendors.lists.refusals import RefusedError
from vendors.lists.rows import website
from vendors.lists.template import template
from vendors.sources.faults import UnusableError

HEAD = b"nom,neq,site_web,ville,description\n"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


@pytest.fixture(scope="module")
def labels(tools):
    return tools[2]


@pytest.fixture
def read(labels):
    return lambda raw, name="liste.csv", **more: read_list(raw, name, labels, **more)


def workbook(*rows, formula=None):
    kept = io.BytesIO()
    book = xlsxwriter.Workbook(kept, {"in_memory": True})
    sheet = book.add_worksheet()
    for line, row in enumerate(rows):
        sheet.write_row(line, 0, row)
    if formula:
        sheet.write_formula(len(rows), 0, formula[0], None, formula[1])
    book.close()
    return kept.getvalue()


def faults(run):
    with pytest.raises(UnusableError) as told:
        run()
    return [(one.rule, one.where) for one in told.value.faults]


@pytest.mark.parametrize(
    "header",
    [
        ("nom", "neq", "site_web", "ville", "description"),
        ("description", "city", "website", "NEQ", "NAME"),
        ("\ufeffEntreprise", "N.E.Q.", "Site\u00a0Web", "VILLE", "Description de l’offre"),
        ("Raison sociale", "Numéro NEQ", "URL", "Municipalité", "Offre"),
        ("Company name", "Québec enterprise number", "Web-site", "Town", "Offer"),
    ],
)
def test_columns_are_known_by_their_usual_names(read, header):
    kinds = {"description": "d", "city": "Oka", "website": "a.ca", "NEQ": neq(1), "NAME": "Un"}
    row = [kinds[name] for name in header] if "NAME" in header else ["Un", neq(1), "a.ca", "Oka", "d"]
    (one,) = read(written([row], header), required=CONTRACT).rows
    assert (one.name, one.neq, one.website, one.city, one.description) == ("Un", neq(1), "https://a.ca", "Oka", "d")
    assert one.further == {}


def test_a_choice_of_columns_goes_before_the_guess(read, labels):
    header = ("Nom", "Marque", "URL", "Code interne", "Note")
    raw = written([["Un inc.", "Un", "un.ca", "7", "n"]], header)
    found = columns_of(raw, "a.csv", labels)
    assert (found.headers, found.guessed) == (list(header), {"Nom": "name", "URL": "website"})
    assert found.sample == [["Un inc.", "Un", "un.ca", "7", "n"]]
    (one,) = read(raw).rows
    assert (one.name, one.further) == ("Un inc.", {"Marque": "Un", "Code interne": "7", "Note": "n"})
    (one,) = read(raw, mapping={"Marque": "name", "Note": "-", "URL": ""}).rows
    assert (one.name, one.website) == ("Un", None)
    assert one.further == {"Nom": "Un inc.", "Code interne": "7", "URL": "un.ca"}
    assert faults(lambda: read(raw, mapping={"Nom": "name", "Marque": "name"})) == [("column", "liste.csv:nom")]
    assert faults(lambda: read(raw, mapping={"Nom": "colour"})) == [
        ("column", "liste.csv:colour"),
        ("column", "liste.csv:nom"),
    ]


def test_what_a_header_lacks_or_says_twice_is_told(read):
    assert faults(lambda: read(written([], ("nom", "ville")), required=CONTRACT)) == [
        ("column", f"liste.csv:{name}") for name in ("neq", "site_web", "description")
    ]
    assert faults(lambda: read(written([["a", "b", "c"]], ("nom", "Prix", "Prix")))) == [("column", "liste.csv:Prix")]
    assert faults(lambda: read(written([["a", "b"]], ("nom", "name")))) == [("column", "liste.csv:nom")]
    assert faults(lambda: read(written([["a", "", "c", ""]], ("nom", "", "", "")))) == [("column", "liste.csv")]
    assert len(read(written([["a", "", ""]], ("nom", "", ""))).rows) == 1
    most = ("nom", *(f"c{n}" for n in range(MOST_FURTHER)))
    assert len(read(written([["x"] * len(most)], most)).rows[0].further) == MOST_FURTHER
    assert faults(lambda: read(written([], (*most, "une de trop")))) == [("columns", "liste.csv")]


def test_every_refused_row_has_its_line_its_column_its_value_and_its_remedy(read):
    raw = written(
        [
            ["", neq(1), "", "", ""],
            ["Un", "114 000", "", "", ""],
            ["Deux", "", "javascript:alert(1)", "", ""],
            ["Trois", "", "", "x" * 201, ""],
            ["Qua\x07tre", "", "", "", ""],
            ["Ci\nnq", "", "", "", ""],
            ["x" * 200, f"{neq(2)[:4]} {neq(2)[4:]}", "HTTP://Un.ca:80/é?a=b", "", "a\nb"],
            ["Sept", "", "", "", "\x92"],
        ],
        ("Name", "Neq", "Website", "City", "Description"),
    )
    found = read(raw, language="en")
    assert [(one.line, one.column) for one in found.rejects] == [
        (2, "Name"), (3, "Neq"), (4, "Website"), (5, "City"), (6, "Name"), (7, "Name"), (11, "Description")
    ]  # fmt: skip
    assert all(one.reason and one.remedy[0].isupper() for one in found.rejects)
    assert [one.value for one in found.rejects[1:3]] == ["114 000", "javascript:alert(1)"]
    assert [(one.line, one.website, one.neq, one.doubtful) for one in found.rows] == [
        (9, "http://Un.ca:80/é?a=b", neq(2), False)
    ]


@pytest.mark.parametrize(
    "text",
    ["mot", "info@un.ca", "https://", "ftp://un.ca", "//un.ca", "un .ca", "un.ca<b>", "https://a@un.ca", "1.2.3.4",
     "data:text/html,x", "=un.ca", "https://un.ca:99999999", "http://[::1", "un..ca", "s.o.", 'un.ca/"x'],
)  # fmt: skip
def test_what_is_no_address_of_a_site_is_refused(text):
    with pytest.raises(RefusedError):
        website(text)


@given(st.text(max_size=60))
def test_whatever_the_text_an_address_is_http_and_without_white_space(text):
    try:
        found = website(text.strip())
    except RefusedError:
        return
    assert found is None or (found.startswith(("http://", "https://")) and not any(map(str.isspace, found)))


def test_the_alphabet_is_said_never_guessed(read):
    for encoding in ("utf-8-sig", "utf-16"):
        assert read(written([["Élan", "", "", "", ""]], encoding=encoding)).rows[0].name == "Élan"
    windows = written([["Élan", "", "", "", ""]], delimiter=";", encoding="cp1252")
    assert faults(lambda: read(windows)) == [("encoding", "liste.csv")]
    assert read(windows, encoding="cp1252").rows[0].name == "Élan"
    assert faults(lambda: read(windows, encoding="klingon")) == [("encoding", "liste.csv")]
    assert faults(lambda: read(written([["Élan", "", "", "", ""]]), encoding="cp1252")) == [("encoding", "liste.csv")]
    assert read(HEAD + b"Un,,,,\n", encoding="cp1252").rows[0].name == "Un"


def test_a_workbook_is_read_by_what_it_is_and_never_computed(read):
    raw = workbook(["Nom", "NEQ"], ["Un", int(neq(3))], formula=("=1+1", "deux"))
    for name in ("liste.xlsx", "liste.csv"):
        assert [(one.line, one.name, one.neq) for one in read(raw, name).rows] == [(2, "Un", neq(3)), (3, "deux", None)]
    assert read(HEAD + b"Un,,,,\n", "liste.xlsx").rows[0].name == "Un"


def bomb():
    kept = io.BytesIO()
    with zipfile.ZipFile(kept, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", b" " * 60_000_000)
    return kept.getvalue()


@pytest.mark.parametrize(
    ("rule", "raw"),
    [
        ("empty", lambda: b""),
        ("format", lambda: OLE + bytes(5000)),
        ("size", bomb),
        ("size", lambda: b"x" * 20_000_001),
        ("rows", lambda: HEAD + b"Un,,,,\n" * (MOST_SUPPLIERS + 1)),
        ("rows", lambda: HEAD + b"Un,,,,\n" * 1_000_000),
        ("size", lambda: b"nom" + (b"," * 400 + b"\n") * 900),
        ("size", lambda: b"nom" + b"," * 60 + (b"\nUn" + b"," * 60) * 6000),
        ("workbook", lambda: b"PK\x03\x04" + bytes(100)),
        ("encoding", lambda: bytes(range(256)) * 9),
        ("columns", lambda: b",".join([b"nom", *(b"c%d" % n for n in range(300))]) + b"\nUn"),
    ],
    ids=("empty", "old", "bomb", "bytes", "long", "endless", "wide", "cells", "damaged", "binary", "columns"),
)
def test_what_no_list_is_gets_a_clear_answer_in_bounded_time(read, bounded, rule, raw):
    given_bytes = raw()
    with bounded():
        assert faults(lambda: read(given_bytes)) == [(rule, "liste.csv")]


def test_sound_rows_are_kept_beside_damaged_ones(read, bounded):
    raw = (
        HEAD
        + b'"Un,,,,\nDeux,,,,\nNul\x00,,,,\n'
        + b"a" * 1_000_000
        + b",,,,\n"
        + b"b" * 10_001
        + b",,,,\n,,,,\nSix,,,,\n"
    )
    with bounded():
        found = read(raw)
    assert [one.name for one in found.rows] == ["Deux", "Six"]
    assert [(one.line, one.column) for one in found.rejects] == [(2, ""), (4, "nom"), (5, ""), (6, "nom")]
    assert all(len(one.value) <= 80 and one.remedy for one in found.rejects)
    assert read(HEAD).rows == []


@given(
    st.lists(
        st.tuples(*[st.text(st.characters(codec="utf-8", exclude_characters="\x00\r"), max_size=9)] * 5), max_size=6
    )
)
def test_each_record_is_a_row_or_a_refusal(tools, rows):
    found = read_list(written(rows), "a.csv", tools[2])
    lines = [one.line for one in found.rows] + [one.line for one in found.rejects]
    assert len(lines) == len(set(lines)) <= len(rows)
    assert len(lines) >= sum(any(cell.strip() for cell in row) for row in rows) - sum("\n" in "".join(r) for r in rows)


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
@pytest.mark.parametrize("language", ["fr", "en"])
def test_the_template_has_the_columns_and_a_row_that_no_import_keeps(read, labels, kind, language):
    raw = template(language, kind)
    assert list(columns_of(raw, "m", labels).guessed.values()) == list(FIELDS[:5])
    found = read(raw, required=CONTRACT, language=language)
    assert (found.rows, [(one.line, one.column) for one in found.rejects]) == ([], [(2, "neq")])
    assert ("exemple" if language == "fr" else "example") in found.rejects[0].reason
    if kind == "xlsx":
        assert zipfile.ZipFile(io.BytesIO(raw)).namelist().count("xl/worksheets/sheet2.xml") == 1


def test_a_label_of_two_fields_is_refused(tmp_path):
    (tmp_path / "columns.csv").write_text("field,label\nname,Nom\ncity,nom\n", "utf-8")
    assert faults(lambda: read_labels(tmp_path))[0][0] == "seed"
    (tmp_path / "columns.csv").write_text("field,label\ncolour,Nom\n", "utf-8")
    assert faults(lambda: read_labels(tmp_path))[0][0] == "seed"
