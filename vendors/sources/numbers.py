"""Named numbers of a seed file, each with its meaning and its source, held against the field that wants it."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Protocol

import msgspec
from msgspec import Struct

from vendors.sources.faults import Fault
from vendors.sources.seedfile import fault_in


class Named(Protocol):
    """A row that gives a number its name."""

    @property
    def id(self) -> str: ...  # noqa: D102 - a row has it
    @property
    def value(self) -> float: ...  # noqa: D102 - as above


class Told(Struct, frozen=True, forbid_unknown_fields=True):
    """A number as a seed file tells it, for whoever wants to know what it means and where it comes from."""

    id: str
    value: int | float
    meaning_fr: str
    meaning_en: str
    source: str


def named(
    path: Path, tables: Mapping[str, Sequence[Named]], wanted: type[Struct]
) -> tuple[dict[str, Any], list[Fault]]:
    """The values of some tables by the fields of the Struct that wants them, each within what its field may be.

    A fault for each that is unknown, given twice, beyond what it may be, or missing.
    """
    fields = {field.name: field.type for field in msgspec.structs.fields(wanted)}
    values: dict[str, Any] = {}
    faults: list[Fault] = []
    for table, rows in tables.items():
        for n, row in enumerate(rows):
            if row.id not in fields or row.id in values:
                told = "stands there already" if row.id in values else "is not a constant"
                faults.append(fault_in(path, table, n, "id", f"{row.id} {told}"))
                continue
            values[row.id] = row.value
            try:
                values[row.id] = msgspec.convert(row.value, fields[row.id])
            except msgspec.ValidationError as error:
                faults.append(fault_in(path, table, n, "value", str(error)))
    first = next(iter(tables))
    return values, faults + [fault_in(path, first, 0, "id", f"missing {name}") for name in fields if name not in values]
