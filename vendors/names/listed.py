"""Names that come in a file, as a list or by pairs: read strictly, every fault told with its line and its remedy."""

import csv
import io
from collections.abc import Iterator
from typing import Final

from vendors.names.constants import Constants
from vendors.sources.faults import Fault, UnusableError
from vendors.sources.sheet import physical_lines

LEFT: Final = "left"
RIGHT: Final = "right"
# Nobody reads more of them.
MOST_FAULTS: Final = 20
_SEPARATORS: Final = (",", ";", "\t")


def read_list(data: bytes, name: str, constants: Constants) -> list[str]:
    """One name a line, as it stands; a blank line is an empty text, so that places stay those of the file.

    Raises UnusableError when the file is too large, is not UTF-8, or has a line that cannot be a name.
    """
    lines = [line.rstrip("\r\n") for line in physical_lines(_text(data, name, constants))]
    faults = [*_too_many(len(lines), name, constants)]
    for n, line in enumerate(lines, 1):
        faults += _cell(line, f"{name}:{n}", constants)
    _refuse(faults)
    return lines


def read_pairs(data: bytes, name: str, constants: Constants) -> list[tuple[str, str]]:
    """The columns `left` and `right` of a CSV file, as they stand; other columns are left aside, blank lines too.

    Raises UnusableError when the file is too large, is not UTF-8, lacks a column, or has a row that cannot be read.
    """
    text = _text(data, name, constants)
    separator = max(_SEPARATORS, key=text.partition("\n")[0].count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    rows: list[tuple[int, list[str]]] = []
    try:
        header = [cell.strip().casefold() for cell in next(reader, list[str]())]
        _refuse(_columns(header, name))
        rows.extend((reader.line_num, cells) for cells in reader if cells)
    except csv.Error as error:
        fr = "Fermez le guillemet, ou raccourcissez la cellule"
        raise UnusableError(
            [_fault("csv", f"{name}:{reader.line_num}", fr, "Close the quote, or shorten the cell")]
        ) from error
    faults = [*_too_many(len(rows), name, constants)]
    for line, cells in rows:
        faults += _row(cells, header, f"{name}:{line}", constants)
    _refuse(faults)
    left, right = header.index(LEFT), header.index(RIGHT)
    return [(cells[left], cells[right]) for _, cells in rows]


def _text(data: bytes, name: str, constants: Constants) -> str:
    if len(data) > constants.most_bytes:
        most = constants.most_bytes // 1_000_000
        fr, en = f"Divisez le fichier ({most} Mo au plus)", f"Split the file ({most} MB at most)"
        raise UnusableError([_fault("size", name, fr, en)])
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        fr, en = "Enregistrez le fichier en UTF-8", "Save the file as UTF-8"
        raise UnusableError([_fault("encoding", f"{name}:{line}", fr, en)]) from error


def _columns(header: list[str], name: str) -> Iterator[Fault]:
    for column in (LEFT, RIGHT):
        times = header.count(column)
        if times == 0:
            yield _fault("column", f"{name}:{column}", f"Ajoutez la colonne « {column} »", f"Add the column “{column}”")
        elif times > 1:
            fr, en = f"Gardez une seule colonne « {column} »", f"Keep a single column “{column}”"
            yield _fault("column", f"{name}:{column}", fr, en)


def _row(cells: list[str], header: list[str], where: str, constants: Constants) -> Iterator[Fault]:
    if len(cells) < len(header) or any(cell.strip() for cell in cells[len(header) :]):
        fr = f"Écrivez {len(header)} cellules, et entre guillemets celles qui ont une virgule"
        yield _fault("row", where, fr, f"Write {len(header)} cells, and between quotes those that have a comma")
        return
    for column, cell in zip(header, cells, strict=False):
        if column in (LEFT, RIGHT):
            yield from _cell(cell, f"{where}:{column}", constants)


def _cell(cell: str, where: str, constants: Constants) -> Iterator[Fault]:
    if "\x00" in cell:
        yield _fault("null", where, "Enlevez le caractère nul", "Take the null character away")
    if len(cell) > constants.longest_cell:
        most = constants.longest_cell
        yield _fault("length", where, f"Écrivez au plus {most} caractères", f"Write at most {most} characters")


def _too_many(count: int, name: str, constants: Constants) -> Iterator[Fault]:
    if count > constants.most_records:
        most = constants.most_records
        yield _fault(
            "rows", name, f"Divisez le fichier ({most} lignes au plus)", f"Split the file ({most} rows at most)"
        )


def _refuse(faults: list[Fault] | Iterator[Fault]) -> None:
    if found := [*faults][:MOST_FAULTS]:
        raise UnusableError(found)


def _fault(rule: str, where: str, fr: str, en: str) -> Fault:
    spaced = fr.replace("« ", "«\u00a0").replace(" »", "\u00a0»")
    return Fault(rule, where, f"{spaced}\u00a0: {where}.", f"{en}: {where}.")
