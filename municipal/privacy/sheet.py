"""A CSV that a spreadsheet opens without ever running a cell of it as a formula."""

import csv
import io
import re
from collections.abc import Iterable, Sequence
from typing import Any, Final

import msgspec

# What makes a spreadsheet compute (OWASP ASVS 5.0, 1.2.10), also behind a space, a quotation mark or a byte order mark.
_FORMULA: Final = re.compile(r"[\s'\"\ufeff]*[=+\-@\t\r]")
_MARK: Final = "'"


def sheet(header: Sequence[str], rows: Iterable[Sequence[Any]]) -> bytes:
    """The bytes of a CSV: UTF-8 with the mark by which a spreadsheet knows it, CRLF as RFC 4180 asks."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(header)
    writer.writerows([_cell(value) for value in row] for row in rows)
    return out.getvalue().encode("utf-8-sig")


def read_sheet(raw: bytes) -> list[dict[str, str]]:
    """The rows of such a CSV, its cells as they were before they were made harmless."""
    lines = csv.reader(io.StringIO(raw.decode("utf-8-sig"), newline=""), strict=True)
    header = next(lines)
    return [dict(zip(header, (bare(cell) for cell in line), strict=True)) for line in lines]


def harmless(text: str) -> str:
    """The text with a leading apostrophe when a spreadsheet would compute it."""
    return _MARK + text if _FORMULA.match(text) else text


def bare(cell: str) -> str:
    """The text that `harmless` was given."""
    rest = cell.removeprefix(_MARK)
    return rest if rest != cell and _FORMULA.match(rest) else cell


def _cell(value: Any) -> Any:  # noqa: ANN401 - whatever a column holds
    """A number stays one; a list or an object is written as JSON."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if value is None or isinstance(value, int | float):
        return value
    return harmless(value if isinstance(value, str) else msgspec.json.encode(value, order="sorted").decode())
