"""Signing in through an identity provider: OpenID Connect's code flow, with PKCE, state and nonce."""

import re
from collections.abc import Mapping
from functools import partial
from secrets import compare_digest, token_urlsafe
from time import time
from typing import Any, Final
from urllib.parse import quote_plus

from authlib.oauth2 import ClientAuth, rfc7636
from authlib.oauth2.rfc6749 import parameters
from msgspec import Struct

from municipal.sign_in.exchange import Answer, RefusedError, ask
from municipal.sign_in.flow import Flow
from municipal.sign_in.id_token import verified
from municipal.sign_in.identified import Identified, identified
from municipal.sign_in.provider_keys import OK, Metadata, decoded, key, metadata
from municipal.sign_in.providers import Provider
from municipal.sign_in.trusted import is_trusted

# The library has no types.
_oauth: Any = parameters
_pkce: Any = rfc7636
_client_auth: Any = ClientAuth

_FORM: Final = {"Content-Type": "application/x-www-form-urlencoded"}
# RFC 6749: a refusal of the token endpoint is one of these; anything else is trouble.
_REFUSALS: Final = {400, 401}
_PASSING: Final = {"temporarily_unavailable", "server_error"}


class _Granted(Struct, frozen=True):
    id_token: str = ""


class _NotGranted(Struct, frozen=True):
    error: str


def begin(provider: Provider, redirect_uri: str) -> tuple[str, Flow]:
    """The address to which the browser is sent, by a plain link, and what must be kept until it comes back."""
    endpoint = metadata(provider).authorization_endpoint
    if not is_trusted(endpoint, provider.issuer):
        raise RefusedError("setup", "address")
    flow = Flow(provider.id, token_urlsafe(32), token_urlsafe(32), token_urlsafe(48))
    address = _oauth.prepare_grant_uri(
        endpoint,
        provider.client_id,
        "code",
        redirect_uri=redirect_uri,
        scope=" ".join(provider.scopes),
        state=flow.state,
        nonce=flow.nonce,
        code_challenge=_pkce.create_s256_code_challenge(flow.code_verifier),
        code_challenge_method="S256",
    )
    return address, flow


def finish(provider: Provider, flow: Flow | None, redirect_uri: str, query: Mapping[str, str]) -> Identified:
    """Who came back with these parameters; `flow` is what this browser began, forgotten before this is called.

    Raises RefusedError.
    """
    if flow is None or flow.provider != provider.id:
        raise RefusedError("unsolicited", "flow")
    if not flow.state or not compare_digest(query.get("state", "").encode(errors="replace"), flow.state.encode()):
        raise RefusedError("unsolicited", "state")
    known = metadata(provider)
    # RFC 9207: the answer of another provider, slipped into this flow, gives itself away by its name.
    if ("iss" in query or known.authorization_response_iss_parameter_supported) and (
        query.get("iss") != provider.issuer
    ):
        raise RefusedError("unsolicited", "iss")
    if "error" in query:
        raise RefusedError("unreachable" if query["error"] in _PASSING else "denied", _word(query["error"]))
    code = query.get("code", "")
    if not code or not code.isascii() or not code.isprintable():
        raise RefusedError("unsolicited", "code")
    token = _id_token(provider, known, flow, redirect_uri, code)
    return identified(provider, verified(token, provider, flow.nonce, partial(key, provider), time()))


def _id_token(provider: Provider, known: Metadata, flow: Flow, redirect_uri: str, code: str) -> str:
    """What the provider gives for a code, when we prove that we are those who asked."""
    form = _oauth.prepare_token_request(
        "authorization_code", redirect_uri=redirect_uri, code=code, code_verifier=flow.code_verifier
    )
    if "client_secret_post" in known.token_endpoint_auth_methods_supported:
        client = _client_auth(provider.client_id, provider.client_secret, "client_secret_post")
    else:
        # RFC 6749, 2.3.1: both are written as in a form first.
        client = _client_auth(quote_plus(provider.client_id), quote_plus(provider.client_secret), "client_secret_basic")
    address, headers, form = client.prepare("POST", known.token_endpoint, dict(_FORM), form)
    answer = ask(provider, address, headers=headers, form=form)
    if answer.status in _REFUSALS:
        error = decoded(Answer(OK, answer.body), _NotGranted).error
        raise RefusedError("spent" if error == "invalid_grant" else "setup", _word(error))
    token = decoded(answer, _Granted).id_token
    if not token:
        raise RefusedError("setup", "id_token")
    return token


def _word(error: str) -> str:
    """An error as the traces may keep it: a word as the standards define them, never somebody's text."""
    return error if re.fullmatch(r"[a-z_]{1,40}", error) else "unnamed"
