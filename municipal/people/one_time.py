"""Addresses that work once and not for long: sign-in links, invitations, openings, recoveries.

Asking one (GET) shows a button; only pressing it (POST) uses it, for mail filters visit the addresses they find.
"""

import datetime as dt
import secrets
from collections.abc import Sequence
from hashlib import sha256
from hmac import compare_digest
from typing import Final, Literal

from msgspec import Struct
from sqlalchemy import update
from sqlmodel import Session, col, select

from municipal.db import touched
from municipal.people.tables import OneTime
from municipal.traces.chain import now
from municipal.web.format import stored

Purpose = Literal["sign_in", "sign_up", "invite", "open", "recover", "demo"]
# Minutes (OWASP ASVS 5.0, 6.5.5: ten for what signs in); an invitation waits for who is away.
LASTS: Final[dict[Purpose, int]] = {
    "sign_in": 10,
    "sign_up": 10,
    "demo": 10,
    "recover": 24 * 60,
    "invite": 7 * 24 * 60,
    "open": 7 * 24 * 60,
}
CODE_DIGITS: Final = 8
MOST_TRIES: Final = 5


class Made(Struct, frozen=True):
    """What only the message may hold: the token of the address, and the code for another browser."""

    token: str
    code: str


class Found(Struct, frozen=True):
    """An address that still works."""

    id: str
    purpose: Purpose
    email: str | None
    person: str | None
    body: str | None
    roles: tuple[str, ...]
    name: str
    language: str
    browser: str
    onward: str
    created_by: str | None


def make(
    session: Session,
    purpose: Purpose,
    *,
    email: str | None = None,
    person: str | None = None,
    body: str | None = None,
    roles: Sequence[str] = (),
    name: str = "",
    language: str = "fr",
    browser: str = "",
    onward: str = "",
    created_by: str | None = None,
) -> Made:
    """Make an address that works once; `browser` is what the cookie of who asked holds, when it must be the same."""
    token = secrets.token_urlsafe(32)
    code = f"{secrets.randbelow(10**CODE_DIGITS):0{CODE_DIGITS}}" if browser else ""
    expires = dt.datetime.now(tz=dt.UTC) + dt.timedelta(minutes=LASTS[purpose])
    session.add(
        OneTime(
            id=_hashed(token),
            purpose=purpose,
            email=email,
            person=person,
            body=body,
            roles=list(roles),
            name=name,
            language=language,
            browser=_hashed(browser) if browser else "",
            code=_hashed(code + browser) if code else "",
            onward=onward,
            created_by=created_by,
            created_at=now(),
            expires_at=stored(expires),
        )
    )
    return Made(token, code)


def look(session: Session, token: str) -> Found | None:
    """An address that still works, without using it."""
    row = session.exec(select(OneTime).where(OneTime.id == _hashed(token))).first()
    return _found(row)


def same_browser(found: Found, browser: str | None) -> bool:
    """Whether the browser that asks is the one that the address was made for."""
    return not found.browser or (browser is not None and compare_digest(found.browser, _hashed(browser)))


def by_code(session: Session, code: str, browser: str | None) -> Found | None:
    """The address whose code is typed into the browser that asked for it, where the link opened in another one.

    Each address takes five wrong codes, then works no more.
    """
    if not browser:
        return None
    query = select(OneTime).where(OneTime.browser == _hashed(browser), col(OneTime.used_at).is_(None))
    for row in session.exec(query.order_by(col(OneTime.created_at).desc())):
        if row.tries >= MOST_TRIES or _found(row) is None:
            continue
        if compare_digest(row.code, _hashed("".join(code.split()) + browser)):
            return _found(row)
        row.tries += 1
        session.add(row)
    return None


def spend(session: Session, found: Found) -> bool:
    """Use it up; false when somebody else just did."""
    statement = update(OneTime).where(col(OneTime.id) == found.id, col(OneTime.used_at).is_(None))
    return touched(session, statement.values(used_at=now())) == 1


def _found(row: OneTime | None) -> Found | None:
    if row is None or row.used_at or row.expires_at < now():
        return None
    return Found(
        id=row.id,
        purpose=row.purpose,  # type: ignore[arg-type]
        email=row.email,
        person=row.person,
        body=row.body,
        roles=tuple(row.roles),
        name=row.name,
        language=row.language,
        browser=row.browser,
        onward=row.onward,
        created_by=row.created_by,
    )


def _hashed(value: str) -> str:
    return sha256(value.encode()).hexdigest()
