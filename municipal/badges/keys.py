"""The keys that sign this instance's badges: the private part sealed, the public ones of every year served."""

import uuid
from typing import Any, Final

import msgspec
from joserfc.jwk import RSAKey
from msgspec import Struct
from sqlmodel import Session, col, select

from municipal.badges.credential import Json
from municipal.badges.tables import IssuerKey
from municipal.keys import seal, unseal
from municipal.traces.chain import SYSTEM, By, now, record

BITS: Final = 2048


class Signing(Struct, frozen=True):
    """The key that signs today, and the issuer for whom it does."""

    number: int
    issuer: str
    key: RSAKey


def signing(session: Session) -> Signing:
    """The key that signs today; the first time, it is made, and with it the issuer's own id."""
    found = _newest(session)
    if found is None:
        found = _made(session, SYSTEM, 1, str(uuid.uuid4()))
    return _opened(found)


def signing_if_any(session: Session) -> Signing | None:
    """The key that signs today, where there is one already."""
    found = _newest(session)
    return _opened(found) if found else None


def rotate(session: Session, by: By) -> int:
    """Sign from now on with a new key; what the former ones signed stays verifiable. What comes back is its number."""
    found = _newest(session)
    if found:
        found.retired_at = now()
        session.add(found)
    return _made(session, by, found.number + 1 if found else 1, found.issuer if found else str(uuid.uuid4())).number


def issuer_id(session: Session) -> str | None:
    """This instance as an issuer; nothing before its first badge."""
    return session.exec(select(IssuerKey.issuer).limit(1)).first()


def public_key(session: Session, number: int) -> Json | None:
    """The public part of a key, retired or not."""
    found = session.exec(select(IssuerKey.public).where(IssuerKey.number == number)).first()
    return msgspec.json.decode(found) if found else None


def _newest(session: Session) -> IssuerKey | None:
    return session.exec(select(IssuerKey).order_by(col(IssuerKey.number).desc()).limit(1)).first()


def _made(session: Session, by: By, number: int, issuer: str) -> IssuerKey:
    key = RSAKey.generate_key(BITS)
    public: dict[str, Any] = dict(key.as_dict(private=False)) | {"alg": "RS256", "use": "sig"}
    row = IssuerKey(
        number=number,
        issuer=issuer,
        public=msgspec.json.encode(public, order="sorted").decode(),
        sealed=seal(key.as_pem(private=True).decode()),
        created_at=now(),
    )
    session.add(row)
    record(session, by, "badge.key_made", "issuer_key", str(number))
    return row


def _opened(row: IssuerKey) -> Signing:
    return Signing(row.number, row.issuer, RSAKey.import_key(unseal(row.sealed)))
