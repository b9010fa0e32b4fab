"""What happens when an address that works once is used, by its button or by its code."""

from typing import Final

from litestar.response import Redirect
from msgspec import Struct
from sqlmodel import Session

from municipal.db import reading, write
from municipal.people.one_time import Found, spend
from municipal.people.openings import confirm
from municipal.people.queries import add_person, forget_proofs, is_taken, person, person_by_email, set_roles
from municipal.sign_in.arriving import ALL_PROOFS, ONE_PROOF, agent, base_for_messages, inside
from municipal.sign_in.enter import let_in
from municipal.traces.chain import By
from municipal.web.actor import actor_of
from municipal.web.addresses import address
from municipal.web.page import Asked, language

# How each way in shows in the traces.
_HOW: Final = {"sign_in": "link", "sign_up": "link", "invite": "invitation", "recover": "recovery", "demo": "demo"}


class Used(Struct, frozen=True):
    """What using an address made: the cookie of a session, or what the door says instead."""

    cookie: str = ""
    received: str = "gone"


def use_up(request: Asked, found: Found, name: str = "") -> Redirect:
    """Use an address: what comes back leads inside, or to the door with what was done."""
    used = write(lambda session: _use(session, request, found, name))
    if not used.cookie:
        return Redirect(address("sign_in", language(request), received=used.received), status_code=303)
    return inside(request, used.cookie, found.onward, "my_cities" if found.purpose == "invite" else "account")


def _use(session: Session, request: Asked, found: Found, name: str) -> Used:
    if not still_there(session, found) or not spend(session, found):
        return Used()
    if found.purpose == "open":
        confirmed = confirm(session, found, base=base_for_messages(request))
        return Used(received="open" if confirmed else "gone")
    before = actor_of(request)
    known = found.person or _by_address(session, found)
    who = _person(session, found, known, name)
    if who is None:
        return Used()
    level = ALL_PROOFS if found.purpose == "demo" else ONE_PROOF
    if found.purpose == "invite" and known:
        # Seven days are long for what would open an account that exists: it brings the roles, its owner signs in.
        if before is None or before.person != known:
            return Used(received="joined")
        level = before.level
    cookie = let_in(session, who, level=level, browser=agent(request), how=_HOW[found.purpose], before=before)
    return Used(cookie)


def asks_name(found: Found) -> bool:
    """Whether whoever comes in is new here, and says under which name."""
    if found.purpose not in ("sign_up", "invite") or found.person or found.name:
        return False
    with reading() as session:
        return not (found.email and is_taken(session, found.email))


def still_there(session: Session, found: Found) -> bool:
    """Whether the account that an address lets into is still open."""
    return not found.person or person(session, found.person) is not None


def _person(session: Session, found: Found, known: str | None, name: str) -> str | None:
    """The person whom an address lets in, known or new; nobody when the account of that address is closed."""
    if known is None:
        if found.email and is_taken(session, found.email):
            return None
        known = add_person(session, name=name or found.name, email=found.email, language=found.language)
    elif found.purpose == "recover":
        forget_proofs(session, By(known, "person"), known)
    if found.purpose in ("invite", "demo") and found.body:
        held = By(found.created_by or known, "invitation")
        set_roles(session, held, person=known, body=found.body, wanted=found.roles, keep=True)
    return known


def _by_address(session: Session, found: Found) -> str | None:
    row = person_by_email(session, found.email) if found.email else None
    return row.id if row else None
