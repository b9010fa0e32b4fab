"""« Parler à une personne » : a question to the desk of this installation, answered within three working days."""

import secrets
from typing import Final

from msgspec import Struct
from sqlalchemy import update
from sqlmodel import Session, col, select

from municipal.db import touched
from municipal.mail.message import is_address
from municipal.mail.outbox import post
from municipal.places.queries import place
from municipal.settings import Settings
from municipal.shared_needs.tables import DeskRequest
from municipal.shared_needs.working_days import working_days_later
from municipal.traces.chain import By, now, record
from municipal.web.actor import Actor
from municipal.web.addresses import address
from municipal.web.format import date, today
from municipal.web.language import translator

WORKING_DAYS: Final = 3


class Desk(Struct, frozen=True):
    """Who keeps the desk; nobody is named where no setting says it."""

    name: str
    email: str


def the_desk(settings: Settings, language: str) -> Desk:
    """The desk of this installation, as its settings name it."""
    email = settings.desk_email or settings.contact_email
    name = settings.desk_name or (translator(language)("l’équipe de Repère") if email else "")
    return Desk(name, email)


def promised() -> str:
    """The day by which a question asked today is answered."""
    return working_days_later(today(), WORKING_DAYS).isoformat()


def ask(
    session: Session,
    by: By,
    actor: Actor | None,
    *,
    need: str,
    city: str,
    contact: str,
    text: str,
    language: str,
    tell: str,
    link: str,
) -> str:
    """Keep a question and tell the desk at the address `tell` that one waits at `link`; what comes back is its id."""
    # Whoever knows the id reads the question: it must not be guessed.
    identity = secrets.token_urlsafe(24)
    row = DeskRequest(
        id=identity,
        need=need,
        city=city if city and place(session, city) else None,
        person=actor.person if actor and not actor.pending else None,
        contact=contact,
        text=text,
        language=language,
        asked_at=now(),
        due_on=promised(),
    )
    session.add(row)
    session.flush()
    record(session, by, "desk.asked", "desk_request", _short(identity))
    if tell and is_address(tell):
        _ = translator("fr")
        told = _(
            "Bonjour,\n\nUne personne demande à vous parler. Répondez au plus tard le {day}\u00a0:\n{link}"
        ).format(day=date(row.due_on, "fr"), link=link)
        post(session, to=tell, subject=_("Une demande attend dans Repère"), text=told, language="fr", kind="desk")
    return identity


def answer(session: Session, by: By, identity: str, text: str, *, version: int, base: str) -> bool:
    """Answer a question, and send the answer to whoever asked; false when it has its answer already."""
    still = (col(DeskRequest.id) == identity, col(DeskRequest.version) == version)
    values = {"answer": text, "answered_by": by.person, "answered_at": now(), "version": version + 1}
    waiting = col(DeskRequest.answered_at).is_(None)
    if touched(session, update(DeskRequest).where(*still, waiting).values(**values)) != 1:
        return False
    row = session.exec(select(DeskRequest).where(DeskRequest.id == identity)).one()
    _ = translator(row.language)
    link = base + address("desk_request", row.language, id=identity)
    told = _("Bonjour,\n\nVoici la réponse à votre demande\u00a0:\n\n{answer}\n\nVotre demande\u00a0: {link}").format(
        answer=text, link=link
    )
    subject = _("Réponse à votre demande dans Repère")
    post(session, to=row.contact, subject=subject, text=told, language=row.language, kind="desk")
    record(session, by, "desk.answered", "desk_request", _short(identity))
    return True


def _short(identity: str) -> str:
    """What the traces hold of an id: enough to find its row, too little to read it."""
    return identity[:8]
