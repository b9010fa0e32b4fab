"""Questions about the badges that people earned: a session in, Structs out."""

from typing import Literal

from msgspec import Struct
from sqlmodel import Session, col, select

from municipal.badges.instants import day_of
from municipal.badges.places import withdrawn
from municipal.badges.tables import Attestation
from municipal.traces.chain import now

State = Literal["valid", "expired", "revoked"]


class AttestationRow(Struct, frozen=True):
    """A badge as anyone may see it: a name, what was earned, from when until when, and whether it still counts.

    The days are those of Québec; `revoked_on` and `reason` are empty unless it was revoked.
    """

    code: str
    name: str
    achievement: str
    language: str
    issued_on: str
    valid_until: str
    state: State
    revoked_on: str = ""
    reason: str = ""


def attestation(session: Session, code: str) -> AttestationRow | None:
    """The badge of a code."""
    found = session.exec(select(Attestation).where(Attestation.code == code)).first()
    return _row(session, found) if found else None


def token_of(session: Session, code: str) -> str | None:
    """The signed badge of a code."""
    return session.exec(select(Attestation.token).where(Attestation.code == code)).first()


def of_person(session: Session, person: str) -> list[AttestationRow]:
    """A person's badges, the newest first."""
    query = select(Attestation).where(Attestation.person == person)
    ordered = query.order_by(col(Attestation.valid_from).desc(), Attestation.code)
    return [_row(session, one) for one in session.exec(ordered)]


def still_valid(session: Session, person: str, achievement: str, language: str) -> str | None:
    """The code of a person's badge for an achievement in a language, while it counts."""
    rows = of_person(session, person)
    same = (row for row in rows if (row.achievement, row.language, row.state) == (achievement, language, "valid"))
    return next((row.code for row in same), None)


def _row(session: Session, one: Attestation) -> AttestationRow:
    place = withdrawn(session, one.list, one.place)
    revoked_at = place.at if place else None
    expired = one.valid_until <= now()
    return AttestationRow(
        code=one.code,
        name=one.name,
        achievement=one.achievement,
        language=one.language,
        issued_on=day_of(one.valid_from),
        valid_until=day_of(one.valid_until),
        state="revoked" if revoked_at else "expired" if expired else "valid",
        revoked_on=day_of(revoked_at) if revoked_at else "",
        reason=place.reason if place and revoked_at else "",
    )
