"""A file of suppliers read to its end: every row is sound, or refused with its line, its column and its remedy."""

from collections.abc import Iterable, Mapping
from typing import Final

from msgspec import Struct

from vendors.lists.columns import FIELDS, FURTHER, Columns, Labels, guess, settle
from vendors.lists.opened import opened
from vendors.lists.refusals import RefusedError
from vendors.lists.rows import Row, read_row
from vendors.sources.table import Refused, Reject, said

# Rows that help a person to recognise the columns.
SAMPLE: Final = 3
# From the command line, the columns that the contract names must be there.
CONTRACT: Final = ("name", "neq", "website", "city", "description")


class Listed(Struct, frozen=True):
    """The sound rows of a file, those that were refused, and the label under which the file wrote each field."""

    rows: list[Row]
    rejects: list[Reject]
    written: dict[str, str]


def columns_of(raw: bytes, name: str, labels: Labels, *, encoding: str | None = None) -> Columns:
    """The columns of a file called `name`, to choose what each of them is. Raises UnusableError as `read_list`."""
    file = opened(raw, name, encoding=encoding)
    return Columns(file.labels, guess(file.labels, labels), [cells for _, cells in file.rows[:SAMPLE]])


def read_list(
    raw: bytes,
    name: str,
    labels: Labels,
    *,
    encoding: str | None = None,
    language: str = "fr",
    mapping: Mapping[str, str] | None = None,
    required: Iterable[str] = ("name",),
) -> Listed:
    """The suppliers that a CSV file or a workbook names; `mapping` says of a label which field it is.

    Raises UnusableError when the file cannot be read at all, or lacks a column that is `required`.
    """
    file = opened(raw, name, encoding=encoding, language=language)
    stand = settle(file.labels, labels, mapping, required, name)
    written = {field: label for label, field in stand.items() if field in FIELDS}
    own = [label for label, field in stand.items() if field == FURTHER]
    rows: list[Row] = []
    rejects = list(file.rejects)
    for line, cells in file.rows:
        given = dict(zip(file.labels, cells, strict=True))
        fields = {field: given[label] for field, label in written.items()}
        try:
            rows.append(read_row(line, fields, {label: given[label] for label in own}))
        except RefusedError as wrong:
            column = written.get(wrong.field, wrong.field)
            rejects.append(said(Refused(line, column, wrong.value, *wrong.told), language))
    return Listed(rows, sorted(rejects, key=lambda reject: reject.line), written)
