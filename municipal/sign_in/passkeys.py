"""Passkeys (WebAuthn): what the browser is asked, and whether its answer holds."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, Final

from msgspec import Struct

if TYPE_CHECKING:
    from webauthn.helpers import structs

# The person has five minutes, and so has the challenge: who keeps it forgets it then, or at its first use.
SECONDS: Final = 300
# An answer without attestation takes some 800 characters.
_LONGEST: Final = 20_000


class Asked(Struct, frozen=True):
    """What the browser is asked, as JSON, and the challenge to keep until it answers."""

    options: str
    challenge: str


class Passkey(Struct, frozen=True):
    """A passkey as it is kept: its name and its public key in base64url, and how often it says it signed."""

    credential_id: str
    public_key: str
    sign_count: int


class RefusedError(Exception):
    """The answer does not hold; the message says why, for the log alone."""


class RegressError(RefusedError):
    """The answer is signed, but its counter went back: the passkey may have been copied, and somebody must be told."""


def registration_options(person_id: str, name: str, rp_id: str, rp_name: str, exclude: Iterable[str]) -> Asked:
    """Ask for a new passkey on a device that verifies its user; `exclude`: the credentials that the person has."""
    return _asked(
        _library().generate_registration_options(
            rp_id=rp_id,
            rp_name=rp_name,
            user_id=person_id.encode(),
            user_name=name,
            timeout=SECONDS * 1000,
            authenticator_selection=_structs().AuthenticatorSelectionCriteria(
                resident_key=_structs().ResidentKeyRequirement.PREFERRED,
                user_verification=_structs().UserVerificationRequirement.REQUIRED,
            ),
            exclude_credentials=_named(exclude),
        )
    )


def verify_registration(credential: str, *, challenge: str, rp_id: str, origin: str) -> Passkey:
    """The passkey to keep, from the JSON that the browser sent back; raises RefusedError."""
    with _refusing():
        given = _helpers().parse_registration_credential_json(_bounded(credential))
        _in_our_own_page(given.response.client_data_json)
        found = _library().verify_registration_response(
            credential=given,
            expected_challenge=_helpers().base64url_to_bytes(challenge),
            expected_rp_id=rp_id,
            expected_origin=origin,
            require_user_verification=True,
        )
    key = _helpers().bytes_to_base64url(found.credential_public_key)
    return Passkey(_helpers().bytes_to_base64url(found.credential_id), key, found.sign_count)


def authentication_options(rp_id: str, allow: Iterable[str]) -> Asked:
    """Ask for a proof by one of these credentials; with none, by any that the device holds for this site."""
    return _asked(
        _library().generate_authentication_options(
            rp_id=rp_id,
            timeout=SECONDS * 1000,
            allow_credentials=_named(allow),
            user_verification=_structs().UserVerificationRequirement.REQUIRED,
        )
    )


def credential_id(credential: str) -> str:
    """Which passkey an answer says it comes from, to find who has it; proves nothing yet. Raises RefusedError."""
    with _refusing():
        return _helpers().bytes_to_base64url(
            _helpers().parse_authentication_credential_json(_bounded(credential)).raw_id
        )


def verify_authentication(
    credential: str, *, passkey: Passkey, person_id: str, challenge: str, rp_id: str, origin: str
) -> Passkey:
    """The passkey with its new counter, to keep in place of the former; raises RefusedError or RegressError."""
    with _refusing():
        given = _helpers().parse_authentication_credential_json(_bounded(credential))
        _in_our_own_page(given.response.client_data_json)
        if _helpers().bytes_to_base64url(given.raw_id) != passkey.credential_id:
            raise RefusedError("another passkey")
        if given.response.user_handle not in (None, b"", person_id.encode()):
            raise RefusedError("another person")
        found = _library().verify_authentication_response(
            credential=given,
            expected_challenge=_helpers().base64url_to_bytes(challenge),
            expected_rp_id=rp_id,
            expected_origin=origin,
            credential_public_key=_helpers().base64url_to_bytes(passkey.public_key),
            # The library would look at the counter before the signature: a forged answer could raise the alarm.
            credential_current_sign_count=0,
            require_user_verification=True,
        )
    # A passkey that several devices share counts nothing, and always says 0 (WebAuthn 3, 6.1.1).
    if (found.new_sign_count or passkey.sign_count) and found.new_sign_count <= passkey.sign_count:
        raise RegressError(f"counter {found.new_sign_count} after {passkey.sign_count}")
    return Passkey(passkey.credential_id, passkey.public_key, found.new_sign_count)


def _library() -> Any:  # noqa: ANN401 - a module
    """The library, loaded by the first who has a key: it weighs thirteen megabytes that most installations spare."""
    import webauthn  # noqa: PLC0415

    return webauthn


def _helpers() -> Any:  # noqa: ANN401 - a module
    return _library().helpers


def _structs() -> Any:  # noqa: ANN401 - a module
    return _library().helpers.structs


def _asked(
    options: "structs.PublicKeyCredentialCreationOptions | structs.PublicKeyCredentialRequestOptions",
) -> Asked:
    return Asked(_helpers().options_to_json(options), _helpers().bytes_to_base64url(options.challenge))


def _named(credentials: Iterable[str]) -> "list[structs.PublicKeyCredentialDescriptor]":
    return [_structs().PublicKeyCredentialDescriptor(id=_helpers().base64url_to_bytes(one)) for one in credentials]


def _bounded(credential: str) -> str:
    if len(credential) > _LONGEST:
        raise RefusedError("too long")
    return credential


def _in_our_own_page(client_data: bytes) -> None:
    """Refuse an answer that was given within a page of another site."""
    if _helpers().parse_client_data_json(client_data).cross_origin:
        raise RefusedError("in a page of another origin")


@contextmanager
def _refusing() -> Iterator[None]:
    """Turn any failure into a refusal: what a stranger sends goes through parsers that raise whatever they meet."""
    try:
        yield
    except RefusedError:
        raise
    except Exception as fault:
        raise RefusedError(f"{type(fault).__name__}: {fault}") from fault
