"""Tables as Excel and as CSV; no cell that people wrote is ever a formula."""

import csv
import datetime as dt
import re
from io import BytesIO, StringIO
from typing import Any, Final

from municipal.documents.document import Cell, Table
from municipal.web.format import today
from vendors.sources.table import NO_TEXT

# What a spreadsheet takes for a formula when it opens a CSV (OWASP, CSV injection).
_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r", "\uff1d", "\uff0b", "\uff0d", "\uff20")
_FORBIDDEN: Final = re.compile(r"[\[\]:*?/\\\x00-\x1f]")
_NAME_LENGTH: Final = 31
_WIDEST: Final = 60
_LONGEST: Final = 32_000


def xlsx(tables: list[Table], *, title: str, language: str, author: str = "Repère") -> bytes:
    """A workbook, one sheet a table, each named by its caption, with its header kept in view."""
    import xlsxwriter  # noqa: PLC0415 - loaded when somebody downloads

    kept = BytesIO()
    book: Any = xlsxwriter.Workbook(
        kept,
        {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False},
    )
    day = dt.datetime.combine(today(), dt.time())
    book.set_properties({"title": title, "author": author, "created": day, "language": f"{language}-CA"})
    head = book.add_format({"bold": True, "text_wrap": True, "valign": "top", "bottom": 1})
    body = book.add_format({"text_wrap": True, "valign": "top"})
    taken: set[str] = set()
    for table in tables:
        sheet = book.add_worksheet(_name(table.caption, taken))
        for at, text in enumerate(table.header):
            sheet.write_string(0, at, NO_TEXT.sub("", text), head)
        for line, row in enumerate(table.rows, start=1):
            for at, cell in enumerate(row):
                _write(sheet, line, at, cell, body)
        for at, text in enumerate(table.header):
            longest = max([len(text), *(len(str(row[at])) for row in table.rows if row[at] is not None)])
            sheet.set_column(at, at, min(longest + 2, _WIDEST))
        sheet.freeze_panes(1, 1)
    book.close()
    return kept.getvalue()


def csv_file(table: Table) -> bytes:
    """A table as CSV: UTF-8 with its mark (Excel needs it), commas, numbers with a point."""
    text = StringIO()
    rows = csv.writer(text, lineterminator="\r\n")
    rows.writerow([_inert(one) for one in table.header])
    rows.writerows([_inert(cell) if isinstance(cell, str) else _number(cell) for cell in row] for row in table.rows)
    return b"\xef\xbb\xbf" + text.getvalue().encode()


def _write(sheet: Any, line: int, at: int, cell: Cell, look: Any) -> None:  # noqa: ANN401 - the library has no types
    if cell is None:
        sheet.write_blank(line, at, None, look)
    elif isinstance(cell, str):
        sheet.write_string(line, at, NO_TEXT.sub("", cell)[:_LONGEST], look)
    else:
        sheet.write_number(line, at, cell, look)


def _inert(text: str) -> str:
    """A text that a spreadsheet shows and never computes."""
    said = NO_TEXT.sub("", text)
    return f"'{said}" if said.startswith(_FORMULA) else said


def _number(cell: Cell) -> str:
    return "" if cell is None else str(cell)


def _name(caption: str, taken: set[str]) -> str:
    """A name that Excel accepts: short, plain, and borne by one sheet."""
    plain = _FORBIDDEN.sub(" ", NO_TEXT.sub(" ", caption)).strip(" '") or "1"
    name, number = plain[:_NAME_LENGTH], 1
    while name.lower() in taken or name.lower() in ("history", "historique"):
        number += 1
        name = f"{plain[: _NAME_LENGTH - len(str(number)) - 1]} {number}"
    taken.add(name.lower())
    return name
