"""The numbers by which an enterprise is known elsewhere."""

from sqlalchemy import select
from sqlmodel import Session, col

from vendors.names.neq import read_neq
from vendors.registry.links import group, links, root
from vendors.registry.tables import Vendor


def neqs_of(session: Session, vendor: str) -> list[str]:
    """The valid NEQs of a supplier and of all records that are one with it; a doubtful one is left out."""
    ids = group(session, vendor)
    found = _valid(session, ids)
    return list(dict.fromkeys(found[one] for one in ids if one in found))


def neqs(session: Session) -> dict[str, list[str]]:
    """The valid NEQs of every supplier as it is shown, with those of the records that are one with it."""
    linked = links(session)
    found: dict[str, list[str]] = {}
    for one, neq in _valid(session).items():
        found.setdefault(root(one, linked), []).append(neq)
    return found


def _valid(session: Session, ids: list[str] | None = None) -> dict[str, str]:
    query = select(col(Vendor.id), col(Vendor.neq)).where(col(Vendor.neq).is_not(None))
    if ids is not None:
        query = query.where(col(Vendor.id).in_(ids))
    found = {one: read_neq(neq or "") for one, neq in session.execute(query.order_by(col(Vendor.id)))}
    return {one: told.digits for one, told in found.items() if told and not told.doubtful}
