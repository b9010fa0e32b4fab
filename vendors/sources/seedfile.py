"""Reading `seed/`: text reviewed like code, so a broken file is refused with file, line, field and remedy."""

import csv
import re
import tomllib
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any, Final, NamedTuple, TypeVar, get_args

import msgspec
from msgspec import Struct
from sqlmodel import SQLModel

from vendors.sources.faults import Fault, UnusableError
from vendors.sources.sheet import physical_lines

Row = TypeVar("Row", bound=Struct)

# A CSV says yes or no.
_YES_NO: Final = {"yes": True, "no": False}


class SeedRows(NamedTuple):
    """The rows that a seed wants in one table, in the order in which tables must be filled."""

    table: type[SQLModel]
    rows: list[dict[str, Any]]


def read_csv(path: Path, row_type: type[Row]) -> list[Row]:
    """Every row of a comma-separated seed file; lines starting with `#` before the header are comments.

    Raises UnusableError with one fault per wrong field.
    """
    lines = physical_lines(_text(path))
    skipped = next((n for n, line in enumerate(lines) if not line.startswith("#")), len(lines))
    reader = csv.reader(lines[skipped:], strict=True)
    given: list[dict[str, str]] = []
    places: list[int] = []
    sound = skipped
    try:
        names = next(reader, list[str]())
        for cells in reader:
            sound = skipped + reader.line_num
            if cells:
                extra = {"": cells[len(names)]} if len(cells) > len(names) else dict[str, str]()
                given.append({name: cell for name, cell in zip(names, cells, strict=False) if cell} | extra)
                places.append(sound)
    except csv.Error as error:
        raise UnusableError([_fault(path, sound + 1, "", str(error))]) from error
    plain = [_plain(values, row_type) for values in given]
    try:
        rows: list[Row] = msgspec.convert(plain, list[row_type], strict=False)
    except msgspec.ValidationError:
        found = [(line, _faulty(values, row_type, strict=False)) for line, values in zip(places, given, strict=True)]
        faults = [_fault(path, line, field, problem) for line, problems in found for field, problem in problems]
        raise UnusableError(faults) from None
    return rows


def read_toml(path: Path, **tables: type[Struct]) -> dict[str, list[Any]]:
    """The arrays of tables of a seed file, by name; each name must be one of `tables`, each row of its type.

    Raises UnusableError with one fault per wrong field.
    """
    text = _text(path)
    try:
        document = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        place = re.search(r"line (\d+)", str(error))
        line = int(place[1]) if place else max(1, len(physical_lines(text)))
        raise UnusableError([_fault(path, line, "", str(error))]) from error
    faults = [_fault(path, _line(text, name, 0), name, "unknown table") for name in document if name not in tables]
    faults += [
        _fault(path, _line(text, name, 0), name, f"write [[{name}]], an array of tables")
        for name in tables
        if not _is_array_of_tables(document.get(name, []))
    ]
    if faults:
        raise UnusableError(faults)
    rows: dict[str, list[Any]] = {name: [] for name in tables}
    for name, row_type in tables.items():
        for n, values in enumerate(document.get(name, [])):
            row, found = _convert(values, row_type, strict=True)
            faults += [_fault(path, _line(text, name, n, field), field, problem) for field, problem in found]
            rows[name] += [row] if row is not None else []
    if faults:
        raise UnusableError(faults)
    return rows


def fault_in(path: Path, table: str, n: int, field: str, problem: str) -> Fault:
    """A fault that only the meaning of a TOML seed file reveals: in the n-th table of that name, at that field."""
    return _fault(path, _line(_text(path), table, n, field), field, problem)


def _is_array_of_tables(value: Any) -> bool:  # noqa: ANN401 - whatever the file holds
    return isinstance(value, list) and all(isinstance(row, dict) for row in value)  # type: ignore[reportUnknownVariableType]


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        raise UnusableError([_fault(path, line, "", "not UTF-8")]) from error


def _convert(
    values: Mapping[str, Any], row_type: type[Row], *, strict: bool
) -> tuple[Row | None, list[tuple[str, str]]]:
    try:
        return msgspec.convert(_plain(values, row_type), row_type, strict=strict), []
    except msgspec.ValidationError:
        return None, _faulty(values, row_type, strict=strict)


def _faulty(values: Mapping[str, Any], row_type: type[Struct], *, strict: bool) -> list[tuple[str, str]]:
    """Every fault of a row, field by field: msgspec alone would stop at the first."""
    known = {field.encode_name: field for field in msgspec.structs.fields(row_type)}
    found = [(name, "unknown field") for name in values if name not in known]
    for name, field in known.items():
        if name not in values:
            found += [(name, "missing")] if field.required else []
            continue
        try:
            msgspec.convert(_truth(values[name], field.type), field.type, strict=strict)
        except msgspec.ValidationError as error:
            found.append((name, str(error)))
    return found


def _plain(values: Mapping[str, Any], row_type: type[Struct]) -> dict[str, Any]:
    """The values of a row, yes and no read as truths where the Struct wants one."""
    truths = _truths(row_type)
    return {name: _YES_NO.get(value, value) if name in truths else value for name, value in values.items()}


@cache
def _truths(row_type: type[Struct]) -> frozenset[str]:
    fields = msgspec.structs.fields(row_type)
    return frozenset(field.encode_name for field in fields if field.type is bool or bool in get_args(field.type))


def _truth(value: Any, type_: object) -> Any:  # noqa: ANN401 - a cell
    wants_truth = type_ is bool or bool in get_args(type_)
    return _YES_NO.get(value, value) if wants_truth and isinstance(value, str) else value


def _line(text: str, table: str, n: int, field: str = "") -> int:
    """The line of the n-th `[[table]]`, or of a field in it: our TOML has flat tables and one key a line."""
    count = -1
    start = 1
    for number, line in enumerate(physical_lines(text), 1):
        if line.startswith("["):
            if count == n:
                return start
            if line.strip() == f"[[{table}]]":
                count += 1
                start = number
        elif count == n and field and re.match(rf"{re.escape(field)}\s*=", line):
            return number
    return start


def _fault(path: Path, line: int, field: str, problem: str) -> Fault:
    where = f"{path.name}:{line}" + (f":{field}" if field else "")
    return Fault(
        rule="seed",
        where=where,
        fr=f"Corrigez le champ « {field or 'fichier'} » à la ligne {line} de {path.name}\u00a0: {problem}.",
        en=f"Correct the field “{field or 'file'}” on line {line} of {path.name}: {problem}.",
    )


def files(folder: Path, suffix: str) -> Iterator[Path]:
    """The files of a seed folder, by name, so that two machines load them in one order."""
    return iter(sorted(folder.glob(f"*{suffix}")))
