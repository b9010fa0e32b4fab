"""What a signed token says of itself: whether its two ways of saying it agree, and whether it is its time."""

import datetime as dt
from collections.abc import Iterator
from typing import Any, Final

from msgspec import Struct

from municipal.badges.credential import Json
from municipal.badges.told import CLAIMS, EARLY, EXPIRED, STRUCTURE, RefusedError, Told
from municipal.web.marking import mark

# How far the issuer's clock may be ahead of ours.
LEEWAY_SECONDS: Final = 60
_KINDS: Final = {"OpenBadgeCredential", "AchievementCredential"}
_LONGEST: Final = 200


class Shown(Struct, frozen=True):
    """What a reader is shown of a badge whose signature holds."""

    issuer: str
    name: str
    achievement: str
    valid_until: str


def credential_in(claims: Json) -> Json:
    """The credential of a token: its own members, or `vc` as version 1.1 wrote it. Raises RefusedError."""
    found = _object(claims.get("vc")) or claims
    kinds = {kind for kind in _list(found.get("type")) if isinstance(kind, str)}
    if "VerifiableCredential" not in kinds or not kinds & _KINDS:
        raise RefusedError(
            STRUCTURE, mark("Fournissez un badge Open Badges 3.0\u00a0: ce jeton signé est autre chose.")
        )
    if not _object(found.get("credentialSubject")) or not issuer_of(found):
        raise RefusedError(STRUCTURE, mark("Demandez un badge complet\u00a0: il manque l’émetteur ou la personne."))
    return found


def issuer_of(credential: Json) -> str:
    """Who issues, as the credential says."""
    issuer = credential.get("issuer")
    return _text(issuer if isinstance(issuer, str) else _object(issuer).get("id"))


def disagreements(claims: Json, credential: Json) -> Iterator[Told]:
    """Where the claims of the token and the credential do not say the same."""
    subject = _object(credential.get("credentialSubject")).get("id")
    for name, said, meant in (
        ("iss", claims.get("iss"), issuer_of(credential)),
        ("jti", claims.get("jti"), credential.get("id")),
        ("sub", claims.get("sub", subject), subject),
    ):
        if said != meant or (said is None and name != "sub"):
            yield Told(CLAIMS, mark("Le jeton et le badge se contredisent ({name})."), {"name": name})
    begins, ends = _begins(credential), _ends(credential)
    if begins is None or _number(claims.get("nbf")) != int(begins):
        yield Told(CLAIMS, mark("Le jeton et le badge se contredisent ({name})."), {"name": "nbf"})
    if "exp" in claims and (_number(claims["exp"]) is None or (ends is not None and claims["exp"] != int(ends))):
        yield Told(CLAIMS, mark("Le jeton et le badge se contredisent ({name})."), {"name": "exp"})


def omissions(claims: Json, credential: Json) -> Iterator[Told]:
    """What a token ought to say, and does not; others leave it out too, so it only warns."""
    if "sub" not in claims:
        yield Told(CLAIMS, mark("Le jeton ne dit pas à qui il est remis (sub)."))
    if "exp" not in claims and _ends(credential) is not None:
        yield Told(CLAIMS, mark("Le jeton ne dit pas quand il expire (exp); le badge le dit."))


def untimely(claims: Json, credential: Json, at: dt.datetime) -> Iterator[Told]:
    """Why it is not the time of a badge."""
    moment = at.timestamp()
    begins = [one for one in (_number(claims.get("nbf")), _begins(credential)) if one is not None]
    ends = [one for one in (_number(claims.get("exp")), _ends(credential)) if one is not None]
    if begins and moment + LEEWAY_SECONDS < max(begins):
        yield Told(EARLY, mark("Ce badge n’est pas encore valide."))
    if ends and moment >= min(ends):
        yield Told(EXPIRED, mark("Ce badge n’est plus valide\u00a0: il a expiré."))


def shown(credential: Json) -> Shown:
    """What a reader is shown; a stranger wrote it, so it is cut short and holds no control characters."""
    issuer, subject = credential.get("issuer"), _object(credential.get("credentialSubject"))
    named = [_object(one) for one in _list(subject.get("identifier"))]
    name = next((one.get("identityHash") for one in named if one.get("identityType") == "name"), "")
    achievement = _object(subject.get("achievement")).get("name") or credential.get("name")
    until = credential.get("validUntil") or credential.get("expirationDate")
    told = _object(issuer).get("name") or issuer_of(credential)
    return Shown(*(_plain(one) for one in (told, name, achievement, until)))


def _begins(credential: Json) -> float | None:
    return _instant(credential.get("validFrom") or credential.get("issuanceDate"))


def _ends(credential: Json) -> float | None:
    """When it ends; a date that cannot be read has ended already."""
    given = credential.get("validUntil") or credential.get("expirationDate")
    return (_instant(given) or 0) if given is not None else None


def _instant(given: object) -> float | None:
    try:
        found = dt.datetime.fromisoformat(given) if isinstance(given, str) else None
        return found.timestamp() if found and found.tzinfo else None
    except (ValueError, OverflowError):
        return None


def _number(given: object) -> float | None:
    return given if isinstance(given, int | float) and not isinstance(given, bool) else None


def _text(given: object) -> str:
    return given if isinstance(given, str) else ""


def _plain(given: object) -> str:
    return "".join(letter for letter in _text(given) if letter.isprintable())[:_LONGEST]


def _is_object(given: object) -> bool:
    return isinstance(given, dict)


def _object(given: Any) -> Json:  # noqa: ANN401 - whatever stood there
    """An object, or the one that an array holds; empty for anything else."""
    alone = _list(given)
    return alone[0] if len(alone) == 1 and _is_object(alone[0]) else {}


def _list(given: Any) -> list[Any]:  # noqa: ANN401 - whatever stood there
    if isinstance(given, list):
        return given  # type: ignore[reportUnknownVariableType]
    return [] if given is None else [given]
