"""A credential signed as a VC-JWT, and a token read back: strictly, and before its signature is believed."""

import base64
import datetime as dt
import re
from collections.abc import Mapping
from typing import Any, Final

import msgspec
from joserfc import jws
from joserfc.errors import JoseError
from joserfc.jwk import ECKey, RSAKey
from joserfc.jws import JWSRegistry
from msgspec import Struct

from municipal.badges.credential import Json
from municipal.badges.told import ALGORITHM, KEY, SIGNATURE, STRUCTURE, RefusedError
from municipal.web.marking import mark

# Ours are RS256; other issuers may use these. Never `none`, nor what shares a secret.
OURS: Final = "RS256"
ALGORITHMS: Final = (OURS, "PS256", "ES256")
_KEY_TYPES: Final = {"RS256": "RSA", "PS256": "RSA", "ES256": "EC"}
LEAST_BITS, MOST_BITS = 2048, 8192
_MOST_EXPONENT_BITS: Final = 64
_SHAPE: Final = re.compile(r"[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+")
_PRIVATE: Final = {"d", "p", "q", "dp", "dq", "qi", "oth", "k"}


class _Registry(JWSRegistry):
    """The sizes that badges need: a foreign header holds a whole public key."""

    max_header_length = 4_096
    max_payload_length = 1_000_000


# A word of the header that we do not know is passed over, as RFC 7515 asks, unless it is said to be critical.
_REGISTRY: Final = _Registry(algorithms=ALGORITHMS, strict_check_header=False)


class Token(Struct, frozen=True):
    """A token whose parts could be read; nothing says yet that they are true."""

    text: str
    header: Json
    claims: Json


def secured(credential: Mapping[str, Any]) -> Json:
    """What is signed: the credential's own members, and beside them the claims that every JWT reader knows."""
    claims: Json = dict(credential)
    issuer: Any = credential["issuer"]
    claims["iss"] = issuer if isinstance(issuer, str) else issuer["id"]
    claims["jti"] = credential["id"]
    claims["sub"] = credential["credentialSubject"]["id"]
    claims["nbf"] = _seconds(credential["validFrom"])
    if "validUntil" in credential:
        claims["exp"] = _seconds(credential["validUntil"])
    return claims


def signed(credential: Mapping[str, Any], key: RSAKey, kid: str) -> str:
    """The credential as a compact token; the header says the algorithm, the key's address and the type, no more."""
    header: dict[str, Any] = {"alg": OURS, "kid": kid, "typ": "JWT"}
    return jws.serialize_compact(header, msgspec.json.encode(secured(credential)), key, registry=_REGISTRY)


def read(text: str) -> Token:
    """A compact token in its parts. Raises RefusedError."""
    if not _SHAPE.fullmatch(text):
        raise RefusedError(
            STRUCTURE,
            mark("Fournissez le badge entier\u00a0: ce jeton n’a pas ses trois parties, ou elles sont abîmées."),
        )
    parts = text.split(".")
    most = (_REGISTRY.max_header_length, _REGISTRY.max_payload_length, _REGISTRY.max_signature_length)
    if any(len(part) > size for part, size in zip(parts, most, strict=True)):
        raise RefusedError(STRUCTURE, mark("Ce jeton dépasse la taille permise."))
    header, payload, _ = (_decoded(part) for part in parts)
    return Token(text, _object(header), _object(payload))


def holds(token: Token, jwk: Mapping[str, Any]) -> None:
    """See that a token is signed by a key, with an algorithm that goes with it. Raises RefusedError."""
    algorithm = algorithm_of(token)
    if jwk.get("kty") != _KEY_TYPES[algorithm]:
        raise RefusedError(ALGORITHM, mark("L’algorithme annoncé ne va pas avec la clé de l’émetteur."))
    key = _imported(jwk)
    try:
        jws.deserialize_compact(token.text, key, registry=_REGISTRY)
    except (JoseError, ValueError, TypeError) as error:
        raise RefusedError(
            SIGNATURE, mark("La signature n’est pas celle de l’émetteur\u00a0: le badge est falsifié ou abîmé.")
        ) from error


def algorithm_of(token: Token) -> str:
    """The algorithm of a token, when it is one that proves something. Raises RefusedError."""
    algorithm = token.header.get("alg")
    if not isinstance(algorithm, str) or algorithm not in ALGORITHMS:
        raise RefusedError(
            ALGORITHM, mark("L’algorithme annoncé n’est pas accepté\u00a0: il ne prouve pas qui a signé.")
        )
    if "crit" in token.header or token.header.get("b64", True) is not True:
        raise RefusedError(ALGORITHM, mark("L’en-tête demande un traitement particulier, qui n’est pas accepté."))
    return algorithm


def public_only(jwk: object) -> Json:
    """A key that came from outside, once it is seen to be a public one. Raises RefusedError."""
    if not isinstance(jwk, dict) or _PRIVATE & set(jwk):  # type: ignore[reportUnknownArgumentType]
        raise RefusedError(KEY, mark("La clé jointe n’est pas une clé publique."))
    return jwk  # type: ignore[reportUnknownVariableType]


def _imported(jwk: Mapping[str, Any]) -> RSAKey | ECKey:
    wrong = RefusedError(KEY, mark("La clé de l’émetteur est trop faible, trop grande ou mal écrite."))
    try:
        if jwk["kty"] == "EC":
            return ECKey.import_key(dict(jwk))
        bits, exponent = (int.from_bytes(_raw(jwk[name])).bit_length() for name in ("n", "e"))
        if not LEAST_BITS <= bits <= MOST_BITS or exponent > _MOST_EXPONENT_BITS:
            raise wrong
        return RSAKey.import_key(dict(jwk))
    except (JoseError, ValueError, TypeError, KeyError) as error:
        raise wrong from error


def _decoded(part: str) -> bytes:
    """The bytes of a part, which can be written in one way only: another last letter would be another token."""
    try:
        found = _raw(part)
    except ValueError as error:
        raise RefusedError(STRUCTURE, mark("Une partie du jeton est abîmée.")) from error
    if base64.urlsafe_b64encode(found).rstrip(b"=").decode() != part:
        raise RefusedError(STRUCTURE, mark("Une partie du jeton est abîmée."))
    return found


def _raw(part: str) -> bytes:
    return base64.urlsafe_b64decode(part + "=" * (-len(part) % 4))


def _object(raw: bytes) -> Json:
    try:
        found = msgspec.json.decode(raw)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError) as error:
        raise RefusedError(STRUCTURE, mark("Le contenu du jeton ne se lit pas.")) from error
    if not isinstance(found, dict):
        raise RefusedError(STRUCTURE, mark("Le contenu du jeton ne se lit pas."))
    return found  # type: ignore[reportUnknownVariableType]


def _seconds(instant: str) -> int:
    return int(dt.datetime.fromisoformat(instant).timestamp())
