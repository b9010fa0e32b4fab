"""Nobody imports over a supplier in which they declared an interest, nor takes such an import back."""

from collections.abc import Iterable

from sqlmodel import Session, col, select

from municipal.curation.interests import together
from municipal.people.interests import interests_of, stands_aside
from municipal.web.format import today
from vendors.registry.tables import Vendor, VendorChange


def barred(session: Session, person: str, vendors: Iterable[str]) -> list[str]:
    """The names of those suppliers that a person must leave to others today; a record joined to one counts too."""
    declared = {
        joined
        for one in interests_of(session, person)
        if one.declared and stands_aside(session, person, one.vendor, on=today())
        for joined in together(session, one.vendor)
    }
    found = declared.intersection(vendors)
    return sorted(session.exec(select(Vendor.name).where(col(Vendor.id).in_(found)))) if found else []


def changed_by(session: Session, origin: str) -> set[str]:
    """The suppliers that an import added or changed."""
    return set(session.exec(select(VendorChange.vendor).where(VendorChange.origin == origin).distinct()))
