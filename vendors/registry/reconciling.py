"""Rows brought to what their remaining changes tell: some go, some come back, some have a former value again."""

from collections.abc import Callable, Iterable
from typing import Any, Final, Literal

from msgspec import Struct
from sqlalchemy import delete, select, update
from sqlmodel import Session, SQLModel, col

from vendors.registry.changing import TABLES, Cause, Kind, content, create_many, keep_many, parts
from vendors.registry.replay import Told
from vendors.registry.resting import Key, rests_on
from vendors.registry.tables import Vendor

Why = Literal["changed", "stands", "held", "missing", "taken"]
WHOLE: Final = ""
_PARENTS: Final[dict[Kind, tuple[Kind, str]]] = {
    "solution": ("vendor", "vendor"),
    "vendor_alias": ("vendor", "vendor"),
    "fact": ("solution", "solution"),
}


class Kept(Struct, frozen=True):
    """What was not taken back: a field, or a whole row when `field` is blank.

    `changed`: somebody changed it since. `stands`: a row that came since rests on it; it goes when that one goes.
    `held`: a decision, a step or a declaration is about it. `missing`: what it rested on is gone. `taken`: another
    supplier bears that NEQ now.
    """

    vendor: str
    kind: Kind
    key: str
    field: str
    why: Why


class Row(Struct, frozen=True):
    """A row: what its changes told, and what they tell without those that are taken back, whose fields are `own`."""

    kind: Kind
    vendor: str
    key: str
    before: Told
    after: Told
    own: frozenset[str]

    @property
    def place(self) -> Key:
        """Its table and its id."""
        return self.kind, self.key

    def kept(self, field: str, why: Why) -> Kept:
        """That a field of it, or the whole of it, was kept."""
        return Kept(self.vendor, self.kind, self.key, field, why)


def reconcile(session: Session, rows: list[Row], cause: Cause, held: Callable[[str], bool]) -> tuple[int, list[Kept]]:
    """Change the tables; how many rows changed, and what was kept."""
    known = _stored(session, rows)
    going = {row.place for row in rows if not row.after.exists and row.place in known}
    stay = rests_on(session, going, held)
    kept = [row.kept(WHOLE, stay[row.place]) for row in rows if row.place in stay]
    gone = [row for row in rows if row.place in going and row.place not in stay]
    _remove(session, gone, known, cause)
    there = known.keys() - {row.place for row in gone}
    ours = [row for row in rows if row.own and row.after.exists]
    values = {row.place: _former(row, content(known[row.place]), kept) for row in ours if row.place in there}
    back = [row for row in ours if row.place not in known and not row.before.exists]
    kept += _taken(session, values, back, ours)
    back = [row for row in back if row.kept(WHOLE, "taken") not in kept]
    changed = _alter(session, [row for row in ours if values.get(row.place)], values, known, cause)
    kept += _bring_back(session, back, there, cause)
    missing = sum(one.why == "missing" for one in kept)
    return len(gone) + changed + len(back) - missing, kept


def _stored(session: Session, rows: list[Row]) -> dict[Key, SQLModel]:
    found: dict[Key, SQLModel] = {}
    for kind, table in TABLES.items():
        for some in parts([row.key for row in rows if row.kind == kind]):
            query = select(table).where(table.id.in_(some))  # type: ignore[attr-defined]
            found |= {(kind, row.id): row for row in session.scalars(query)}  # type: ignore[attr-defined]
    return found


def _remove(session: Session, rows: list[Row], known: dict[Key, SQLModel], cause: Cause) -> None:
    keep_many(session, [(row.kind, row.vendor, row.key, content(known[row.place]), None) for row in rows], cause)
    # What refers goes before what it refers to.
    for kind, table in reversed(TABLES.items()):
        for some in parts([row.key for row in rows if row.kind == kind]):
            session.execute(delete(table).where(table.id.in_(some)))  # type: ignore[attr-defined]


def _former(row: Row, stored: dict[str, Any], kept: list[Kept]) -> dict[str, Any]:
    """The former values of the fields that still have the value given; the others are told."""
    values: dict[str, Any] = {}
    for name in sorted(row.own):
        told, former = row.before.values[name], row.after.values[name]
        if stored[name] == told != former:
            values[name] = former
        elif stored[name] != told or (name in row.after.by and row.before.by.get(name) == row.after.by[name]):
            kept.append(row.kept(name, "changed"))
    return values


def _taken(session: Session, values: dict[Key, dict[str, Any]], back: list[Row], rows: list[Row]) -> list[Kept]:
    """The NEQs that another supplier bears meanwhile: they are not given back."""
    changing = {row.key: values[row.place].get("neq") for row in rows if "neq" in values.get(row.place, {})}
    wanted = changing | {row.key: row.after.values["neq"] for row in back if row.kind == "vendor"}
    numbers = [neq for neq in wanted.values() if neq]
    query = select(col(Vendor.neq), col(Vendor.id)).where(col(Vendor.neq).in_(numbers))
    bearers = {neq for neq, bearer in session.execute(query) if bearer not in changing}
    kept: list[Kept] = []
    for row in rows:
        neq = wanted.get(row.key) if row.kind == "vendor" else None
        if neq and neq in bearers:
            kept.append(row.kept("neq" if row.place in values else WHOLE, "taken"))
            values.get(row.place, {}).pop("neq", None)
        elif neq:
            bearers.add(neq)
    return kept


def _alter(
    session: Session, rows: list[Row], values: dict[Key, dict[str, Any]], known: dict[Key, SQLModel], cause: Cause
) -> int:
    numbered = [row.key for row in rows if row.kind == "vendor" and "neq" in values[row.place]]
    changes: list[tuple[Kind, str, str, dict[str, Any] | None, dict[str, Any] | None]] = []
    for row in rows:
        stored = known[row.place]
        before = content(stored)
        changes.append(
            (row.kind, row.vendor, row.key, {name: before[name] for name in values[row.place]}, values[row.place])
        )
    # Two suppliers may have exchanged their numbers: first nobody has any.
    for some in parts(numbered):
        session.execute(update(Vendor).where(col(Vendor.id).in_(some)).values(neq=None))
    for row in rows:
        for name, value in values[row.place].items():
            setattr(known[row.place], name, value)
    session.flush()
    keep_many(session, changes, cause)
    return len(rows)


def _bring_back(session: Session, rows: list[Row], there: Iterable[Key], cause: Cause) -> list[Kept]:
    """Write again the rows that were dropped, where what they rest on is still there."""
    known = {*there}
    found: list[Row] = []
    kept: list[Kept] = []
    for kind in TABLES:
        for row in [one for one in rows if one.kind == kind]:
            parent = _PARENTS.get(kind)
            on = (parent[0], row.after.values[parent[1]]) if parent else None
            if on is None or on in known or session.get(TABLES[on[0]], on[1]):
                found.append(row)
                known.add(row.place)
            else:
                kept.append(row.kept(WHOLE, "missing"))
    create_many(session, [(row.kind, row.vendor, row.after.values) for row in found], cause)
    return kept
