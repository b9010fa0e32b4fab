"""Whom the verified claims of an ID token speak of: a key that never changes hands, a city, a proof."""

from typing import Any, Final, cast

from msgspec import Struct

from municipal.sign_in.flow import RefusedError
from municipal.sign_in.providers import Provider

LONGEST_TEXT: Final = 200


class Identified(Struct, frozen=True):
    """Who has come: known by (issuer, subject) alone, since addresses and names change hands."""

    issuer: str
    subject: str
    email: str
    name: str
    city: str | None
    second_factor: bool


def identified(provider: Provider, claims: dict[str, Any]) -> Identified:
    """The person of verified claims; refused when the organization is not on the provider's list."""
    return Identified(
        issuer=provider.issuer,
        subject=_subject(provider, claims),
        # An address that nobody verified could be somebody else's, kept from them before they come.
        email=_text(claims.get("email")) if claims.get("email_verified") is True else "",
        name=_text(claims.get("name")),
        city=_city(provider, claims),
        second_factor=_proved_twice(provider, claims),
    )


def _subject(provider: Provider, claims: dict[str, Any]) -> str:
    """The claim `sub`; for Entra `oid`, since its `sub` differs from one application to the next."""
    if provider.tenant_claim != "tid":
        return claims["sub"]
    # The issuer stays in the key, and names one tenant: no other provider can speak for its people.
    person = claims.get("oid")
    if not isinstance(person, str) or not 0 < len(person) <= LONGEST_TEXT:
        raise RefusedError("forged", "oid")
    return person


def _city(provider: Provider, claims: dict[str, Any]) -> str | None:
    """The municipality of the person's organization, where the provider tells organizations apart."""
    if not provider.tenant_claim:
        return None
    tenant = claims.get(provider.tenant_claim)
    if not isinstance(tenant, str) or tenant not in provider.tenants:
        raise RefusedError("tenant", provider.tenant_claim)
    return provider.tenants[tenant]


def _proved_twice(provider: Provider, claims: dict[str, Any]) -> bool:
    """Whether the provider says, in words that the installation chose, that two proofs were given."""
    given = claims.get("amr")
    methods = cast("list[Any]", given) if isinstance(given, list) else list[Any]()
    return any(method in provider.mfa_amr for method in methods) or claims.get("acr") in provider.mfa_acr


def _text(value: object) -> str:
    """A text that somebody else wrote: one line, no sign that does not show, of a bearable length."""
    words = " ".join(value.split()) if isinstance(value, str) else ""
    return "".join(sign for sign in words if sign.isprintable())[:LONGEST_TEXT]
