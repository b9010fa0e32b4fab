"""A list opened within bounds: its labels in order, its rows by column, whatever two labels have in common."""

import re
from collections.abc import Iterator, Mapping
from itertools import count
from typing import Final

from msgspec import Struct, structs

from vendors.sources.faults import UnusableError
from vendors.sources.table import NO_TEXT, Reject, fault
from vendors.sources.workbook import read_raw

MOST_BYTES: Final = 20_000_000
MOST_LINES: Final = 50_000
# Ten times the suppliers that are known today; each cell becomes several values before it is kept.
MOST_SUPPLIERS: Final = 10_000
MOST_CELLS: Final = 300_000
_ZIP: Final = b"PK\x03\x04"
_MARKS: Final = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")
_SEPARATORS: Final = (b",", b";", b"\t")


class Opened(Struct, frozen=True):
    """The labels of the columns, each row with its line and a cell for each label, and the rows nobody could read."""

    labels: list[str]
    rows: list[tuple[int, list[str]]]
    rejects: list[Reject]


class _Places(Mapping[str, str]):
    """Names each column by its place, so that no label, blank or given twice, hides another."""

    def __init__(self) -> None:
        self._next = count()

    def __getitem__(self, label: str) -> str:
        return str(next(self._next))

    def __iter__(self) -> Iterator[str]:
        return iter(())

    def __len__(self) -> int:
        return 0

    def __bool__(self) -> bool:
        return True


def opened(raw: bytes, name: str, *, encoding: str | None = None, language: str = "fr") -> Opened:
    """The file as it was written; rows that say nothing, and unnamed columns that say nothing, are left.

    Raises UnusableError when it is too large, cannot be read, or has cells under no label.
    """
    _refuse_large(raw, name)
    if encoding and not raw.startswith((_ZIP, *_MARKS)):
        _refuse_other_alphabet(raw, name, encoding)
    sheet = read_raw(raw, name, required=(), encoding=encoding, language=language, aliases=_Places())
    labels = [_shown(label) for label in sheet.written.values()]
    rows = [
        (line.line, [line.values.get(str(place), "") for place in range(len(labels))])
        for line in sheet.rows
        if any(line.values.values())
    ]
    if len(rows) + len(sheet.rejects) > MOST_SUPPLIERS:
        raise _too_long(name, MOST_SUPPLIERS)
    if len(rows) * len(labels) > MOST_CELLS:
        raise _too_wide(name)
    named = [place for place, label in enumerate(labels) if label]
    for line, cells in rows:
        if any(cell for place, cell in enumerate(cells) if place not in named):
            fr, en = f"Nommez chaque colonne qui est remplie (ligne {line})", f"Name each column in use (line {line})"
            raise UnusableError([fault("column", name, fr, en)])
    rejects = [
        structs.replace(one, column=labels[int(one.column)]) if one.column.isdecimal() else one for one in sheet.rejects
    ]
    return Opened([labels[place] for place in named], [(n, [cells[p] for p in named]) for n, cells in rows], rejects)


def _shown(label: str) -> str:
    """A label on one line, without its marks."""
    return " ".join(NO_TEXT.sub("", label).replace("\ufeff", "").split())


def _refuse_large(raw: bytes, name: str) -> None:
    """Refuse what would take more room than its bytes tell, before a single row is made."""
    if len(raw) > MOST_BYTES:
        raise UnusableError([fault("size", name, "Divisez le fichier (20 Mo au plus)", "Split it (20 MB at most)")])
    if raw.startswith(_ZIP):
        return
    lines = max(raw.count(b"\n"), raw.count(b"\r"))
    if lines > MOST_LINES:
        raise _too_long(name, MOST_LINES)
    head = re.split(rb"[\r\n]", raw.lstrip(), maxsplit=1)[0]
    if lines * max(map(head.count, _SEPARATORS)) > MOST_CELLS:
        raise _too_wide(name)


def _refuse_other_alphabet(raw: bytes, name: str, encoding: str) -> None:
    """Refuse an alphabet that would garble a file which is UTF-8: nothing else makes such bytes by chance."""
    try:
        text = raw.decode()
        other = raw.decode(encoding)
    except (ValueError, LookupError):
        return
    if text != other:
        fr, en = "Retirez l’encodage\u00a0: le fichier est en UTF-8", "Remove the encoding, the file is in UTF-8"
        raise UnusableError([fault("encoding", name, fr, en)])


def _too_wide(name: str) -> UnusableError:
    fr, en = "Divisez le fichier, ou retirez des colonnes", "Split the file, or remove columns"
    return UnusableError([fault("size", name, fr, en)])


def _too_long(name: str, most: int) -> UnusableError:
    fr, en = f"Divisez le fichier ({most} lignes au plus)", f"Split the file ({most} rows at most)"
    return UnusableError([fault("rows", name, fr, en)])
