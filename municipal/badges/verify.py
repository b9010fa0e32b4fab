"""Verify a badge, offline: its structure, its signature, what it claims, its dates, its status; in that order."""

import datetime as dt

from msgspec import Struct
from sqlmodel import Session

from municipal.badges.claims import credential_in, disagreements, omissions, shown, untimely
from municipal.badges.instants import present
from municipal.badges.reading import Beside, Format, format_of, token_in
from municipal.badges.revocation import standing
from municipal.badges.token import holds, read
from municipal.badges.told import RefusedError
from municipal.badges.trust import trusted


class Verdict(Struct, frozen=True):
    """What a verification found; who and what are told only of a badge whose signature holds."""

    valid: bool
    format: Format
    errors: list[str]
    warnings: list[str]
    issuer: str = ""
    name: str = ""
    achievement: str = ""
    valid_until: str = ""


def verify(
    session: Session,
    data: bytes,
    language: str,
    *,
    beside: Beside | None = None,
    at: dt.datetime | None = None,
) -> Verdict:
    """The verdict on the content of a file; whatever the file holds, there is one."""
    form = format_of(data)
    lying = beside or Beside()
    try:
        token = read(token_in(data, form))
        trust = trusted(session, token, lying)
        holds(token, trust.key)
        credential = credential_in(token.claims)
    except RefusedError as refused:
        return Verdict(False, form, [refused.told.said(language)], [])  # noqa: FBT003 - not valid
    status = standing(session, credential, trust, lying, language)
    errors = [
        *disagreements(token.claims, credential),
        *untimely(token.claims, credential, at or present()),
        *status.errors,
    ]
    warnings = [*([trust.warning] if trust.warning else []), *omissions(token.claims, credential), *status.warnings]
    seen = shown(credential)
    return Verdict(
        valid=not errors,
        format=form,
        errors=[one.said(language) for one in errors],
        warnings=[one.said(language) for one in warnings],
        issuer=seen.issuer,
        name=seen.name,
        achievement=seen.achievement,
        valid_until=seen.valid_until,
    )
