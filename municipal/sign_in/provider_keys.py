"""What an identity provider publishes about itself: its addresses, and the keys that its tokens are checked with."""

from threading import Lock
from time import monotonic
from typing import Any, Final, TypeAlias, TypeVar

import msgspec
from joserfc.errors import JoseError
from joserfc.jwk import ECKey, RSAKey
from msgspec import Struct

from municipal.sign_in.exchange import Answer, RefusedError, ask
from municipal.sign_in.providers import Provider

Key: TypeAlias = RSAKey | ECKey
Read = TypeVar("Read")

KEPT_SECONDS: Final = 3600
# An unknown key may be a new one; a forger who invents names must not make us ask without end.
AGAIN_SECONDS: Final = 60
# After a failure, those who wait at the door are told at once.
PAUSE_SECONDS: Final = 10
OK: Final = 200
_LEAST_RSA_BITS: Final = 2048
_PUBLIC: Final = {"kty", "kid", "alg", "n", "e", "crv", "x", "y"}


class Metadata(Struct, frozen=True):
    """The part of a provider's metadata that we use."""

    issuer: str
    authorization_endpoint: str
    token_endpoint: str
    jwks_uri: str
    token_endpoint_auth_methods_supported: tuple[str, ...] = ("client_secret_basic",)
    authorization_response_iss_parameter_supported: bool = False


class _KeySet(Struct, frozen=True):
    keys: list[dict[str, Any]]


class _Kept(Struct):
    keys: dict[str, Key]
    read: float
    asked: float


_metadata: dict[str, tuple[float, Metadata]] = {}
_failed: dict[str, float] = {}
_keys: dict[str, _Kept] = {}
_turn: Final = Lock()


def forget() -> None:
    """Forget all that was read, as a new process would."""
    _metadata.clear()
    _failed.clear()
    _keys.clear()


def metadata(provider: Provider) -> Metadata:
    """The provider's metadata, read again after an hour; its issuer must be the very one that is set."""
    kept = _metadata.get(provider.issuer)
    if kept and monotonic() - kept[0] < KEPT_SECONDS:
        return kept[1]
    failed = _failed.get(provider.issuer)
    if failed is not None and monotonic() - failed < PAUSE_SECONDS:
        raise RefusedError("unreachable", "pause")
    try:
        address = provider.issuer.rstrip("/") + "/.well-known/openid-configuration"
        found = decoded(ask(provider, address), Metadata)
    except RefusedError:
        _failed[provider.issuer] = monotonic()
        raise
    if found.issuer != provider.issuer:
        raise RefusedError("setup", "issuer")
    _metadata[provider.issuer] = (monotonic(), found)
    return found


def key(provider: Provider, kid: str | None) -> Key | None:
    """The provider's key of that name, or its only one when no name is given.

    An unknown name makes us read the keys again, at most once a minute.
    """
    with _turn:
        now = monotonic()
        kept = _keys.get(provider.issuer)
        if kept:
            found = _named(kept.keys, kid)
            if now - kept.read < KEPT_SECONDS and (found or now - kept.asked < AGAIN_SECONDS):
                return found
            kept.asked = now
    answer = ask(provider, metadata(provider).jwks_uri)
    keys = {given.get("kid", ""): made for given in decoded(answer, _KeySet).keys if (made := _key(given))}
    _keys[provider.issuer] = _Kept(keys, now, now)
    return _named(keys, kid)


def _named(keys: dict[str, Key], kid: str | None) -> Key | None:
    # OpenID Connect Core, 10.1: a name may be left out by who has but one key.
    return keys.get(kid) if kid is not None else next(iter(keys.values())) if len(keys) == 1 else None


def decoded(answer: Answer, type_: type[Read]) -> Read:
    """An answer as a Struct; anything else than a sound one is as good as none."""
    if answer.status != OK:
        raise RefusedError("unreachable", f"status {answer.status}")
    try:
        return msgspec.json.decode(answer.body, type=type_)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise RefusedError("unreachable", "garbage") from error


def _key(given: dict[str, Any]) -> Key | None:
    """A key that may check a signature; what we cannot use does not spoil the others."""
    if given.get("use", "sig") != "sig" or not isinstance(given.get("kid", ""), str):
        return None
    public = {name: value for name, value in given.items() if name in _PUBLIC}
    try:
        if given.get("kty") == "EC":
            return ECKey.import_key(public)
        if given.get("kty") == "RSA":
            made = RSAKey.import_key(public)
            return made if made.public_key.key_size >= _LEAST_RSA_BITS else None
    except (JoseError, ValueError, TypeError, AttributeError):
        pass
    return None
