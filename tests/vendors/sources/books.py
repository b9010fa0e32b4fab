"""Workbooks as a spreadsheet saves them, and as none would."""

import io
import zipfile

import pytest
import xlsxwriter

from vendors.sources.faults import UnusableError
from vendors.sources.workbook import read_raw

HEADER = ["nom", "valeur", "note"]
PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
NAMESPACE = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def made(*rows, fill=None):
    """A workbook as Excel would save it; `fill` writes what rows of plain values cannot say."""
    kept = io.BytesIO()
    book = xlsxwriter.Workbook(kept, {"in_memory": True})
    sheet = book.add_worksheet()
    for n, row in enumerate((HEADER, *rows)):
        sheet.write_row(n, 0, row)
    if fill:
        fill(book, sheet)
    book.close()
    return kept.getvalue()


def raw_book(sheet, *, texts="<si><t>nom</t></si>", more=(), packing=zipfile.ZIP_DEFLATED):
    """A workbook part by part, to say what no spreadsheet would."""
    kept = io.BytesIO()
    with zipfile.ZipFile(kept, "w", packing) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr(
            "_rels/.rels",
            f'<Relationships xmlns="{PACKAGE}"><Relationship Id="rId1" Type="{RELATIONS}/officeDocument" '
            'Target="xl/workbook.xml"/></Relationships>',
        )
        archive.writestr(
            "xl/workbook.xml",
            f'<workbook xmlns="{NAMESPACE}" xmlns:r="{RELATIONS}"><sheets><sheet name="a" sheetId="1" r:id="rId1"/>'
            "</sheets></workbook>",
        )
        archive.writestr(
            "xl/_rels/workbook.xml.rels",
            f'<Relationships xmlns="{PACKAGE}">'
            f'<Relationship Id="rId1" Type="{RELATIONS}/worksheet" Target="worksheets/sheet1.xml"/>'
            f'<Relationship Id="rId2" Type="{RELATIONS}/sharedStrings" Target="sharedStrings.xml"/></Relationships>',
        )
        archive.writestr("xl/sharedStrings.xml", f'<sst xmlns="{NAMESPACE}">{texts}</sst>')
        archive.writestr("xl/worksheets/sheet1.xml", sheet)
        for name, data in more:
            archive.writestr(name, data)
    return kept.getvalue()


def cells(inside):
    return f'<worksheet xmlns="{NAMESPACE}"><sheetData>{inside}</sheetData></worksheet>'


def read(raw, **more):
    return read_raw(raw, "liste.xlsx", required=("nom",), **more)


def refused(raw, rule, **more):
    with pytest.raises(UnusableError) as found:
        read(raw, **more)
    assert [fault.rule for fault in found.value.faults] == [rule]
    assert all(fault.where.startswith("liste.xlsx") for fault in found.value.faults)
