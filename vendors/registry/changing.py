"""The only way in which a person or a file changes the registry: each row is kept as it was and as it became."""

from typing import Any, Final, Literal

from msgspec import Struct
from sqlmodel import Session, SQLModel, col, select

from vendors.registry.tables import Fact, Solution, Vendor, VendorAlias, VendorChange

Kind = Literal["vendor", "solution", "vendor_alias", "fact"]
TABLES: Final[dict[Kind, type[SQLModel]]] = {
    "vendor": Vendor,
    "solution": Solution,
    "vendor_alias": VendorAlias,
    "fact": Fact,
}
# What follows from the rest, or only counts the changes: no content of a row.
DERIVED: Final = frozenset({"version", "merged_into"})


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
    row = TABLES[kind](**values)
    if hasattr(row, "version"):
        row.version = _next(session, kind, values["id"])  # type: ignore[attr-defined]
    session.add(row)
    session.flush()
    _keep(session, kind, vendor, values["id"], None, content(row), cause)


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
    _keep(session, kind, vendor, key, _only(before, changed), _only(after, changed), cause)
    return True


def drop(session: Session, kind: Kind, vendor: str, key: str, cause: Cause) -> None:
    """Remove a row; the change keeps all that it said."""
    row = session.get_one(TABLES[kind], key)
    before = content(row)
    session.delete(row)
    session.flush()
    _keep(session, kind, vendor, key, before, None, cause)


def _next(session: Session, kind: Kind, key: str) -> int:
    """The version with which a row begins: a page kept in memory of an earlier row never stands for a later one."""
    query = select(col(VendorChange.id)).where(VendorChange.kind == kind, VendorChange.key == key)
    return len(session.exec(query).all()) + 1


def _keep(
    session: Session,
    kind: Kind,
    vendor: str,
    key: str,
    before: dict[str, Any] | None,
    after: dict[str, Any] | None,
    cause: Cause,
) -> None:
    session.add(
        VendorChange(
            vendor=vendor,
            kind=kind,
            key=key,
            act=cause.act,
            origin=cause.origin,
            before=before,
            after=after,
            reason=cause.reason,
            person=cause.person,
            at=cause.at,
        )
    )
    session.flush()


def _only(values: dict[str, Any], names: list[str]) -> dict[str, Any]:
    return {name: values[name] for name in names}
