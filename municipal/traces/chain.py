"""The chain of traces: each entry holds the digest of the one before it, in the transaction of the change itself."""

import datetime as dt
import secrets
from collections.abc import Callable
from hashlib import sha256
from typing import Any, Final

import msgspec
from msgspec import Struct
from sqlmodel import Session, col, select

from municipal.traces.tables import Audit, AuditReason
from municipal.web.format import stored

# What the first entry has before it.
GENESIS: Final = "0" * 64


class By(Struct, frozen=True):
    """Who acts: a pseudonym, the role that permits it (with whom it is held from), the request it came by."""

    person: str
    role: str = ""
    request: str = ""


# Asks the table of rules about an act, and says who acts; it raises when the answer is no.
Permit = Callable[..., By]
SYSTEM: Final = By("system")
NOBODY: Final = By("anonymous")


def record(
    session: Session,
    by: By,
    action: str,
    kind: str,
    identity: str,
    *,
    body: str = "",
    version: int | None = None,
    before: object = None,
    after: object = None,
    reason: str = "",
) -> int:
    """Add one entry in the caller's own transaction; what comes back is its number.

    Of what changed the chain keeps digests alone. Never give personal values as `before` or `after`: few enough are
    possible that a digest would tell them. The words of a reason stand outside the chain, where they can be erased.
    """
    last = session.exec(select(Audit.seq, Audit.hash).order_by(col(Audit.seq).desc()).limit(1)).first()
    seq, previous = (last[0] + 1, last[1]) if last else (1, GENESIS)
    salt = secrets.token_hex(16) if reason else ""
    entry = Audit(
        seq=seq,
        at=now(),
        actor=by.person,
        role=by.role,
        body=body,
        action=action,
        object_type=kind,
        object_id=identity,
        object_version=version,
        before=digest(before),
        after=digest(after),
        reason=reason_digest(salt, reason) if reason else "",
        request=by.request,
        previous=previous,
        hash="",
    )
    entry.hash = link(entry)
    session.add(entry)
    if reason:
        session.add(AuditReason(seq=seq, salt=salt, text=reason))
    session.flush()
    return seq


def link(entry: Audit) -> str:
    """The digest of an entry: SHA-256 of the digest before it and of the entry as canonical JSON."""
    values: dict[str, Any] = entry.model_dump(exclude={"hash", "previous"})
    return sha256(entry.previous.encode() + msgspec.json.encode(values, order="sorted")).hexdigest()


def digest(value: object) -> str:
    """The SHA-256 of a value as canonical JSON; nothing for nothing."""
    return "" if value is None else sha256(msgspec.json.encode(value, order="sorted")).hexdigest()


def reason_digest(salt: str, text: str) -> str:
    """What the chain holds of the words of a reason."""
    return sha256(f"{salt}{text}".encode()).hexdigest()


def now() -> str:
    """The present instant in UTC, to the second, as it is stored."""
    return stored(dt.datetime.now(tz=dt.UTC))
