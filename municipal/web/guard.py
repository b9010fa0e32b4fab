"""Round every request: safety headers on each answer, no write from another site, kept answers before any work."""

import datetime as dt
from collections.abc import Awaitable, Callable, Iterable
from functools import lru_cache
from typing import Any, Final

from litestar.types import ASGIApp, Message, Receive, Scope, Send

from municipal.web.actor import SLOT, Recognised
from municipal.web.addresses import paths
from municipal.web.cache import Kept, PageCache, etag
from municipal.web.cookies import PROGRESS, PROGRESS_PAGES, SESSION, cookie, header, read_cookie
from municipal.web.format import today

SAFE: Final = ("GET", "HEAD", "OPTIONS")
POLICY: Final = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
    "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'; object-src 'none'"
)
HEADERS: Final[list[tuple[bytes, bytes]]] = [
    (b"content-security-policy", POLICY.encode()),
    (b"x-content-type-options", b"nosniff"),
    (b"referrer-policy", b"same-origin"),
    (b"cross-origin-opener-policy", b"same-origin"),
    (b"permissions-policy", b"camera=(), microphone=(), geolocation=()"),
]
TLS_HEADER: Final = (b"strict-transport-security", b"max-age=31536000; includeSubDomains")
PUBLIC: Final = b"public, no-cache"
NO_STORE: Final = (b"cache-control", b"no-store")
VARY: Final = (b"vary", b"Accept-Encoding, HX-Request-Type")
MOST_BODY: Final = 10_000_000
# A file brought to the imports, with what a form adds to it; the door asks who sends it before its body is read.
MOST_UPLOAD: Final = 21_000_000
UPLOADS: Final = frozenset(paths("imports"))

Headers = dict[bytes, bytes]
Recognise = Callable[[str], Awaitable[Recognised | None]]


class Guard:
    """The outermost layer of the site.

    `version` gives the number of the public data, `recognise` who a session's cookie belongs to: asked only of who
    brings one, so that for everybody else a page costs what it cost before there were accounts.
    """

    def __init__(
        self, app: ASGIApp, version: Callable[[], int], *, salt: str, recognise: Recognise, secure: bool = False
    ) -> None:
        self._app = app
        self._version = version
        self._salt = salt
        self._recognise = recognise
        self._secure = secure
        self._cache = PageCache()
        self._day = ("", dt.date.min)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        headers: Headers = dict(scope["headers"])
        method: str = scope["method"]
        bare = method == "HEAD"
        if bare:
            # A copy: the server still has to know that the answer has no body.
            scope = scope | {"method": "GET"}  # type: ignore[assignment]
        send = _Armoured(send, tls=scope["scheme"] == "https", bare=bare)
        if method not in SAFE and not same_origin(headers, scope["scheme"]):
            await _refuse(send, 403, "Revenez à la page et envoyez de nouveau. / Go back to the page and send again.")
        elif int(_digits(headers.get(b"content-length", b"0"))) > (most := _most(scope["path"])):
            size = most // 10_000_000 * 10
            await _refuse(send, 413, f"Envoyez au plus {size} Mo. / Send at most {size} MB.")
        elif await self._signed_in(scope, send, headers) or self._carried(scope, send, headers):
            await self._app(scope, receive, send)
        elif method in ("GET", "HEAD"):
            await self._read(scope, receive, send, headers)
        else:
            await self._app(scope, receive, send)

    async def _signed_in(self, scope: Any, send: "_Armoured", headers: Headers) -> bool:  # noqa: ANN401 - an HTTP scope
        """Whether the request is somebody's: then nothing of the answer is kept anywhere."""
        brought = headers.get(b"cookie")
        if brought is None or scope["path"].startswith("/static/"):
            return False
        value = read_cookie(brought, SESSION, secure=self._secure)
        found = await self._recognise(value) if value else None
        if found is None:
            return False
        scope[SLOT] = found.actor
        send.private(header(cookie(SESSION, found.cookie, secure=self._secure)) if found.cookie else None)
        return True

    def _carried(self, scope: Any, send: "_Armoured", headers: Headers) -> bool:  # noqa: ANN401 - an HTTP scope
        """Whether the page shows where somebody stands who has no account: then it is theirs alone."""
        brought = headers.get(b"cookie")
        if brought is None or not scope["path"].startswith(PROGRESS_PAGES):
            return False
        if read_cookie(brought, PROGRESS, secure=self._secure) is None:
            return False
        send.private(None)
        return True

    def _key(self, scope: Any, headers: Headers) -> str:  # noqa: ANN401 - an HTTP scope
        """All that an answer may depend on; without a setting, our pages hold the address that the visitor used."""
        path: str = scope["path"]
        said = "" if path.startswith(("/fr", "/en", "/static")) else headers.get(b"accept-language", b"")
        partial, host = headers.get(b"hx-request-type", b"full"), headers.get(b"host", b"")
        return f"{self._salt}|{self._version()}|{_today()}|{host}|{path}?{scope['query_string']}|{partial}|{said}"

    async def _read(self, scope: Scope, receive: Receive, send: Send, headers: Headers) -> None:
        """A GET: the answer that is kept, 304 to who already has it, or a new one, kept when it says it may be."""
        key = self._key(scope, headers)
        tag = etag(key)
        kept = self._cache.get(key)
        if kept is None:
            catch = _Catch(send)
            await self._app(scope, receive, catch)
            if catch.start is None:
                return
            kept = Kept(headers=_own(catch.start["headers"]), body=b"".join(catch.body))
            status: int = catch.start["status"]
            control = dict(kept.headers).get(b"cache-control", b"")
            if status != 200 or not control.startswith(b"public"):  # noqa: PLR2004 - the status of success
                await _send(send, status, kept, headers, [] if control else [(b"cache-control", b"no-store")])
                return
            self._cache.put(key, kept)
        more = [(b"etag", tag), VARY]
        if tag in headers.get(b"if-none-match", b""):
            control = dict(kept.headers)[b"cache-control"]
            await send({"type": "http.response.start", "status": 304, "headers": [*more, (b"cache-control", control)]})
            await send({"type": "http.response.body", "body": b"", "more_body": False})
            return
        await _send(send, 200, kept, headers, more)


