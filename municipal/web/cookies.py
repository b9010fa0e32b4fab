"""Our cookies: none before somebody signs in or answers a question, none read by a script, all bound to this site."""

from typing import Final

from litestar.datastructures import Cookie

SESSION: Final = "sid"
# Where a learner stands who has no account; only the pages that begin so look at it.
PROGRESS: Final = "progress"
PROGRESS_PAGES: Final = ("/fr/apprendre", "/en/learn")
# Over TLS the browser itself refuses a cookie of this name that another site, or a path, would set.
_BOUND: Final = "__Host-"


def cookie_name(name: str, *, secure: bool) -> str:
    """The name of a cookie: bound to the host wherever TLS lets it be."""
    return f"{_BOUND}{name}" if secure else name


def cookie(name: str, value: str, *, secure: bool, seconds: int | None = None) -> Cookie:
    """A cookie of ours; without `seconds` it goes with the browser, with 0 at once."""
    return Cookie(
        key=cookie_name(name, secure=secure),
        value=value,
        max_age=seconds,
        httponly=True,
        secure=secure,
        samesite="lax",
        path="/",
    )


def header(made: Cookie) -> tuple[bytes, bytes]:
    """The cookie as a header of an answer."""
    return b"set-cookie", made.to_header(header="").encode("latin-1")


def read_cookie(header_value: bytes, name: str, *, secure: bool) -> str | None:
    """The value of one of our cookies in what a browser sent; nothing when it says it twice."""
    wanted = cookie_name(name, secure=secure).encode()
    found = [
        value for part in header_value.split(b";") for key, _, value in [part.strip().partition(b"=")] if key == wanted
    ]
    return found[0].decode("latin-1") if len(found) == 1 else None
