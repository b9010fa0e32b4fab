"""Reading a table that a person made as CSV; after a fault, reading goes on at the next line."""

import csv
import io
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Final

from vendors.sources.faults import UnusableError
from vendors.sources.table import TOO_LONG, Refused, Sheet, collected, columns, empty, fault

# An unclosed quote would swallow the rest of the file: a cell may span at most this many lines.
LONGEST_RECORD: Final = 50
MOST_BYTES: Final = 20_000_000
_UNREADABLE: Final = (
    ("guillemet non fermé ou ligne illisible", "Fermez le guillemet"),
    ("unclosed quote or unreadable line", "Close the quote"),
)
# A cell beyond this is refused by the reader of CSV itself.
_WIDEST: Final = csv.field_size_limit()
_SEPARATORS: Final = (",", ";", "\t")


def read_sheet(
    path: Path,
    *,
    required: tuple[str, ...],
    encoding: str | None = None,
    language: str = "fr",
    aliases: Mapping[str, str] | None = None,
) -> Sheet:
    """The rows of a CSV file (`,`, `;` or tab), by column name.

    Raises UnusableError when the file is absent, too large, not text in the encoding said, or lacks a column.
    """
    raw = load(path)
    return read_text(raw, path.name, required=required, encoding=encoding, language=language, aliases=aliases)


def read_text(
    raw: bytes,
    name: str,
    *,
    required: tuple[str, ...],
    encoding: str | None = None,
    language: str = "fr",
    aliases: Mapping[str, str] | None = None,
) -> Sheet:
    """The rows of a CSV file that is already at hand, called `name`. Raises as `read_sheet`."""
    lines = physical_lines(_text(raw, name, encoding))
    header_line = next((n for n, line in enumerate(lines) if line.strip()), None)
    if header_line is None:
        raise empty(name)
    separator = max(_SEPARATORS, key=lines[header_line].count)
    try:
        header = next(csv.reader([lines[header_line]], delimiter=separator))
    except csv.Error as error:
        fr, en = "Raccourcissez les noms de colonnes", "Shorten the column names"
        raise UnusableError([fault("header", name, fr, en)]) from error
    written = columns(header, name, required, aliases or {})
    return collected(written, _records(lines, header_line + 1, separator), language)


def load(path: Path) -> bytes:
    """A file, unless it is absent or larger than anybody’s table."""
    try:
        if path.stat().st_size > MOST_BYTES:
            raise UnusableError(
                [fault("size", path.name, "Divisez le fichier (20 Mo au plus)", "Split it (20 MB at most)")]
            )
        return path.read_bytes()
    except OSError as error:
        fr, en = "Vérifiez le chemin du fichier", "Check the path"
        raise UnusableError([fault("file", path.name, fr, en)]) from error


def physical_lines(text: str) -> list[str]:
    """The lines of a text as a spreadsheet counts them: only CR and LF end one."""
    return io.StringIO(text, newline="").readlines()


def _text(raw: bytes, name: str, encoding: str | None) -> str:
    if raw.startswith(b"\xef\xbb\xbf"):
        encoding = "utf-8-sig"
    elif raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        encoding = "utf-16"
    try:
        return raw.decode(encoding or "utf-8")
    except (ValueError, LookupError) as error:
        fr = "Précisez l’encodage avec --encoding (souvent cp1252)"
        raise UnusableError([fault("encoding", name, fr, "Say the encoding with --encoding (often cp1252)")]) from error


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
            yield n + 1, Refused(n + 1, "", lines[n], *(TOO_LONG if len(record) > _WIDEST else _UNREADABLE))
        n += length
