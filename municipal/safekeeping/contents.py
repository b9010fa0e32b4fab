"""What a database holds, table by table, in one form for SQLite and PostgreSQL: listed, read, told by a digest, poured.

A value is read as SQLite stores it: a truth is 0 or 1, JSON is its text. So both databases give the same digest.
"""

from collections.abc import Iterable, Iterator, Sequence
from hashlib import sha256
from typing import Any, Final

import msgspec
from msgspec import Struct
from sqlalchemy import (
    JSON,
    Boolean,
    ColumnClause,
    ColumnElement,
    Connection,
    Integer,
    TableClause,
    Text,
    bindparam,
    cast,
    column,
    inspect,
    select,
    table,
)
from sqlalchemy.types import TypeEngine

# What a backup says of itself stands beside the data, and is none of them.
OUR_OWN: Final = ("backup_manifest", "backup_seal")
_BATCH: Final = 500


class Content(Struct, frozen=True):
    """How many rows a table holds, and a digest of them all that does not depend on their order."""

    rows: int
    sha256: str


class Shape(Struct, frozen=True):
    """A table as a database has it: its columns in the order of their names, and those of its primary key."""

    name: str
    columns: dict[str, TypeEngine[Any]]
    key: list[str]


def shapes(connection: Connection) -> list[Shape]:
    """The tables of a database; one that another refers to comes before it."""
    inspector = inspect(connection)
    columns, keys = inspector.get_multi_columns(), inspector.get_multi_pk_constraint()
    return [
        Shape(
            name,
            {found["name"]: found["type"] for found in sorted(columns[None, name], key=_by_name)},
            list(keys[None, name]["constrained_columns"]),
        )
        for name, _ in inspector.get_sorted_table_and_fkc_names()
        if name and name not in OUR_OWN
    ]


def contents(connection: Connection) -> dict[str, Content]:
    """The count and the digest of every table."""
    return {
        shape.name: digest(row for rows in batches(connection, shape) for row in rows) for shape in shapes(connection)
    }


def digest(rows: Iterable[Sequence[Any]]) -> Content:
    """The count and the digest of some rows, in whatever order they come."""
    each = sorted(sha256(msgspec.json.encode(tuple(row))).digest() for row in rows)
    return Content(len(each), sha256(b"".join(each)).hexdigest())


def batches(connection: Connection, shape: Shape) -> Iterator[Sequence[Any]]:
    """The rows of a table by its key, some hundreds at a time: the whole never stands in memory."""
    source = _plain(shape)
    query = select(*(_read(source.c[name], kind) for name, kind in shape.columns.items()))
    result = connection.execute(
        query.order_by(*(source.c[name] for name in shape.key)), execution_options={"yield_per": _BATCH}
    )
    yield from result.partitions()


def pour(source: Connection, target: Connection) -> None:
    """Copy every row into a database of the same schema that has none; a chain is filled from its first link."""
    there = {shape.name: shape for shape in shapes(source)}
    for shape in shapes(target):
        if shape.name == "alembic_version":
            continue
        name_of = dict(enumerate(shape.columns))
        into = _plain(shape)
        values = {name: _written(name, kind, target) for name, kind in shape.columns.items()}
        for rows in batches(source, there[shape.name]):
            given = [{name_of[place]: value for place, value in enumerate(row)} for row in rows]
            target.execute(into.insert().values(values), given)


def _plain(shape: Shape) -> TableClause:
    """The table without the types, so that values come and go as the database has them."""
    columns: list[ColumnClause[Any]] = [column(name) for name in shape.columns]
    return table(shape.name, *columns)


def _by_name(found: Any) -> str:  # noqa: ANN401 - what the inspector says of a column
    return found["name"]


def _read(found: ColumnElement[Any], kind: TypeEngine[Any]) -> ColumnElement[Any]:
    if isinstance(kind, Boolean):
        return cast(found, Integer)
    return cast(found, Text) if isinstance(kind, JSON) else found


def _written(name: str, kind: TypeEngine[Any], target: Connection) -> ColumnElement[Any]:
    if target.dialect.name == "sqlite":
        return bindparam(name)
    if isinstance(kind, Boolean):
        return cast(bindparam(name, type_=Integer), kind)
    return cast(bindparam(name, type_=Text), kind) if isinstance(kind, JSON) else bindparam(name, type_=kind)
