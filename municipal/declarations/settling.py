"""What becomes of a declaration that people answer: its row, unless it moved since it was read."""

from typing import Any

from sqlmodel import Session

from municipal.declarations.queries import DeclarationRow, declaration
from municipal.declarations.tables import Declaration


def settle(session: Session, identity: str, version: int, **values: Any) -> DeclarationRow | None:  # noqa: ANN401 - columns
    """Write how a declaration was answered (`state`, `first`, `second_reason`, `vendor`…); None when it moved."""
    row = session.get(Declaration, identity)
    if row is None or row.version != version:
        return None
    for name, value in values.items():
        setattr(row, name, value)
    session.add(row)
    session.flush()
    return declaration(session, identity)
