"""How many people and bodies a service has: counts alone, for those who run it."""

from msgspec import Struct
from sqlmodel import Session, col, func, select

from municipal.people.tables import Membership, Opening, Person
from municipal.tenancy.guard import everything


class Census(Struct, frozen=True):
    """The counts of a service."""

    persons: int
    bodies: int
    waiting: int


def census(session: Session) -> Census:
    """Accounts that are open, bodies that have an administrator, requests that wait: across all bodies."""
    persons = select(func.count()).select_from(Person).where(col(Person.disabled_at).is_(None))
    bodies = select(func.count(func.distinct(col(Membership.body)))).where(Membership.role == "administrator")
    waiting = select(func.count()).select_from(Opening).where(Opening.state == "waiting")
    with everything("census"):
        return Census(session.exec(persons).one(), session.exec(bodies).one(), session.exec(waiting).one())
