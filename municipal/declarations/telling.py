"""An enterprise fills its sheet: what it tells is kept, its key ends, and the day of the answer is promised."""

from typing import Literal

from sqlmodel import Session

from municipal.declarations.asking import OBJECT, by_key, serves
from municipal.declarations.queries import DeclarationRow, declaration
from municipal.suppliers.report import due
from municipal.traces.chain import By, now, record
from municipal.web.format import today


def open_sheet(session: Session, key: str) -> DeclarationRow | None:
    """The declaration whose address still serves; None for any other key: unknown, used, expired."""
    row = by_key(session, key)
    return declaration(session, row.id) if row is not None and serves(row) else None


def was_received(session: Session, key: str) -> bool:
    """Whether what came by this key was received before: who sends twice is told so."""
    row = by_key(session, key)
    return row is not None and row.told_at is not None and row.key_until is None


def tell(session: Session, by: By, key: str, told: dict[str, str]) -> Literal["told", "received", "gone"]:
    """Keep what an enterprise says; its key serves no more."""
    row = by_key(session, key)
    if row is None or not serves(row):
        return "received" if was_received(session, key) else "gone"
    row.told, row.state, row.key_until = told, "told", None
    row.told_at, row.due_on = now(), due(today()).isoformat()
    # Whoever examined an earlier answer reads this one anew.
    row.first, row.first_at = None, None
    row.name = told.get("name") or row.name
    session.add(row)
    session.flush()
    record(session, by, "declaration.told", OBJECT, row.id, version=row.version)
    return "told"
