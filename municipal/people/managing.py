"""The people of a body, as its administrators keep them: roles, departures, and help for who lost their proofs."""

from collections.abc import Iterable
from typing import Final, Literal

from sqlmodel import Session

from municipal.mail.outbox import post
from municipal.people.inviting import forget_invitations_of
from municipal.people.messages import recovery
from municipal.people.one_time import make
from municipal.people.queries import holders, person, roles_in, set_roles
from municipal.people.roles import roles
from municipal.people.rules import rules
from municipal.traces.chain import By, record
from municipal.web.actor import Actor
from municipal.web.addresses import address

MANAGE: Final = "people.manage"

# Why nothing was changed: the last person who manages would go; no such person here; no role left; oneself; no address.
Refusal = Literal["last", "unknown", "none", "self", "address"]


def givable(actor: Actor, body: str) -> list[str]:
    """The roles that a person may give in a body: those that fit it; one that reaches all bodies, only who holds it."""
    reaching = {rule.role for stated in rules().values() for rule in stated if rule.scope == "all"}
    return [role for role, one in roles().items() if one.fits(body) and (role not in reaching or actor.holds(role))]


def change_roles(
    session: Session, by: By, *, body: str, person: str, was: Iterable[str], wanted: Iterable[str], may: Iterable[str]
) -> Refusal | None:
    """Give and withdraw what differs from the roles that the form showed, so that two people's changes both hold.

    Only roles of `may` are touched.
    """
    held = roles_in(session, person, body)
    if not held:
        return "unknown"
    shown, asked, touched = set(was), set(wanted), set(may)
    kept = (held | ((asked - shown) & touched)) - ((shown - asked) & touched)
    if not kept:
        return "none"
    return _set(session, by, body, person, held, kept)


def leave(session: Session, by: By, *, body: str, person: str, may: Iterable[str]) -> Refusal | None:
    """Withdraw every role of a person in a body that the one who acts may withdraw."""
    held = roles_in(session, person, body)
    return _set(session, by, body, person, held, held - set(may)) if held else "unknown"


def recover(session: Session, by: By, *, body: str, identity: str, base: str) -> Refusal | None:
    """Send somebody of a body who lost their proofs an address that lets them begin anew; never oneself."""
    found = person(session, identity)
    if found is None or not roles_in(session, identity, body):
        return "unknown"
    if identity == by.person:
        return "self"
    if not found.email:
        return "address"
    made = make(session, "recover", email=found.email, person=identity, language=found.language, created_by=by.person)
    message = recovery(base + address("one_time", found.language, id=made.token), found.language)
    post(
        session,
        to=found.email,
        subject=message.subject,
        text=message.text,
        language=found.language,
        kind="recovery",
    )
    record(session, by, "recovery.sent", "account", identity, body=body)
    return None


def _set(session: Session, by: By, body: str, person: str, held: set[str], kept: set[str]) -> Refusal | None:
    """Bring somebody to these roles, unless nobody would be left to manage the body's people."""
    lost = (held - kept) & _managing()
    for role in lost:
        if [row.id for row in holders(session, role, body)] == [person]:
            return "last"
    if lost and not kept & _managing():
        forget_invitations_of(session, by, body=body, person=person)
    set_roles(session, by, person=person, body=body, wanted=kept)
    return None


def _managing() -> set[str]:
    return {rule.role for rule in rules()[MANAGE]}
