"""The only way in which a person or a file changes the registry: each row is kept as it was and as it became."""

from collections.abc import Iterator, Sequence
from typing import Any, Final, Literal, TypeVar

from msgspec import Struct
from sqlalchemy import func, insert, inspect, select
from sqlmodel import Session, SQLModel, col

from vendors.registry.tables import Fact, Solution, Vendor, VendorAlias, VendorChange

Kind = Literal["vendor", "solution", "vendor_alias", "fact"]
# What is referred to comes first.
TABLES: Final[dict[Kind, type[SQLModel]]] = {
    "vendor": Vendor,
    "solution": Solution,
    "vendor_alias": VendorAlias,
    "fact": Fact,
}
# What follows from the rest, or only counts the changes: no content of a row.
DERIVED: Final = frozenset({"version", "merged_into"})
# No database takes more values in one question.
MANY: Final = 10_000

Item = TypeVar("Item")


class Cause(Struct, frozen=True):
    """By what a change came: the act, the import, decision or proposal behind it, who, when (ISO, UTC), and why."""

    act: str
    at: str
    origin: str = ""
    person: str = ""
    reason: str = ""


def content(row: SQLModel) -> dict[str, Any]:
    """What a row says, as it is kept and compared."""
    return {name: getattr(row, name) for name in type(row).model_fields if name not in DERIVED}


def create(session: Session, kind: Kind, vendor: str, values: dict[str, Any], cause: Cause) -> None:
    """Add a row about a supplier. Its version follows those of a row that had its id before."""
    create_many(session, [(kind, vendor, values)], cause)


def create_many(session: Session, rows: list[tuple[Kind, str, dict[str, Any]]], cause: Cause) -> None:
    """Add many rows at once, each with its supplier, in any order; what is referred to is written first."""
    session.flush()
    versions = _next(session, [(kind, values["id"]) for kind, _, values in rows])
    written: dict[Kind, list[dict[str, Any]]] = {kind: [] for kind in TABLES}
    changes: dict[Kind, list[dict[str, Any]]] = {kind: [] for kind in TABLES}
    for kind, vendor, values in rows:
        row = TABLES[kind](**values)
        said = content(row)
        versioned = {"version": versions[kind, values["id"]]} if hasattr(row, "version") else {}
        written[kind].append(said | versioned)
        changes[kind].append(_change(kind, vendor, values["id"], None, said, cause))
    for kind, table in TABLES.items():
        if written[kind]:
            # Into the table itself: the mapper would begin every version again.
            plain: Any = inspect(table).local_table
            session.execute(insert(plain), written[kind])
    if kept := [change for some in changes.values() for change in some]:
        session.execute(insert(VendorChange), kept)


def alter(session: Session, kind: Kind, vendor: str, key: str, values: dict[str, Any], cause: Cause) -> bool:
    """Give a row other values; False, and nothing is kept, when it has them all already."""
    row = session.get_one(TABLES[kind], key)
    before = content(row)
    if all(before[name] == value for name, value in values.items()):
        return False
    for name, value in values.items():
        setattr(row, name, value)
    session.add(row)
    session.flush()
    after = content(row)
    changed = [name for name in after if after[name] != before[name]]
    keep(session, kind, vendor, key, _only(before, changed), _only(after, changed), cause)
    return True


def drop(session: Session, kind: Kind, vendor: str, key: str, cause: Cause) -> None:
    """Remove a row; the change keeps all that it said."""
    row = session.get_one(TABLES[kind], key)
    before = content(row)
    session.delete(row)
    session.flush()
    keep(session, kind, vendor, key, before, None, cause)


def keep(
    session: Session,
    kind: str,
    vendor: str,
    key: str,
    before: dict[str, Any] | None,
    after: dict[str, Any] | None,
    cause: Cause,
) -> None:
    """Write a change down in the log of a supplier."""
    keep_many(session, [(kind, vendor, key, before, after)], cause)


def keep_many(
    session: Session,
    changes: Sequence[tuple[str, str, str, dict[str, Any] | None, dict[str, Any] | None]],
    cause: Cause,
) -> None:
    """Write many changes down: kind, supplier, key, what the row said before and after."""
    if changes:
        session.execute(insert(VendorChange), [_change(*change, cause) for change in changes])


def _change(
    kind: str, vendor: str, key: str, before: dict[str, Any] | None, after: dict[str, Any] | None, cause: Cause
) -> dict[str, Any]:
    return {
        "vendor": vendor,
        "kind": kind,
        "key": key,
        "act": cause.act,
        "origin": cause.origin,
        "before": before,
        "after": after,
        "reason": cause.reason,
        "person": cause.person,
        "at": cause.at,
        "taken_back": False,
    }


def _next(session: Session, keys: list[tuple[Kind, str]]) -> dict[tuple[str, str], int]:
    """The version with which rows begin: a page kept in memory of an earlier row never stands for a later one."""
    found: dict[tuple[str, str], int] = dict.fromkeys(keys, 1)
    for some in parts([key for _, key in keys]):
        query = (
            select(col(VendorChange.kind), col(VendorChange.key), func.count())
            .where(col(VendorChange.key).in_(some))
            .group_by(VendorChange.kind, VendorChange.key)
        )
        found |= {(kind, key): count + 1 for kind, key, count in session.execute(query)}
    return found


def parts(items: Sequence[Item]) -> Iterator[Sequence[Item]]:
    """Items in portions that a question to the database can hold."""
    for start in range(0, len(items), MANY):
        yield items[start : start + MANY]


def _only(values: dict[str, Any], names: list[str]) -> dict[str, Any]:
    return {name: values[name] for name in names}
