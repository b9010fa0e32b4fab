"""Loading `seed/`: a row is written when its text changed since it was last loaded, so that people's edits stay."""

from hashlib import blake2b
from typing import Any

import msgspec
from msgspec import Struct
from sqlalchemy import delete, insert, inspect, select, update
from sqlmodel import Field, Session, SQLModel, col

from vendors.sources.seedfile import SeedRows


class SeedRow(SQLModel, table=True):
    """The digest of each row as `seed/` last gave it."""

    __tablename__ = "seed_row"  # type: ignore[assignment]
    kind: str = Field(primary_key=True)
    key: str = Field(primary_key=True)
    digest: str


class Counts(Struct):
    """What a loading changed."""

    created: int = 0
    updated: int = 0
    unchanged: int = 0
    removed: int = 0


def load(session: Session, wanted: list[SeedRows]) -> Counts:
    """Bring the tables to what the seed says, in the order given (what is referred to comes first)."""
    counts = Counts()
    for rows in wanted:
        _load_table(session, rows, counts)
    for rows in reversed(wanted):
        _remove(session, rows, counts)
    return counts


def _load_table(session: Session, wanted: SeedRows, counts: Counts) -> None:
    table: Any = wanted.table
    name: str = table.__tablename__
    key = key_names(wanted.table)
    known = _known(session, name)
    stored = _stored(session, wanted.table, key) if wanted.rows else set[str]()
    fresh: list[dict[str, Any]] = []
    changed: list[dict[str, Any]] = []
    digests: list[dict[str, str]] = []
    for row in wanted.rows:
        identity, digest = _identity(row, key), _digest(row)
        if known.get(identity) == digest:
            counts.unchanged += 1
            continue
        (changed if identity in stored else fresh).append(row)
        digests.append({"kind": name, "key": identity, "digest": digest})
    if fresh:
        session.execute(insert(table), fresh)
    for row in changed:
        condition = [getattr(table, part) == row[part] for part in key]
        values: dict[str, Any] = {part: value for part, value in row.items() if part not in key}
        if hasattr(table, "version"):
            values["version"] = table.version + 1
        session.execute(update(table).where(*condition).values(**values))
    for digest_row in digests:
        session.merge(SeedRow(**digest_row)) if digest_row["key"] in known else session.add(SeedRow(**digest_row))
    session.flush()
    counts.created += len(fresh)
    counts.updated += len(changed)


def _remove(session: Session, wanted: SeedRows, counts: Counts) -> None:
    """What the seed no longer says goes; what people added was never in it and stays."""
    table: Any = wanted.table
    name: str = table.__tablename__
    key = key_names(wanted.table)
    gone = set(_known(session, name)) - {_identity(row, key) for row in wanted.rows}
    for identity in gone:
        parts = msgspec.json.decode(identity)
        session.execute(
            delete(table).where(*(getattr(table, part) == value for part, value in zip(key, parts, strict=True)))
        )
        session.execute(delete(SeedRow).where(col(SeedRow.kind) == name, col(SeedRow.key) == identity))
    counts.removed += len(gone)


def _stored(session: Session, table: type[SQLModel], key: list[str]) -> set[str]:
    """The keys that the table has already, whoever brought them."""
    columns = [getattr(table, part) for part in key]
    return {msgspec.json.encode(list(row)).decode() for row in session.execute(select(*columns))}


def _known(session: Session, name: str) -> dict[str, str]:
    query = select(col(SeedRow.key), col(SeedRow.digest)).where(col(SeedRow.kind) == name)
    return {key: digest for key, digest in session.execute(query)}  # noqa: C416 - rows are not pairs to the type checker


def key_names(table: type[SQLModel]) -> list[str]:
    """The names of a table's primary key."""
    return [column.name for column in inspect(table).primary_key]


def _identity(row: dict[str, Any], key: list[str]) -> str:
    return msgspec.json.encode([row[part] for part in key]).decode()


def _digest(row: dict[str, Any]) -> str:
    return blake2b(msgspec.json.encode(row, order="sorted"), digest_size=12).hexdigest()
