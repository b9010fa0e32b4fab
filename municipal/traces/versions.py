"""An object as it stood at each of its versions: who changed what, and what two people's edits both began from."""

from collections.abc import Mapping
from typing import Any

from msgspec import Struct
from sqlmodel import Session, col, select

from municipal.traces.chain import By, now
from municipal.traces.tables import Version


class Kept(Struct, frozen=True):
    """An object at one version, and who brought it there."""

    version: int
    values: dict[str, Any]
    by: str
    at: str


def keep(
    session: Session, by: By, kind: str, identity: str, *, body: str, version: int, values: Mapping[str, Any]
) -> None:
    """Keep an object as it now stands, in the transaction of the change itself."""
    row = Version(kind=kind, object=identity, version=version, body=body, values=dict(values), by=by.person, at=now())
    session.add(row)
    session.flush()


def history(session: Session, kind: str, identity: str, *, body: str) -> list[Kept]:
    """Every version that was kept of an object, the latest first."""
    query = select(Version).where(Version.body == body, Version.kind == kind, Version.object == identity)
    rows = session.exec(query.order_by(col(Version.version).desc()))
    return [Kept(row.version, row.values, row.by, row.at) for row in rows]


def at_version(session: Session, kind: str, identity: str, *, body: str, version: int) -> Kept | None:
    """An object as it stood at a version; nothing when that version was not kept."""
    query = select(Version).where(
        Version.body == body, Version.kind == kind, Version.object == identity, Version.version == version
    )
    row = session.exec(query).first()
    return Kept(row.version, row.values, row.by, row.at) if row else None
