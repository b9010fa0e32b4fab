"""Reading a table that a person made with a spreadsheet: what the file declares is checked before anything opens it."""

import datetime as dt
from collections.abc import Iterator, Mapping
from io import BytesIO
from pathlib import Path
from typing import Final

from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

from vendors.sources.faults import UnusableError
from vendors.sources.sheet import load, read_text
from vendors.sources.table import Sheet, collected, columns, empty, fault
from vendors.sources.unpacked import repacked

MOST_BYTES: Final = 10_000_000
_ZIP: Final = b"PK\x03\x04"
# What Excel wrote before 2007, and what it writes when a password locks the file.
_OLE: Final = b"\xd0\xcf\x11\xe0"
# Other files under a wrong name: what is printed, packed or shown by a browser is no table.
_OTHERS: Final = (b"%PDF", b"\x1f\x8b", b"7z\xbc\xaf", b"Rar!", b"{\\rtf", b"<!doctype", b"<html", b"<?xml", b"<table")
_HEAD: Final = 100
# Digits that Excel itself keeps of a number.
_DIGITS: Final = ".15g"


def read_any(
    path: Path,
    *,
    required: tuple[str, ...],
    encoding: str | None = None,
    language: str = "fr",
    aliases: Mapping[str, str] | None = None,
) -> Sheet:
    """The rows of a CSV file or of an Excel workbook (.xlsx). Raises UnusableError for a file that is neither."""
    raw = load(path)
    return read_raw(raw, path.name, required=required, encoding=encoding, language=language, aliases=aliases)


def read_raw(
    raw: bytes,
    name: str,
    *,
    required: tuple[str, ...],
    encoding: str | None = None,
    language: str = "fr",
    aliases: Mapping[str, str] | None = None,
) -> Sheet:
    """The rows of a file that is already at hand, called `name`. Raises as `read_any`."""
    if raw.startswith(_OLE):
        fr = "Enregistrez le fichier en CSV ou en .xlsx, sans mot de passe"
        raise UnusableError([fault("format", name, fr, "Save the file as CSV or .xlsx, without a password")])
    if raw[:_HEAD].removeprefix(b"\xef\xbb\xbf").lstrip().lower().startswith(tuple(one.lower() for one in _OTHERS)):
        fr = "Enregistrez le fichier en CSV ou en .xlsx"
        raise UnusableError([fault("format", name, fr, "Save the file as CSV or .xlsx")])
    if raw.startswith(_ZIP):
        return read_workbook(raw, name, required=required, language=language, aliases=aliases)
    return read_text(raw, name, required=required, encoding=encoding, language=language, aliases=aliases)


def read_workbook(
    raw: bytes,
    name: str,
    *,
    required: tuple[str, ...],
    language: str = "fr",
    aliases: Mapping[str, str] | None = None,
) -> Sheet:
    """The rows of the first visible sheet of a workbook; of a formula, the value that the spreadsheet last kept.

    Raises UnusableError for a workbook that is too large, damaged, or made to exhaust whoever opens it.
    """
    if len(raw) > MOST_BYTES:
        fr, en = "Divisez le classeur (10 Mo au plus)", "Split the workbook (10 MB at most)"
        raise UnusableError([fault("size", name, fr, en)])
    records = _records(_sheet(repacked(raw, name), name))
    header = next(records, None)
    if header is None:
        raise empty(name)
    return collected(columns(header[1], name, required, aliases or {}), records, language)


def _sheet(sound: BytesIO, name: str) -> CalamineSheet:
    try:
        book = CalamineWorkbook.from_filelike(sound)
        for number, one in enumerate(book.sheets_metadata):
            if one.typ == SheetTypeEnum.WorkSheet and one.visible == SheetVisibleEnum.Visible:
                return book.get_sheet_by_index(number)
    except (CalamineError, OSError, ValueError) as error:
        fr, en = "Enregistrez de nouveau le classeur", "Save the workbook again"
        raise UnusableError([fault("workbook", name, fr, en)]) from error
    raise empty(name)


def _records(sheet: CalamineSheet) -> Iterator[tuple[int, list[str]]]:
    """The rows that say something, with their number in the spreadsheet."""
    for number, row in enumerate(sheet.iter_rows(), 1):
        cells = [_text(cell) for cell in row]
        if any(cell.strip() for cell in cells):
            yield number, cells


def _text(cell: object) -> str:
    """A cell as a person would have typed it: a number without a useless `.0`, a day as 2025-03-01."""
    if isinstance(cell, bool):
        return "true" if cell else "false"
    if isinstance(cell, int | float):
        return f"{cell:{_DIGITS}}"
    if isinstance(cell, dt.datetime) and cell.time() == dt.time():
        return cell.date().isoformat()
    return str(cell)
