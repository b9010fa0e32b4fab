"""The first account of a city: asked for by anyone, opened by its town hall or by an administrator of the service."""

import secrets
from typing import Final

from msgspec import Struct
from sqlalchemy import func, update
from sqlmodel import Session, col, select

from municipal.db import touched
from municipal.mail.outbox import post
from municipal.people.messages import opened, opening
from municipal.people.one_time import Found, make
from municipal.people.queries import add_person, is_taken, person_by_email, set_roles
from municipal.people.tables import Membership, Opening
from municipal.places.queries import place
from municipal.tenancy.guard import everything
from municipal.traces.chain import By, now, record
from municipal.web.addresses import address

# What the first person of a city may do at once: everything but validate their own texts.
FIRST_ROLES: Final = ("administrator", "editor", "buyer", "privacy_officer")


class OpeningRow(Struct, frozen=True):
    """A request that waits."""

    id: str
    city: str
    city_name: str
    name: str
    email: str
    requested_at: str
    sent_to: str | None


def is_open(session: Session, city: str) -> bool:
    """Whether a city has an administrator already, who invites the others."""
    query = select(func.count()).select_from(Membership)
    return session.exec(query.where(Membership.body == city, Membership.role == "administrator")).one() > 0


def ask(session: Session, by: By, *, city: str, name: str, email: str, language: str, base: str) -> bool:
    """Ask to open a city; true when a confirmation went to the town hall's published address.

    Where no address is known, the request waits for an administrator of the service.
    """
    found = place(session, city)
    identity = secrets.token_hex(8)
    hall = found.email if found else None
    row = Opening(id=identity, city=city, name=name, email=email, language=language, requested_at=now(), sent_to=hall)
    session.add(row)
    record(session, by, "opening.asked", "opening", identity, body=city)
    if not found or not hall:
        return False
    made = make(
        session, "open", email=email, body=city, roles=FIRST_ROLES, name=name, language=language, onward=identity
    )
    link = base + address("one_time", language, id=made.token)
    message = opening(link, found.label, name, email, language)
    post(session, to=hall, subject=message.subject, text=message.text, language=language, kind="opening")
    return True


def confirm(session: Session, found: Found, *, base: str) -> bool:
    """The town hall confirmed: the person who asked holds the first roles, and is told; false when it was answered."""
    return bool(found.body) and _open(session, By("town hall"), found.onward, found.body or "", base=base)


def decide_opening(session: Session, by: By, identity: str, *, city: str, accepted: bool, base: str) -> bool:
    """An administrator of the service answers a request; false when it was answered already."""
    if accepted:
        return _open(session, by, identity, city, base=base)
    return _answer(session, by, identity, city, "refused")


def waiting(session: Session) -> list[OpeningRow]:
    """The requests that nobody has answered, the oldest first."""
    query = select(Opening).where(Opening.state == "waiting").order_by(col(Opening.requested_at))
    rows: list[OpeningRow] = []
    # Whoever administers the service answers for every city.
    with everything("openings"):
        asked = session.exec(query).all()
    for row in asked:
        found = place(session, row.city)
        label = found.label if found else row.city
        rows.append(OpeningRow(row.id, row.city, label, row.name, row.email, row.requested_at, row.sent_to))
    return rows


def _open(session: Session, by: By, identity: str, city: str, *, base: str) -> bool:
    row = session.exec(select(Opening).where(Opening.id == identity, Opening.city == city)).first()
    if row is None:
        return False
    known = person_by_email(session, row.email)
    # Whose account was closed does not come back by a request.
    if known is None and is_taken(session, row.email):
        return False
    if not _answer(session, by, identity, city, "opened"):
        return False
    who = known.id if known else add_person(session, name=row.name, email=row.email, language=row.language)
    set_roles(session, by, person=who, body=city, wanted=FIRST_ROLES, keep=True)
    found = place(session, city)
    link = base + address("sign_in", row.language)
    message = opened(link, found.label if found else city, row.language)
    post(session, to=row.email, subject=message.subject, text=message.text, language=row.language, kind="opened")
    return True


def _answer(session: Session, by: By, identity: str, city: str, state: str) -> bool:
    """Close a request, once."""
    still = (col(Opening.id) == identity, col(Opening.city) == city, col(Opening.state) == "waiting")
    values = {"state": state, "decided_at": now(), "decided_by": by.person}
    done = touched(session, update(Opening).where(*still).values(**values)) == 1
    if done:
        record(session, by, f"opening.{state}", "opening", identity, body=city)
    return done
