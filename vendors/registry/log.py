"""The log of a supplier’s page: every change with what came before and after."""

from typing import Any

from msgspec import Struct
from sqlalchemy import select
from sqlmodel import Session, col

from vendors.registry.tables import VendorChange


class ChangeRow(Struct, frozen=True):
    """A change: of which row, by which act and origin, each field before and after, when, by whom, why.

    `kind` is a table of `changing.TABLES`, or `pair`: two records were joined, kept apart, or separated again.
    """

    id: int
    kind: str
    key: str
    act: str
    origin: str
    fields: list[tuple[str, Any, Any]]
    at: str
    person: str
    reason: str
    taken_back: bool


def changes_of(session: Session, vendor: str) -> list[ChangeRow]:
    """The changes of a supplier, newest first."""
    query = select(VendorChange).where(col(VendorChange.vendor) == vendor).order_by(col(VendorChange.id).desc())
    return [_row(change) for change in session.scalars(query)]


def _row(change: VendorChange) -> ChangeRow:
    before, after = change.before or {}, change.after or {}
    return ChangeRow(
        id=change.id or 0,
        kind=change.kind,
        key=change.key,
        act=change.act,
        origin=change.origin,
        fields=[(name, before.get(name), after.get(name)) for name in {**before, **after}],
        at=change.at,
        person=change.person,
        reason=change.reason,
        taken_back=change.taken_back,
    )
