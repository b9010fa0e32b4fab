"""What a page of curation says to whoever may not act on a supplier, or has first to say whether they have a tie."""

from msgspec import Struct
from sqlmodel import Session

from municipal.curation.interests import DECLARED, Bar, bar
from municipal.people.roles import PROVINCE
from municipal.people.rules import decide
from municipal.web.actor import Actor
from vendors.registry.queries import vendor


class Barred(Struct, frozen=True):
    """Why somebody may not act on suppliers; `asked` are those about which they have not answered, with their names."""

    why: Bar
    asked: list[tuple[str, str]]


def barred(session: Session, person: str, vendors: list[str]) -> Barred:
    """Whether somebody may act on these suppliers, and about which of them to ask first."""
    why = bar(session, person, vendors)
    if why in ("", DECLARED):
        return Barred(why, [])
    open_ = [one for one in vendors if bar(session, person, [one])]
    named = [(one, row.name if (row := vendor(session, one)) else one) for one in open_]
    return Barred(why, named)


def may(actor: Actor, action: str, *, phase: str = "", author: str = "") -> bool:
    """Whether somebody may do this in the curation, perhaps after one more proof."""
    return decide(actor, action, body=PROVINCE, phase=phase, author=author).why in ("yes", "confirm")
