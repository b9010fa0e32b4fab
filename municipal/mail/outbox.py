"""The outbox: a message exists exactly when the change that it tells of is kept, and is sent until a server has it."""

import datetime as dt
import logging
import secrets
import sys
from functools import partial
from typing import Final

from msgspec import Struct
from sqlalchemy import delete, event, func, or_
from sqlmodel import Session, col, select

from municipal.db import reading, write
from municipal.jobs import every, leaving, soon
from municipal.mail.message import Message, is_address, is_line, leaving_by, plain, shown
from municipal.mail.server import Server, server
from municipal.mail.smtp import Answer, send
from municipal.mail.tables import Mail
from municipal.settings import Settings
from municipal.web.format import stored

LOG: Final = logging.getLogger("municipal.mail")
JOB: Final = "mail"
CLAIM: Final = dt.timedelta(minutes=2)
DELAYS: Final = tuple(dt.timedelta(minutes=minutes) for minutes in (1, 5, 15, 60, 360))
GIVEN_UP_AFTER: Final = dt.timedelta(hours=24)
KEPT_FOR: Final = dt.timedelta(days=30)
# A message of this kind ends with the address that stops such messages in one click; its headers say so too.
ONE_CLICK: Final = "day"


class UnsendableError(ValueError):
    """The address or the subject could not stand in a header: the sender of the request is told, nothing is kept."""


class Delivered(Struct, frozen=True):
    """What a round did, and how many messages still wait."""

    sent: int
    failed: int
    waiting: int


def post(session: Session, *, to: str, subject: str, text: str, language: str, kind: str) -> str:
    """Keep a message in the caller's own transaction; the answer is its number.

    Raises UnsendableError when `to` is not one address, or when the subject is empty or not one line.
    """
    if not is_address(to):
        raise UnsendableError("to")
    if not subject.strip() or not is_line(subject):
        raise UnsendableError("subject")
    number, moment = secrets.token_hex(16), stored(_now())
    row = Mail(
        id=number, to=to, subject=subject.strip(), text=plain(text), language=language, kind=kind, created_at=moment
    )
    row.next_at = moment
    session.add(row)
    if not event.contains(session, "after_commit", _wake):
        event.listen(session, "after_commit", _wake)
    return number


@every(dt.timedelta(minutes=1), JOB)
def deliver(settings: Settings, now: dt.datetime | None = None) -> Delivered:
    """Send what is due, each message at most once a round; a server that does not answer ends the round.

    Raises UnusableError when the settings of the mail server cannot be used: then everything waits.
    """
    to = server(settings)
    started = now or _now()
    became: list[str] = []
    while not leaving() and (message := _claim(started, now or _now())):
        answer = _try(to, message)
        became.append(write(partial(_settle, message=message, answer=answer, now=now or _now())))
        if answer.verdict == "unreachable":
            break
    with reading() as session:
        waiting = session.exec(select(func.count()).where(col(Mail.next_at).is_not(None))).one()
    return Delivered(became.count("sent"), became.count("failed"), waiting)


def sweep(session: Session, now: dt.datetime) -> int:
    """Remove the messages older than thirty days; the answer is their number."""
    old = delete(Mail).where(col(Mail.created_at) < stored(now - KEPT_FOR)).returning(col(Mail.id))
    return len(session.execute(old).all())


def _claim(due: dt.datetime, now: dt.datetime) -> Message | None:
    """The next message that is due, and that no other process may send for two minutes."""
    free = or_(col(Mail.claimed_until).is_(None), col(Mail.claimed_until) <= stored(now))
    # The least tried first: one that ends the process each time is not in the way of the others.
    order = col(Mail.attempts), col(Mail.next_at), col(Mail.id)
    query = select(Mail).where(col(Mail.next_at) <= stored(due), free).order_by(*order)

    def take(session: Session) -> Message | None:
        row = session.exec(query.limit(1).with_for_update(skip_locked=True)).first()
        if row is None:
            return None
        row.attempts += 1
        row.claimed_until = claimed = stored(now + CLAIM)
        leave = leaving_by(row.text) if row.kind == ONE_CLICK else ""
        return Message(row.id, row.to, row.subject, row.text, row.language, row.created_at, claimed, leave)

    return write(take)


def _try(to: Server | None, message: Message) -> Answer:
    if to is None:
        sys.stderr.write(shown(message))
        return Answer("sent")
    try:
        return send(to, message)
    except Exception:
        # Whatever is wrong with this one must not hold up the others.
        LOG.exception("mail %s", message.id)
        return Answer("later", "interrupted")


def _settle(session: Session, message: Message, answer: Answer, now: dt.datetime) -> str:
    """Write down what became of a message; a claim that ran out meanwhile has no say, except that it was sent."""
    row = session.get(Mail, message.id, with_for_update=True)
    ours = row is not None and row.claimed_until == message.claimed_until
    if row is None or row.next_at is None or not (ours or answer.verdict == "sent"):
        return "settled by another"
    row.claimed_until, row.error = None, answer.told or None
    if answer.verdict == "sent":
        row.sent_at = stored(now)
    else:
        LOG.warning("mail %s (%s): %s, attempt %d", row.id, row.kind, answer.verdict, row.attempts)
        last = dt.datetime.fromisoformat(row.created_at) + GIVEN_UP_AFTER
        if answer.verdict != "refused" and now < last:
            row.next_at = stored(min(now + DELAYS[min(row.attempts, len(DELAYS)) - 1], last))
            return "waiting"
        row.failed_at = stored(now)
    # Nobody will send it any more, and it may hold a link that opens a session.
    row.text, row.next_at = "", None
    return "sent" if row.sent_at else "failed"


def _wake(_: Session) -> None:
    soon(JOB)


def _now() -> dt.datetime:
    return dt.datetime.now(tz=dt.UTC)
