"""Questions about what enterprises declare: a session in, Structs out."""

from typing import Any, Final

from msgspec import Struct
from sqlalchemy import select
from sqlmodel import Session, col

from municipal.declarations.domains import same_domain
from municipal.declarations.tables import Declaration


class DeclarationRow(Struct, frozen=True):
    """A declaration as those who answer it read it; `contact` is theirs alone, and erased in time."""

    id: str
    kind: str
    vendor: str | None
    name: str
    contact: str | None
    language: str
    told: dict[str, str]
    state: str
    asked_at: str
    told_at: str | None
    due_on: str | None
    first: str | None
    first_at: str | None
    first_reason: str
    second: str | None
    second_at: str | None
    second_reason: str
    version: int

    def same_domain(self, website: str | None) -> bool:
        """Whether the message went to a mailbox of the enterprise’s own site, as declared or as it stands."""
        return same_domain(self.contact or "", self.told.get("website") or website)


_COLUMNS: Final[tuple[Any, ...]] = tuple(getattr(Declaration, name) for name in DeclarationRow.__struct_fields__)


def declaration(session: Session, identity: str) -> DeclarationRow | None:
    """One declaration, or None."""
    row = session.execute(select(*_COLUMNS).where(col(Declaration.id) == identity)).first()
    return DeclarationRow(*row) if row else None


def in_states(session: Session, *states: str) -> list[DeclarationRow]:
    """The declarations in these states (`told` and `first` wait for a person), the one promised first on top."""
    query = select(*_COLUMNS).where(col(Declaration.state).in_(states))
    query = query.order_by(col(Declaration.due_on), col(Declaration.id))
    return [DeclarationRow(*row) for row in session.execute(query)]


def of_vendors(session: Session, vendors: list[str]) -> list[DeclarationRow]:
    """What some suppliers declared, the newest first."""
    query = select(*_COLUMNS).where(col(Declaration.vendor).in_(vendors))
    return [DeclarationRow(*row) for row in session.execute(query.order_by(col(Declaration.asked_at).desc()))]


def told_days(session: Session, identities: list[str]) -> dict[str, str]:
    """The instant at which each of these declarations was told; what is no declaration is not in it."""
    query = select(col(Declaration.id), col(Declaration.told_at)).where(col(Declaration.id).in_(identities))
    return {identity: told_at or "" for identity, told_at in session.execute(query)}
