"""What stands of an enterprise, in the form in which it declares: so that only what differs is told."""

from msgspec import Struct
from sqlalchemy import func, select
from sqlmodel import Session, col

from municipal.declarations.sheet import sheet_seed
from vendors.registry.queries import SolutionRow, solutions, vendor
from vendors.registry.tables import Vendor

# Nothing of these stands: what is given is added to what is known.
ADDED = frozenset({"alias", "references"})


class Standing(Struct, frozen=True):
    """The fields as they stand, and the solution that they speak of among all those of the enterprise."""

    values: dict[str, str]
    solution: str
    solutions: list[tuple[str, str]]


def standing(session: Session, vendor_id: str | None, solution: str = "") -> Standing:
    """What stands of a supplier and of one of its solutions (the first, unless told); blank for a new one."""
    blank = {one.id: "" for one in sheet_seed().fields}
    row = vendor(session, shown_under(session, vendor_id)) if vendor_id else None
    if row is None:
        return Standing(blank, "", [])
    offered = solutions(session, vendor=row.id)
    about = next((one for one in offered if one.id == solution), offered[0] if offered else None)
    own = {
        "name": row.name,
        "neq": row.neq or "",
        "website": row.website or "",
        "city": row.city or "",
        "description": row.description or "",
    }
    return Standing(
        blank | own | (_offer(about) if about else {}),
        about.id if about else "",
        [(one.id, one.name) for one in offered],
    )


def shown_under(session: Session, vendor_id: str) -> str:
    """The supplier under which one is shown: itself, unless it was joined to another."""
    query = select(func.coalesce(Vendor.merged_into, Vendor.id)).where(col(Vendor.id) == vendor_id)
    return session.execute(query).scalar() or vendor_id


def bearer(session: Session, neq: str) -> str | None:
    """The supplier, as shown, that bears an enterprise number."""
    query = select(func.coalesce(Vendor.merged_into, Vendor.id)).where(col(Vendor.neq) == neq)
    return session.execute(query).scalar() if neq else None


def differing(values: dict[str, str], stands: Standing) -> dict[str, str]:
    """What is told beyond what stands; with the solution that it speaks of, when it speaks of one."""
    told = {name: value for name, value in values.items() if value != stands.values.get(name, "")}
    offer = {one.id for one in sheet_seed().fields if one.group != "enterprise"}
    return told | ({"solution": stands.solution} if stands.solution and offer & set(told) else {})


def _offer(row: SolutionRow) -> dict[str, str]:
    return {
        "domains": " ".join(row.domains),
        "capabilities": " ".join(row.capabilities),
        "hosting": row.hosting or "",
        "languages": " ".join(row.languages),
        "price_low": "" if row.price_low is None else str(row.price_low),
        "price_high": "" if row.price_high is None else str(row.price_high),
    }
