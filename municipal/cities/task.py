"""Something that one may do in a body, as its home lists it."""

from msgspec import Struct

from municipal.cities.desk import Desk
from municipal.web.addresses import address


class Task(Struct, frozen=True):
    """Something one may do, where, and how far it is; `calls` when it waits for this person."""

    label: str
    href: str
    status: str = ""
    hint: str = ""
    calls: bool = False


def to(name: str, at: Desk, spoken: str) -> str:
    """The address of a page of the body."""
    return address(name, spoken, id=at.body)
