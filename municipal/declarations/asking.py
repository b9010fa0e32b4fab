"""An address that serves once: for an enterprise to propose itself, correct its page, or confirm it each year."""

import datetime as dt
import secrets
from hashlib import sha256
from typing import Final, Literal

from sqlmodel import Session, select

from municipal.declarations.messages import message
from municipal.declarations.tables import Declaration
from municipal.mail.outbox import post
from municipal.traces.chain import By, now, record
from municipal.web.addresses import address
from municipal.web.format import stored
from vendors.registry.queries import vendor as the_vendor

Kind = Literal["new", "correction", "confirmation"]
OBJECT: Final = "declaration"
LASTS: Final = dt.timedelta(days=7)
KEY_BYTES: Final = 32
# Its key may be used: nothing was told yet, or more was asked for.
OPEN: Final = ("asked", "more")


def ask(
    session: Session,
    by: By,
    *,
    base: str,
    kind: Kind,
    contact: str,
    language: str,
    name: str = "",
    vendor: str | None = None,
) -> str:
    """Send an enterprise its address; the id of the declaration comes back.

    `base` is the address of this site as messages hold it. Raises UnsendableError when no message can go to `contact`.
    """
    made = Declaration(
        id=secrets.token_hex(8),
        kind=kind,
        vendor=vendor,
        name=name,
        contact=contact,
        language=language,
        told={},
        asked_at=now(),
    )
    session.add(made)
    _send(session, made, contact, base)
    record(session, by, "declaration.asked", OBJECT, made.id, version=made.version, after=kind)
    return made.id


def again(session: Session, declaration: str, *, version: int, reason: str, base: str) -> bool:
    """Ask an enterprise for more, with a fresh address; what it told stays in its sheet.

    False when the row moved, or when its mailbox was erased. The trace is the caller’s: it says who examined it.
    """
    row = session.get(Declaration, declaration)
    if row is None or row.version != version or row.state not in ("told", "first") or not row.contact:
        return False
    row.state, row.first_reason = "more", reason
    _send(session, row, row.contact, base, reason)
    return True


def digest(key: str) -> str:
    """What is kept of the key of an address."""
    return sha256(key.encode()).hexdigest()


def by_key(session: Session, key: str) -> Declaration | None:
    """The declaration that a key leads to, whatever became of it."""
    return session.exec(select(Declaration).where(Declaration.key_hash == digest(key))).first()


def serves(row: Declaration | None) -> bool:
    """Whether the address still serves."""
    return row is not None and row.state in OPEN and bool(row.key_until) and str(row.key_until) > now()


def _send(session: Session, row: Declaration, contact: str, base: str, reason: str = "") -> None:
    """Give the declaration a new key, which stands in the message alone."""
    key = secrets.token_urlsafe(KEY_BYTES)
    row.key_hash = digest(key)
    row.key_until = stored(dt.datetime.now(tz=dt.UTC) + LASTS)
    session.add(row)
    session.flush()
    known = the_vendor(session, row.vendor) if row.vendor else None
    link = base + address("declaration", row.language, id=key)
    told = "more" if reason else row.kind
    subject, text = message(told, known.name if known else "", link, reason, row.language)
    post(session, to=contact, subject=subject, text=text, language=row.language, kind="declaration")
