"""Award a badge, renew it, revoke it: each in the caller's own transaction, with its trace."""

import datetime as dt
import secrets
import uuid
from typing import Final

from sqlmodel import Session, select

from municipal.badges.credential import Award, Issuer, credential
from municipal.badges.instants import months_later, present
from municipal.badges.keys import signing
from municipal.badges.locations import check_address, key_address
from municipal.badges.places import draw, withdraw, withdrawn
from municipal.badges.queries import still_valid
from municipal.badges.seed import achievements, competencies
from municipal.badges.tables import Attestation
from municipal.badges.token import read, signed
from municipal.traces.chain import By, record
from municipal.web.format import stored

# Eighty bits: nobody comes upon a code by trying.
_CODE_BYTES: Final = 10


class NotReadyError(ValueError):
    """Nobody can earn this badge yet: its content does not exist."""


def award(
    session: Session,
    by: By,
    *,
    person: str,
    name: str,
    achievement: str,
    language: str,
    base: str,
    body_name: str = "",
    fictitious: bool = False,
) -> str:
    """Give a person the badge of an achievement; what comes back is its code.

    While they hold it in this language, the same code comes back. `base` is the address of the site, `body_name` the
    body that the settings name; `fictitious` says so in the badge, for the people of the demonstration.
    Raises NotReadyError.
    """
    if not achievements()[achievement].ready:
        raise NotReadyError(achievement)
    if held := still_valid(session, person, achievement, language):
        return held
    place = draw(session)
    row = Attestation(
        code=secrets.token_hex(_CODE_BYTES),
        person=person,
        name=name,
        achievement=achievement,
        language=language,
        token="",
        list=place.list,
        place=place.place,
        valid_from="",
        valid_until="",
        created_at=stored(present()),
    )
    _sign(session, row, f"urn:uuid:{uuid.uuid4()}", base=base, body_name=body_name, fictitious=fictitious)
    record(session, by, "badge.awarded", "badge", row.code, after=achievement)
    return row.code


def renew(session: Session, by: By, code: str, *, base: str, body_name: str = "", fictitious: bool = False) -> bool:
    """Sign a badge again, for as long as at first: same code, same place. False for one that is unknown or revoked.

    Since the place stays, a revocation also reaches what was signed before.
    """
    row = _row(session, code)
    place = withdrawn(session, row.list, row.place) if row else None
    if row is None or (place and place.at):
        return False
    subject = read(row.token).claims["sub"]
    _sign(session, row, subject, base=base, body_name=body_name, fictitious=fictitious)
    record(session, by, "badge.renewed", "badge", code)
    return True


def revoke(session: Session, by: By, code: str, reason: str) -> bool:
    """Revoke a badge for good; false when it is unknown or was revoked already. The reason is public."""
    row = _row(session, code)
    if row is None or not withdraw(session, row.list, row.place, reason):
        return False
    record(session, by, "badge.revoked", "badge", code, reason=reason)
    return True


def _row(session: Session, code: str) -> Attestation | None:
    return session.exec(select(Attestation).where(Attestation.code == code)).first()


def _sign(session: Session, row: Attestation, subject: str, *, base: str, body_name: str, fictitious: bool) -> None:
    key, earned = signing(session), achievements()[row.achievement]
    begins: dt.datetime = present()
    ends = months_later(begins, earned.months_valid)
    made = credential(
        Issuer(base, key.issuer, body_name),
        Award(
            id=check_address(base, row.code),
            subject=subject,
            name=row.name,
            achievement=earned,
            language=row.language,
            valid_from=begins,
            valid_until=ends,
            list=row.list,
            place=row.place,
            fictitious=fictitious,
        ),
        competencies(),
    )
    row.token = signed(made, key.key, key_address(base, key.number))
    row.valid_from, row.valid_until = stored(begins), stored(ends)
    session.add(row)
    session.flush()
