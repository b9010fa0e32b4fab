"""An Open Badges 3.0 credential as plain JSON values: no nulls, no empty arrays, instants without fractions."""

import datetime as dt
from collections.abc import Mapping
from typing import Any, Final

from msgspec import Struct

from municipal.badges.instants import zulu
from municipal.badges.locations import achievement_address, issuer_address, list_address
from municipal.badges.seed import Achievement
from municipal.learning.seeds import Competency

VERIFIABLE: Final = "https://www.w3.org/ns/credentials/v2"
BADGES: Final = "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json"
SCHEMA: Final = "https://purl.imsglobal.org/spec/ob/v3p0/schema/json-ld/ob_v3p0_achievementcredential_schema.json"

Json = dict[str, Any]

_FICTITIOUS: Final = {
    "fr": "Badge de démonstration\u00a0: la personne est fictive, et ce badge n’atteste rien.",
    "en": "Demonstration badge: the person is fictitious, and this badge certifies nothing.",
}


class Issuer(Struct, frozen=True):
    """Who issues: the address of the site, the issuer's own random id, and the body, which is never invented."""

    base: str
    id: str
    body_name: str = ""

    @property
    def address(self) -> str:
        """Who issues, as badges name it."""
        return issuer_address(self.base, self.id)

    @property
    def name(self) -> str:
        """The body responsible for this installation; the address of the site when the settings name none."""
        return self.body_name or self.base


class Award(Struct, frozen=True):
    """What one badge says: whose it is, for what, in which language, from when until when, and its place in a list."""

    id: str
    subject: str
    name: str
    achievement: Achievement
    language: str
    valid_from: dt.datetime
    valid_until: dt.datetime
    list: int
    place: int
    fictitious: bool = False


def credential(issuer: Issuer, award: Award, known: Mapping[str, Competency]) -> Json:
    """The credential of an award."""
    language, earned = award.language, award.achievement
    description = earned.text("description", language)
    if award.fictitious:
        description = f"{_FICTITIOUS[language]} {description}"
    status_list = list_address(issuer.base, award.list)
    return {
        "@context": [VERIFIABLE, BADGES],
        "id": award.id,
        "type": ["VerifiableCredential", "OpenBadgeCredential"],
        "issuer": profile(issuer),
        "validFrom": zulu(award.valid_from),
        "validUntil": zulu(award.valid_until),
        "name": earned.text("name", language),
        "description": description,
        "credentialSubject": {
            "id": award.subject,
            "type": ["AchievementSubject"],
            # The one place that the schema has for a person's name.
            "identifier": [
                {"type": "IdentityObject", "hashed": False, "identityHash": award.name, "identityType": "name"}
            ],
            "achievement": achievement_object(issuer.base, earned, language, known),
        },
        "credentialSchema": [{"id": SCHEMA, "type": "1EdTechJsonSchemaValidator2019"}],
        "credentialStatus": {
            "id": f"{status_list}#{award.place}",
            "type": "BitstringStatusListEntry",
            "statusPurpose": "revocation",
            "statusListIndex": str(award.place),
            "statusListCredential": status_list,
        },
    }


def profile(issuer: Issuer) -> Json:
    """Who issues."""
    return {"id": issuer.address, "type": ["Profile"], "name": issuer.name, "url": issuer.base}


def achievement_object(base: str, earned: Achievement, language: str, known: Mapping[str, Competency]) -> Json:
    """What can be earned, in a language; it names its twin in the other one, since a badge speaks one language."""
    address = achievement_address(base, earned.id, language)
    twin = "en" if language == "fr" else "fr"
    made: Json = {
        "id": address,
        "type": ["Achievement"],
        "achievementType": "MicroCredential",
        "name": earned.text("name", language),
        "description": earned.text("description", language),
        "criteria": {"id": address, "narrative": earned.text("criteria", language)},
        "inLanguage": f"{language}-CA",
        "image": {"id": f"{address}.svg", "type": "Image", "caption": earned.text("name", language)},
        "related": [
            {"id": achievement_address(base, earned.id, twin), "type": ["Related"], "inLanguage": f"{twin}-CA"}
        ],
    }
    if earned.hours:
        made["creditsAvailable"] = earned.hours
    if aligned := [_alignment(known[code], language, address) for code in earned.competencies if code in known]:
        made["alignment"] = aligned
    return made


def _alignment(competency: Competency, language: str, address: str) -> Json:
    return {
        "type": ["Alignment"],
        "targetName": competency.text("name", language),
        "targetCode": competency.code,
        "targetFramework": competency.source_title,
        "targetType": "ceasn:Competency",
        # Our own competencies are published where the badge is described.
        "targetUrl": competency.source_url or f"{address}#{competency.code}",
    }
