"""A table from outside, once it is rows: sound ones are kept, each refused one has its line and its remedy."""

import re
from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import Final, NamedTuple

from msgspec import Struct

from vendors.sources.faults import Fault, UnusableError

LONGEST_CELL: Final = 10_000
# What no text of XML 1.0 may hold, and a terminal may obey: control characters, non-characters, lone surrogates.
NO_TEXT: Final = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_TOO_MANY: Final = (
    ("plus de cellules que de colonnes", "Mettez entre guillemets les virgules d’un texte"),
    ("more cells than columns", "Put a text that has commas between quotes"),
)
_NUL: Final = (
    ("caractère nul", "Enregistrez le fichier comme texte"),
    ("null character", "Save the file as text"),
)
TOO_LONG: Final = (
    ("texte trop long", f"Écrivez au plus {LONGEST_CELL} caractères"),
    ("text too long", f"Write at most {LONGEST_CELL} characters"),
)


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
    return Reject(refused.line, refused.column, NO_TEXT.sub("", refused.value[:80]).strip(), reason, remedy)


class Line(NamedTuple):
    """A row by column name, with its physical line (the header is line 1)."""

    line: int
    values: dict[str, str]


class Sheet(NamedTuple):
    """The rows that could be read, and those that could not; `written` gives each column as its header wrote it."""

    rows: list[Line]
    rejects: list[Reject]
    written: Mapping[str, str] = MappingProxyType({})


def columns(
    header: list[str], name: str, required: tuple[str, ...], aliases: Mapping[str, str]
) -> list[tuple[str, str]]:
    """Each column as the program calls it and as its header wrote it; `aliases` are other names, in lower case.

    Raises UnusableError for a column that is required and absent, or that stands there twice under its names.
    """
    given = [text.strip() for text in header]
    names = [aliases.get(text.casefold(), text) for text in given]
    if missing := [column for column in required if column not in names]:
        raise UnusableError(
            [
                fault("column", name, f"Ajoutez la colonne « {column} »", f"Add the column “{column}”", column)
                for column in missing
            ]
        )
    if twice := sorted({column for column in aliases.values() if names.count(column) > 1}):
        raise UnusableError(
            [
                fault("column", name, f"Gardez une seule colonne « {one} »", f"Keep a single column “{one}”", one)
                for one in twice
            ]
        )
    return list(zip(names, given, strict=True))


def collected(
    written: list[tuple[str, str]], records: Iterable[tuple[int, list[str] | Refused]], language: str
) -> Sheet:
    """The sound rows and the refused ones, of records with their line."""
    names = [column for column, _ in written]
    found = Sheet([], [], dict(written))
    for number, cells in records:
        row = _row(number, names, cells) if isinstance(cells, list) else cells
        if isinstance(row, Refused):
            found.rejects.append(said(row, language))
        else:
            found.rows.append(row)
    return found


def empty(name: str) -> UnusableError:
    """What is said of a file without a single row."""
    return UnusableError([fault("empty", name, "Choisissez un fichier qui a des lignes", "Choose a file with rows")])


def fault(rule: str, name: str, fr: str, en: str, column: str = "") -> Fault:
    """A fault of a whole file, or of one of its columns."""
    where = f"{name}:{column}" if column else name
    return Fault(rule, where, f"{fr}\u00a0: {name}.", f"{en}: {name}.")


def _row(number: int, names: list[str], cells: list[str]) -> Line | Refused:
    if len(cells) > len(names) and any(cell.strip() for cell in cells[len(names) :]):
        extra = cells[len(names)]
        return Refused(number, "", extra, *_TOO_MANY)
    for name, cell in zip(names, cells, strict=False):
        if "\x00" in cell:
            return Refused(number, name, cell, *_NUL)
        if len(cell) > LONGEST_CELL:
            return Refused(number, name, cell, *TOO_LONG)
    return Line(number, {name: cell.strip() for name, cell in zip(names, cells, strict=False)})
