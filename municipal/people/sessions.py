"""Browsers that are signed in: an id that we alone issue, new at each sign-in, ended by time, by its owner, or by role.

The row holds a hash of the id; the cookie also holds the signed minute of the last visit, so that reading never writes.
"""

import secrets
import time
from hashlib import sha256
from typing import Final

from msgspec import Struct
from sqlalchemy import and_, update
from sqlmodel import Session, col, select

from municipal.db import touched
from municipal.keys import sign, unsign
from municipal.people.roles import MRC, roles
from municipal.people.tables import Delegation, Factor, Membership, Person, UserSession
from municipal.traces.chain import now
from municipal.web.actor import Actor, Grant, Recognised
from municipal.web.format import instant

# Seconds (spec of reliability, section 2.2; pretix tests the same twelve hours).
LONGEST: Final = 12 * 3600
_PURPOSE: Final = "session"
_REFRESH: Final = 60
# What a delegation lends: its MRC's validators may be a city's second person, nothing else.
LENT: Final = ("validator",)


class SessionRow(Struct, frozen=True):
    """One line of the list of one's sessions."""

    id: str
    created_at: str
    acted_at: str
    browser: str
    here: bool


def begin(session: Session, person: str, *, level: int, browser: str) -> str:
    """Open a session under a new id; what comes back is the value of its cookie. Nothing is taken from the browser."""
    token = secrets.token_urlsafe(32)
    at = now()
    session.add(
        UserSession(
            id=hashed(token),
            person=person,
            created_at=at,
            acted_at=at,
            level=level,
            proved_at=at,
            browser=browser[:200],
        )
    )
    return cookie_of(token)


def cookie_of(token: str, at: float | None = None) -> str:
    """The cookie of a session visited now."""
    return sign(_PURPOSE, f"{token}~{int(time.time() if at is None else at)}")


def hashed(token: str) -> str:
    """How a session's id is stored."""
    return sha256(token.encode()).hexdigest()


def recognise(session: Session, cookie: str) -> Recognised | None:
    """Who a cookie belongs to; nobody when it was never issued, is over, or was left alone too long."""
    value = unsign(_PURPOSE, cookie)
    if value is None:
        return None
    token, _, stamp = value.partition("~")
    query = (
        select(UserSession, Person.name, Person.language)
        .join(Person, col(Person.id) == UserSession.person)
        .where(UserSession.id == hashed(token), col(UserSession.ended_at).is_(None), col(Person.disabled_at).is_(None))
    )
    found = session.exec(query).first()
    if found is None:
        return None
    row, name, language = found
    at = time.time()
    grants = held(session, row.person)
    left_alone = at - float(stamp)
    if at - instant(row.created_at) > LONGEST or left_alone > idle_limit(grants):
        return None
    factors = bool(session.exec(select(Factor.id).where(Factor.person == row.person).limit(1)).first())
    actor = Actor(
        person=row.person,
        name=name,
        language=language,
        grants=grants,
        session=row.id,
        level=row.level,
        proved_at=instant(row.proved_at),
        pending=_pending(row.level, grants, factors=factors),
    )
    return Recognised(actor, cookie_of(token, at) if left_alone > _REFRESH else None)


def held(session: Session, person: str) -> tuple[Grant, ...]:
    """The roles that a person holds now, own ones first, then those that a delegation lends."""
    query = (
        select(Membership.role, Membership.body)
        .where(Membership.person == person)
        .order_by(col(Membership.body), col(Membership.role))
    )
    own = [Grant(role, body) for role, body in session.exec(query) if role in roles()]
    lending = [grant.body for grant in own if grant.role in LENT and grant.body.startswith(MRC)]
    if not lending:
        return tuple(own)
    lent = select(Delegation.city, Delegation.mrc).where(
        col(Delegation.mrc).in_(lending), col(Delegation.accepted_at).is_not(None), col(Delegation.ended_at).is_(None)
    )
    return (*own, *(Grant(LENT[0], city, via=mrc) for city, mrc in session.exec(lent.order_by(col(Delegation.city)))))


def idle_limit(grants: tuple[Grant, ...]) -> int:
    """How long a session may be left alone, in seconds: the shortest that any of its roles allows."""
    minutes = [roles()[grant.role].idle_minutes for grant in grants]
    return 60 * min(minutes, default=roles()["learner"].idle_minutes)


def _pending(level: int, grants: tuple[Grant, ...], *, factors: bool) -> str:
    """Which proof is still missing: the second one that was enrolled, or one that a role wants enrolled."""
    if level > 1:
        return ""
    if factors:
        return "prove"
    return "enrol" if any(roles()[grant.role].second_factor for grant in grants) else ""


def end(session: Session, person: str, *, only: str = "", but: str = "") -> int:
    """End one session of a person, or all (`but` one); what comes back is how many ended."""
    mine = and_(col(UserSession.person) == person, col(UserSession.ended_at).is_(None))
    which = col(UserSession.id) == only if only else col(UserSession.id) != but
    return touched(session, update(UserSession).where(mine, which).values(ended_at=now()))


def sessions_of(session: Session, actor: Actor) -> list[SessionRow]:
    """The sessions that are still open, the latest first."""
    query = (
        select(UserSession)
        .where(UserSession.person == actor.person, col(UserSession.ended_at).is_(None))
        .order_by(col(UserSession.created_at).desc())
    )
    fresh = [row for row in session.exec(query) if time.time() - instant(row.created_at) <= LONGEST]
    return [SessionRow(row.id, row.created_at, row.acted_at, row.browser, row.id == actor.session) for row in fresh]
