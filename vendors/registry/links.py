"""Which records are one enterprise: the links that people made and did not take back, as a forest."""

from collections.abc import Iterable

from sqlalchemy import select, update
from sqlmodel import Session, col

from vendors.registry.changing import parts
from vendors.registry.tables import PairDecision, Vendor

STANDS = "stands"


def links(session: Session) -> dict[str, str]:
    """Each record that was joined with another, and the one under which it was put; the oldest link first."""
    query = select(PairDecision).where(col(PairDecision.state) == STANDS, col(PairDecision.decision) == "merged")
    found = sorted(session.scalars(query), key=lambda one: (one.at, one.id))
    return {(one.right if one.into == one.left else one.left): one.into or "" for one in found}


def root(vendor: str, linked: dict[str, str]) -> str:
    """The record under which a supplier is shown."""
    while vendor in linked:
        vendor = linked[vendor]
    return vendor


def members(vendor: str, linked: dict[str, str]) -> list[str]:
    """The record under which a supplier is shown, then all that were joined with it, the oldest link first."""
    top = root(vendor, linked)
    return [top, *(one for one in linked if root(one, linked) == top)]


def group(session: Session, vendor: str) -> list[str]:
    """A supplier and all records that are one with it: first the one under which they are shown."""
    return members(vendor, links(session))


def refresh(session: Session) -> None:
    """Write beside each record under which one it is shown, as follows from the links."""
    session.flush()
    linked = links(session)
    wanted = {vendor: root(vendor, linked) for vendor in linked}
    query = select(col(Vendor.id), col(Vendor.merged_into)).where(col(Vendor.merged_into).is_not(None))
    stored = {vendor: into for vendor, into in session.execute(query)}  # noqa: C416 - rows are not pairs
    _write(session, [vendor for vendor in stored if vendor not in wanted], None)
    moved: dict[str, list[str]] = {}
    for vendor, into in wanted.items():
        if stored.get(vendor) != into:
            moved.setdefault(into, []).append(vendor)
    for into, some in moved.items():
        _write(session, some, into)


def _write(session: Session, vendors: Iterable[str], into: str | None) -> None:
    for some in parts(sorted(vendors)):
        session.execute(update(Vendor).where(col(Vendor.id).in_(some)).values(merged_into=into))
