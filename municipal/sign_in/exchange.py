"""One exchange with an identity provider, bounded in time and in size: the only module that opens a connection."""

import asyncio
import ssl
from collections.abc import Mapping
from functools import cache
from typing import Final, NamedTuple

import httpx

from municipal.sign_in.flow import RefusedError
from municipal.sign_in.providers import Provider
from municipal.sign_in.trusted import is_here, is_trusted

MOST_BYTES: Final = 1_000_000


class Answer(NamedTuple):
    """What the provider answered."""

    status: int
    body: bytes


def ask(provider: Provider, address: str, *, headers: Mapping[str, str] | None = None, form: str = "") -> Answer:
    """Read an address of the provider, or send it a form; call it from a thread, never from a running loop."""
    if not is_trusted(address, provider.issuer):
        raise RefusedError("setup", "address")
    try:
        return asyncio.run(_ask(provider, address, dict(headers or {}), form))
    except (httpx.HTTPError, httpx.InvalidURL, OSError) as error:
        raise RefusedError("unreachable", type(error).__name__) from error


async def _ask(provider: Provider, address: str, headers: dict[str, str], form: str) -> Answer:
    # What is packed could swell without end when unpacked: it is not asked for, and not read.
    headers = {"Accept": "application/json", "Accept-Encoding": "identity", "User-Agent": "municipal"} | headers
    # Within this machine no proxy stands between.
    client = httpx.AsyncClient(verify=_trust(), timeout=provider.seconds, trust_env=not is_here(address))
    method = "POST" if form else "GET"
    body = bytearray()
    # httpx bounds each step: a provider that drips would hold a thread for hours without a bound on the whole.
    async with (
        asyncio.timeout(provider.seconds),
        client,
        client.stream(method, address, headers=headers, content=form.encode() or None) as answer,
    ):
        if answer.headers.get("Content-Encoding", "identity") != "identity":
            raise RefusedError("unreachable", "packed")
        async for piece in answer.aiter_raw():
            body += piece
            if len(body) > MOST_BYTES:
                raise RefusedError("unreachable", "size")
    return Answer(answer.status_code, bytes(body))


@cache
def _trust() -> ssl.SSLContext:
    """The authorities that certificates are checked against, read once: `SSL_CERT_FILE` names others."""
    return httpx.create_ssl_context()
