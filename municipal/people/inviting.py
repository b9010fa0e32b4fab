"""Invitations into a body: sent, waiting, withdrawn."""

from collections.abc import Iterable, Sequence

from msgspec import Struct
from sqlmodel import Session, col, select

from municipal.mail.outbox import post
from municipal.people.bodies import body_name
from municipal.people.messages import invitation
from municipal.people.one_time import make
from municipal.people.queries import person_by_email, roles_in, same_address
from municipal.people.roles import roles
from municipal.people.tables import OneTime
from municipal.traces.chain import By, now, record
from municipal.web.addresses import address


class InvitationRow(Struct, frozen=True):
    """An invitation that waits."""

    id: str
    email: str
    roles: tuple[str, ...]
    expires_at: str


def invitations(session: Session, body: str) -> list[InvitationRow]:
    """The invitations into a body that nobody has answered, the latest first."""
    return [InvitationRow(row.id, row.email or "", tuple(row.roles), row.expires_at) for row in _waiting(session, body)]


def invite(session: Session, by: By, *, body: str, email: str, wanted: Sequence[str], language: str, base: str) -> bool:
    """Invite an address with roles; false when it is somebody's of the body already. An earlier invitation ends."""
    known = person_by_email(session, email)
    if known and roles_in(session, known.id, body):
        return False
    same = same_address(email)
    _end(session, by, body, [row for row in _waiting(session, body) if row.email == same])
    made = make(session, "invite", email=same, body=body, roles=wanted, language=language, created_by=by.person)
    session.flush()
    names = ", ".join(roles()[role].name(language) for role in wanted)
    link = base + address("one_time", language, id=made.token)
    message = invitation(link, body_name(session, body, language) or body, names, language)
    post(session, to=same, subject=message.subject, text=message.text, language=language, kind="invitation")
    sent = next(row for row in _waiting(session, body) if row.email == same)
    record(session, by, "invitation.sent", "invitation", sent.id[:16], body=body, after=sorted(wanted))
    return True


def withdraw_invitation(session: Session, by: By, *, body: str, identity: str) -> bool:
    """End an invitation before it is used; false when there is none such."""
    return _end(session, by, body, [row for row in _waiting(session, body) if row.id == identity]) > 0


def forget_invitations_of(session: Session, by: By, *, body: str, person: str) -> int:
    """End what somebody sent who no longer manages the body's people."""
    return _end(session, by, body, [row for row in _waiting(session, body) if row.created_by == person])


def _end(session: Session, by: By, body: str, rows: Iterable[OneTime]) -> int:
    count = 0
    for row in rows:
        row.used_at = now()
        session.add(row)
        record(session, by, "invitation.withdrawn", "invitation", row.id[:16], body=body)
        count += 1
    return count


def _waiting(session: Session, body: str) -> list[OneTime]:
    query = select(OneTime).where(
        OneTime.body == body,
        OneTime.purpose == "invite",
        col(OneTime.used_at).is_(None),
        col(OneTime.expires_at) >= now(),
    )
    return list(session.exec(query.order_by(col(OneTime.created_at).desc())))
