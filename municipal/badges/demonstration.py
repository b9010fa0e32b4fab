"""One badge of each kind for somebody who does not exist, to try other readers with."""

import uuid
from typing import Final

import msgspec
from sqlmodel import Session

from municipal.badges.baking import baked
from municipal.badges.credential import Award, Issuer, Json, credential
from municipal.badges.instants import months_later, present
from municipal.badges.keys import public_key, signing
from municipal.badges.locations import key_address
from municipal.badges.picture import picture
from municipal.badges.places import DEMONSTRATION, draw, revoked
from municipal.badges.seed import achievements, competencies
from municipal.badges.status import status_list
from municipal.badges.token import signed

NAMES: Final = {"fr": "Camille Exemple (personne fictive)", "en": "Camille Exemple (fictitious person)"}


def demonstration(session: Session, *, base: str, body_name: str, language: str) -> dict[str, str]:
    """The files by their names: each badge as a token and as a picture, the public key, the status list."""
    key, begins = signing(session), present()
    issuer, kid = Issuer(base, key.issuer, body_name), key_address(base, key.number)
    subject = f"urn:uuid:{uuid.uuid4()}"
    files: dict[str, str] = {}
    for earned in achievements().values():
        place = draw(session, DEMONSTRATION)
        award = Award(
            id=f"urn:uuid:{uuid.uuid4()}",
            subject=subject,
            name=NAMES[language],
            achievement=earned,
            language=language,
            valid_from=begins,
            valid_until=months_later(begins, earned.months_valid),
            list=place.list,
            place=place.place,
            fictitious=True,
        )
        token = signed(credential(issuer, award, competencies()), key.key, kid)
        files[f"{earned.id}.jwt"] = token
        files[f"{earned.id}.svg"] = baked(picture(earned, language), token)
    files["issuer-jwk.json"] = msgspec.json.encode(published(session, base, key.number)).decode()
    places = revoked(session, DEMONSTRATION)
    files["status-list.jwt"] = signed(status_list(issuer, DEMONSTRATION, places, begins), key.key, kid)
    return files


def published(session: Session, base: str, number: int) -> Json | None:
    """A public key as it is published: with the address by which tokens name it."""
    found = public_key(session, number)
    return found | {"kid": key_address(base, number)} if found else None