class _Armoured:
    """A `send` that adds the safety headers, and drops the body of a HEAD."""

    def __init__(self, send: Send, *, tls: bool, bare: bool) -> None:
        self._send = send
        self._tls = tls
        self._bare = bare
        self._private = False
        self._cookie: tuple[bytes, bytes] | None = None

    def private(self, fresh: tuple[bytes, bytes] | None) -> None:
        """Say that the answer is one person's, with their cookie renewed or not."""
        self._private, self._cookie = True, fresh

    async def __call__(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = list(message.get("headers", ()))
            if self._private:
                headers = _for_one(headers, self._cookie)
            message["headers"] = [*headers, *HEADERS, *([TLS_HEADER] if self._tls else [])]
        elif self._bare and message["type"] == "http.response.body":
            message["body"] = b""
        await self._send(message)


class _Catch:
    """A `send` that holds the whole answer back."""

    def __init__(self, send: Send) -> None:
        self._send = send
        self.start: Any = None
        self.body: list[bytes] = []

    async def __call__(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self.start = message
        elif message["type"] == "http.response.body":
            self.body.append(message.get("body", b""))


def _for_one(headers: list[tuple[bytes, bytes]], fresh: tuple[bytes, bytes] | None) -> list[tuple[bytes, bytes]]:
    """The headers of an answer that no cache keeps; a session that the handler sets or ends is not renewed over it."""
    sent = [(name, value) for name, value in headers if name not in (b"cache-control", b"etag")]
    renewed = fresh and not any(name == b"set-cookie" for name, _ in sent)
    return [*sent, NO_STORE, *([fresh] if renewed and fresh else [])]


async def _send(send: Send, status: int, kept: Kept, asked: Headers, more: list[tuple[bytes, bytes]]) -> None:
    body = kept.body
    sent = [*kept.headers, *more]
    if takes_gzip(asked.get(b"accept-encoding", b"")) and kept.worth_compressing():
        body = kept.gzip()
        sent.append((b"content-encoding", b"gzip"))
    sent.append((b"content-length", str(len(body)).encode()))
    await send({"type": "http.response.start", "status": status, "headers": sent})
    await send({"type": "http.response.body", "body": body, "more_body": False})


@lru_cache(maxsize=64)
def takes_gzip(header: bytes) -> bool:
    """Whether a browser takes compressed answers: it names gzip, and does not weigh it zero."""
    for part in header.lower().split(b","):
        name, _, weight = part.strip().partition(b";")
        if name.strip() == b"gzip":
            return weight.replace(b" ", b"").rstrip(b"0") not in (b"q=", b"q=0.")
    return False


async def _refuse(send: Send, status: int, text: str) -> None:
    headers = [(b"content-type", b"text/plain; charset=utf-8"), (b"cache-control", b"no-store")]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": text.encode(), "more_body": False})


def same_origin(headers: Headers, scheme: str) -> bool:
    """Whether a write comes from our own pages: what the browser says of its origin, in place of a token in forms.

    A program that sends neither header (the API) is let through: it carries nobody's cookie.
    """
    if site := headers.get(b"sec-fetch-site"):
        return site in (b"same-origin", b"none")
    origin = headers.get(b"origin")
    return origin is None or origin == scheme.encode() + b"://" + headers.get(b"host", b"")


def _most(path: str) -> int:
    return MOST_UPLOAD if path in UPLOADS else MOST_BODY


def _own(headers: Iterable[tuple[bytes, bytes]]) -> list[tuple[bytes, bytes]]:
    return [(name, value) for name, value in headers if name != b"content-length"]


def _digits(value: bytes) -> bytes:
    return value if value.isdigit() else b"0"


def _today() -> str:
    return today().isoformat()
