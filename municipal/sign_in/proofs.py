"""One more proof: the code of an application, or a key; each answer serves once."""

import time
from hashlib import sha256
from ipaddress import ip_address
from typing import Final, Literal
from urllib.parse import urlsplit

from msgspec import Struct
from sqlmodel import Session

from municipal.keys import OtherKeyError, seal, sign, unseal, unsign
from municipal.people.factors import FactorRow, add_factor, factors_of, is_enrolled, used_factor
from municipal.sign_in import passkeys
from municipal.sign_in.totp import accepted
from municipal.traces.chain import By
from municipal.traces.once import spend_token

PURPOSE: Final = "passkey"
Act = Literal["register", "sign-in"]


class Site(Struct, frozen=True):
    """The site as a key knows it."""

    origin: str

    @property
    def rp_id(self) -> str:
        """The host alone."""
        return urlsplit(self.origin).hostname or "localhost"

    @property
    def takes_keys(self) -> bool:
        """Whether a key may be bound to it: to a name, never to a bare address (WebAuthn, 5.1.3)."""
        try:
            ip_address(self.rp_id)
        except ValueError:
            return True
        return False


class Asking(Struct, frozen=True):
    """What the page gives to the browser, and the sealed note of what was asked."""

    options: str
    flow: str


def code_proves(session: Session, person: str, code: str) -> bool:
    """Whether a code comes from one of the person's applications; each code serves once."""
    for factor in factors_of(session, person, "totp"):
        secret = _opened(factor.secret)
        step = secret and accepted(secret, code, last_step=factor.counter, now=time.time())
        if step:
            return used_factor(session, factor.id, seen=factor.counter, counter=step)
    return False


def enrol_code(session: Session, by: By, *, sealed: str, code: str) -> bool:
    """Enrol an application, once it has shown a right code; `sealed` holds the person and the secret."""
    person, _, secret = _opened(sealed).partition("~")
    step = accepted(secret, code, last_step=None, now=time.time()) if secret and person == by.person else None
    if step is None:
        return False
    add_factor(session, by, kind="totp", name="", secret=seal(secret), counter=step)
    return True


def ask_key(session: Session, site: Site, person: str, act: Act, *, name: str = "") -> Asking:
    """Ask for a key: a new one, or a proof by one that the person has."""
    known = [row.credential for row in factors_of(session, person, "passkey") if row.credential]
    if act == "register":
        asked = passkeys.registration_options(person, name, site.rp_id, "Repère", known)
    else:
        asked = passkeys.authentication_options(site.rp_id, known)
    return Asking(asked.options, sign(PURPOSE, f"{act}~{person}~{int(time.time())}~{asked.challenge}"))


def enrol_key(session: Session, by: By, site: Site, *, flow: str, credential: str, name: str) -> bool:
    """Enrol a key, from what the browser answers."""
    challenge = _challenge(session, flow, by.person, "register")
    if challenge is None:
        return False
    try:
        made = passkeys.verify_registration(credential, challenge=challenge, rp_id=site.rp_id, origin=site.origin)
    except passkeys.RefusedError:
        return False
    if is_enrolled(session, made.credential_id):
        return False
    add_factor(
        session,
        by,
        kind="passkey",
        name=name,
        secret=made.public_key,
        credential=made.credential_id,
        counter=made.sign_count,
    )
    return True


def key_proves(session: Session, person: str, site: Site, *, flow: str, credential: str) -> bool:
    """Whether one of the person's keys answered what was asked; RegressError when its counter went back."""
    challenge = _challenge(session, flow, person, "sign-in")
    if challenge is None:
        return False
    try:
        named = passkeys.credential_id(credential)
        mine = [row for row in factors_of(session, person, "passkey") if row.credential == named]
        return bool(mine) and _key_proves(session, person, site, mine[0], challenge, credential)
    except passkeys.RegressError:
        raise
    except passkeys.RefusedError:
        return False


def _opened(sealed: str) -> str:
    """What was sealed; an impossible secret when the installation's key is another one now, which doctor tells."""
    try:
        return unseal(sealed)
    except OtherKeyError:
        return ""


def _key_proves(session: Session, person: str, site: Site, mine: FactorRow, challenge: str, credential: str) -> bool:
    known = passkeys.Passkey(mine.credential or "", mine.secret, mine.counter)
    proven = passkeys.verify_authentication(
        credential, passkey=known, person_id=person, challenge=challenge, rp_id=site.rp_id, origin=site.origin
    )
    return used_factor(session, mine.id, seen=mine.counter, counter=proven.sign_count)


def _challenge(session: Session, flow: str, person: str, act: Act) -> str | None:
    """The challenge of a note of ours, not older than five minutes, for this person and act; each serves once."""
    noted = (unsign(PURPOSE, flow) or "").split("~", 3)
    if len(noted) != 4 or noted[0] != act or noted[1] != person or time.time() - float(noted[2]) > passkeys.SECONDS:  # noqa: PLR2004 - its four parts
        return None
    token = sha256(noted[3].encode()).hexdigest()
    return noted[3] if spend_token(session, token, person) else None
