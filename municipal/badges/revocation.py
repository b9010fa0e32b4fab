"""Whether a badge was revoked, as far as can be told here: by our own rows, by a status list that lies beside it."""

from typing import Any

from sqlmodel import Session

from municipal.badges.claims import issuer_of
from municipal.badges.credential import Json
from municipal.badges.instants import day_of
from municipal.badges.keys import public_key
from municipal.badges.locations import key_in, list_in
from municipal.badges.places import withdrawn
from municipal.badges.reading import Beside
from municipal.badges.status import decoded, is_set
from municipal.badges.token import holds, read
from municipal.badges.told import REVOKED, STATUS, UNCHECKED, RefusedError, Told
from municipal.badges.trust import Trusted
from municipal.web.format import date
from municipal.web.marking import mark


class Standing:
    """What is found: why the badge no longer counts, and what could not be looked at."""

    def __init__(self) -> None:
        self.errors: list[Told] = []
        self.warnings: list[Told] = []


def standing(session: Session, credential: Json, trust: Trusted, beside: Beside, language: str) -> Standing:
    """Whether a badge still counts."""
    found = Standing()
    entry = credential.get("credentialStatus")
    if entry is None:
        return found
    place = place_in(entry)
    if place is None:
        found.warnings.append(_unchecked())
        return found
    address, number = place
    known = trust.own and _by_our_rows(session, address, number, found, language)
    if beside.status_list and not found.errors:
        known = _by_list(session, beside.status_list, credential, (address, number), trust, found) or known
    if not known and not found.errors:
        found.warnings.append(_unchecked())
    return found


def place_in(entry: Any) -> tuple[str, int] | None:  # noqa: ANN401 - whatever stood there
    """The list and the place of a status entry; its index is a text, or a number as others write it."""
    if not isinstance(entry, dict) or entry.get("type") != "BitstringStatusListEntry":  # type: ignore[reportUnknownMemberType]
        return None
    address: Any = entry.get("statusListCredential")  # type: ignore[reportUnknownMemberType]
    index: Any = entry.get("statusListIndex")  # type: ignore[reportUnknownMemberType]
    if entry.get("statusPurpose") != "revocation" or not isinstance(address, str):  # type: ignore[reportUnknownMemberType]
        return None
    text = str(index) if isinstance(index, str | int) and not isinstance(index, bool) else ""
    return (address, int(text)) if text.isascii() and text.isdigit() and len(text) < 10 else None  # noqa: PLR2004 - digits


def _by_our_rows(session: Session, address: str, number: int, found: Standing, language: str) -> bool:
    status_list = list_in(address)
    row = withdrawn(session, status_list, number) if status_list is not None else None
    if row and row.at:
        values = {"day": date(day_of(row.at), language), "reason": row.reason}
        found.errors.append(Told(REVOKED, mark("Ce badge a été révoqué le {day}. Motif\u00a0: {reason}"), values))
    return row is not None


def _by_list(
    session: Session, text: str, credential: Json, place: tuple[str, int], trust: Trusted, found: Standing
) -> bool:
    """Look at a list that lies beside the badge, once it is seen to be of the same issuer."""
    address, number = place
    try:
        token = read(text)
        key = public_key(session, key_in(token.header.get("kid")) or 0) if trust.own else trust.key
        holds(token, key or {})
        subject: Any = token.claims.get("credentialSubject")
        of_issuer = issuer_of(token.claims) == issuer_of(credential) and token.claims.get("id") == address
        if not of_issuer or subject["statusPurpose"] != "revocation":
            return False
        revoked = is_set(decoded(subject["encodedList"]), number)
    except (RefusedError, ValueError, TypeError, KeyError, AttributeError):
        said = mark("La liste jointe n’est pas celle de l’émetteur, ou elle est abîmée\u00a0: elle n’a pas compté.")
        found.warnings.append(Told(STATUS, said))
        return False
    if revoked:
        found.errors.append(Told(REVOKED, mark("Ce badge a été révoqué, selon la liste de son émetteur.")))
    return True


def _unchecked() -> Told:
    return Told(UNCHECKED, mark("On ne sait pas ici si ce badge a été révoqué."))
