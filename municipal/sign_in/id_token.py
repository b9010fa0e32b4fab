"""The ID token: signed by the provider, for us, for this very sign-in, and of today; or refused."""

from collections.abc import Callable
from typing import Any, Final, Protocol

from joserfc import jwt
from joserfc.errors import BadSignatureError, ClaimError, JoseError, MissingAlgorithmError, UnsupportedAlgorithmError
from joserfc.jws import JWSRegistry

from municipal.sign_in.flow import RefusedError
from municipal.sign_in.provider_keys import Key
from municipal.sign_in.providers import Provider

# Signatures by a pair of keys alone: with HS256 too, our copy of a public key would pass for a shared secret.
ALGORITHMS: Final = ("RS256", "PS256", "ES256")
# How far two clocks may stand apart.
LEEWAY_SECONDS: Final = 60
LONGEST_SUBJECT: Final = 255
_CLOCK: Final = {"exp", "iat", "nbf"}


class _Signed(Protocol):
    def headers(self) -> dict[str, Any]: ...


def verified(
    token: str, provider: Provider, nonce: str, find: Callable[[str | None], Key | None], now: float
) -> dict[str, Any]:
    """The claims of an ID token that holds; `find` gives the provider's key of a name.

    Raises RefusedError: "forged" with the part that does not hold, or "clock".
    """
    claims = _signed(token, find)
    registry = jwt.JWTClaimsRegistry(
        now=int(now),
        leeway=LEEWAY_SECONDS,
        iss={"essential": True, "value": provider.issuer},
        aud={"essential": True},
        sub={"essential": True},
        iat={"essential": True},
        exp={"essential": True},
    )
    try:
        registry.validate(claims)
    except ClaimError as error:
        name = error.claim.split(",")[0]
        raise RefusedError("clock" if name in _CLOCK and name in claims else "forged", name) from error
    audience: str | list[str] = claims["aud"]
    # A token meant for another one as well could have been passed on by it.
    if audience not in (provider.client_id, [provider.client_id]):
        raise RefusedError("forged", "aud")
    if claims.get("azp", provider.client_id) != provider.client_id:
        raise RefusedError("forged", "azp")
    if not nonce or claims.get("nonce") != nonce:
        raise RefusedError("forged", "nonce")
    if not 0 < len(claims["sub"]) <= LONGEST_SUBJECT:
        raise RefusedError("forged", "sub")
    return claims


def _signed(token: str, find: Callable[[str | None], Key | None]) -> dict[str, Any]:
    """The claims of a token whose signature holds."""

    def key_of(given: _Signed) -> Key:
        header = given.headers()
        kid = header.get("kid")
        found = find(kid) if kid is None or isinstance(kid, str) else None
        if found is None:
            raise RefusedError("forged", "kid")
        if found.alg and found.alg != header["alg"]:
            raise RefusedError("forged", "alg")
        return found

    # A word of the header that we do not know is passed over, as RFC 7515 asks, unless it is said to be critical.
    registry = JWSRegistry(algorithms=ALGORITHMS, strict_check_header=False)
    try:
        read = jwt.decode(token, key_of, registry=registry)
    except (MissingAlgorithmError, UnsupportedAlgorithmError) as error:
        raise RefusedError("forged", "alg") from error
    except BadSignatureError as error:
        raise RefusedError("forged", "signature") from error
    except (JoseError, ValueError, TypeError, RecursionError) as error:
        raise RefusedError("forged", "format") from error
    # An access token or a sign-out notice, signed by the same key, is no ID token.
    if str(read.header.get("typ", "JWT")).upper() != "JWT":
        raise RefusedError("forged", "typ")
    return read.claims
