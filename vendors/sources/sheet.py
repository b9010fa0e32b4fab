"""Reading a table that a person made: sound rows are kept, each refused one has its line and its remedy."""

import csv
import io
from collections.abc import Iterator
from pathlib import Path
from typing import Final, NamedTuple

from msgspec import Struct

from vendors.sources.faults import Fault, UnusableError

LONGEST_CELL: Final = 10_000
# An unclosed quote would swallow the rest of the file: a cell may span at most this many lines.
LONGEST_RECORD: Final = 50
MOST_BYTES: Final = 20_000_000
_UNREADABLE: Final = (
    ("guillemet non fermé ou ligne illisible", "Fermez le guillemet"),
    ("unclosed quote or unreadable line", "Close the quote"),
)
_TOO_MANY: Final = (
    ("plus de cellules que de colonnes", "Mettez entre guillemets les virgules d’un texte"),
    ("more cells than columns", "Put a text that has commas between quotes"),
)
_NUL: Final = (
    ("caractère nul", "Enregistrez le fichier comme texte"),
    ("null character", "Save the file as text"),
)
_TOO_LONG: Final = (
    ("texte trop long", f"Écrivez au plus {LONGEST_CELL} caractères"),
    ("text too long", f"Write at most {LONGEST_CELL} characters"),
)
_SEPARATORS: Final = (",", ";", "\t")


class Reject(Struct, frozen=True):
    """A row that was refused."""

    line: int
    column: str
    value: str
    reason: str
    remedy: str


class Refused(NamedTuple):
    """A row that was refused, before it is told in the person's language: reason and remedy, in French and English."""

    line: int
    column: str
    value: str
    fr: tuple[str, str]
    en: tuple[str, str]


def said(refused: Refused, language: str) -> Reject:
    """A refusal in the person's language; the value cut to what one can read."""
    reason, remedy = refused.en if language == "en" else refused.fr
    return Reject(refused.line, refused.column, refused.value[:80].replace("\x00", "").strip(), reason, remedy)


class Line(NamedTuple):
    """A row by column name, with its physical line (the header is line 1)."""

    line: int
    values: dict[str, str]


class Sheet(NamedTuple):
    """The rows that could be read, and those that could not."""

    rows: list[Line]
    rejects: list[Reject]


def read_sheet(path: Path, *, required: tuple[str, ...], encoding: str | None = None, language: str = "fr") -> Sheet:
    """The rows of a CSV file (`,`, `;` or tab), by column name.

    Raises UnusableError when the file is absent, too large, not text in the encoding said, or lacks a column.
    """
    lines = physical_lines(_text(path, encoding))
    header_line = next((n for n, line in enumerate(lines) if line.strip()), None)
    if header_line is None:
        raise UnusableError(
            [_fault("empty", path, "Choisissez un fichier qui a des lignes", "Choose a file with rows")]
        )
    separator = max(_SEPARATORS, key=lines[header_line].count)
    try:
        names = [name.strip() for name in next(csv.reader([lines[header_line]], delimiter=separator))]
    except csv.Error as error:
        fr, en = "Raccourcissez les noms de colonnes", "Shorten the column names"
        raise UnusableError([_fault("header", path, fr, en)]) from error
    if missing := [name for name in required if name not in names]:
        raise UnusableError(
            [
                _fault("column", path, f"Ajoutez la colonne « {name} »", f"Add the column “{name}”", name)
                for name in missing
            ]
        )
    rows: list[Line] = []
    rejects: list[Reject] = []
    for number, cells in _records(lines, header_line + 1, separator):
        found = _row(number, names, cells) if isinstance(cells, list) else cells
        found = said(found, language) if isinstance(found, Refused) else found
        if isinstance(found, Reject):
            rejects.append(found)
        else:
            rows.append(found)
    return Sheet(rows, rejects)


def physical_lines(text: str) -> list[str]:
    """The lines of a text as a spreadsheet counts them: only CR and LF end one."""
    return io.StringIO(text, newline="").readlines()


def _text(path: Path, encoding: str | None) -> str:
    try:
        if path.stat().st_size > MOST_BYTES:
            raise UnusableError(
                [_fault("size", path, "Divisez le fichier (20 Mo au plus)", "Split it (20 MB at most)")]
            )
        raw = path.read_bytes()
    except OSError as error:
        raise UnusableError([_fault("file", path, "Vérifiez le chemin du fichier", "Check the path")]) from error
    if raw.startswith(b"\xef\xbb\xbf"):
        encoding = "utf-8-sig"
    elif raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        encoding = "utf-16"
    try:
        return raw.decode(encoding or "utf-8")
    except (ValueError, LookupError) as error:
        fr = "Précisez l’encodage avec --encoding (souvent cp1252)"
        raise UnusableError(
            [_fault("encoding", path, fr, "Say the encoding with --encoding (often cp1252)")]
        ) from error


def _records(lines: list[str], start: int, separator: str) -> Iterator[tuple[int, list[str] | Refused]]:
    """Each record with its physical line; after a fault, reading goes on at the next physical line."""
    n = start
    while n < len(lines):
        if not lines[n].strip():
            n += 1
            continue
        for length in range(1, min(LONGEST_RECORD, len(lines) - n) + 1):
            record = "".join(lines[n : n + length])
            if record.count('"') % 2 == 0:
                break
        else:
            length, record = 1, lines[n]
        try:
            yield n + 1, next(csv.reader([record], delimiter=separator, strict=True))
        except (csv.Error, StopIteration):
            length = 1
            yield n + 1, Refused(n + 1, "", lines[n], *_UNREADABLE)
        n += length


def _row(number: int, names: list[str], cells: list[str]) -> Line | Refused:
    if len(cells) > len(names) and any(cell.strip() for cell in cells[len(names) :]):
        extra = cells[len(names)]
        return Refused(number, "", extra, *_TOO_MANY)
    for name, cell in zip(names, cells, strict=False):
        if "\x00" in cell:
            return Refused(number, name, cell, *_NUL)
        if len(cell) > LONGEST_CELL:
            return Refused(number, name, cell, *_TOO_LONG)
    return Line(number, {name: cell.strip() for name, cell in zip(names, cells, strict=False)})


def _fault(rule: str, path: Path, fr: str, en: str, column: str = "") -> Fault:
    where = f"{path.name}:{column}" if column else path.name
    return Fault(rule, where, f"{fr}\u00a0: {path.name}.", f"{en}: {path.name}.")
