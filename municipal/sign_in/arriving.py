"""What every way in shares: which browser asks, where it goes once inside, and where messages may lead."""

import re
from ipaddress import ip_address
from typing import Final

from litestar.response import Redirect

from municipal.db import reading
from municipal.learning.keeping import carry_over
from municipal.people.sessions import recognise
from municipal.sign_in.proofs import Site
from municipal.web.addresses import address
from municipal.web.cookies import SESSION, cookie, read_cookie
from municipal.web.onward import within
from municipal.web.page import AddressMissing, Asked, base_url, language, settings

ASKED: Final = "asked"
ONE_PROOF: Final = 1
ALL_PROOFS: Final = 2
_LONGEST: Final = 200
_SITE: Final = re.compile(r"https?://(?:\[(?P<six>[0-9a-f:]+)\]|(?P<name>[a-z0-9-]+(?:\.[a-z0-9-]+)*))(?::\d{1,5})?")
# Names that lead nowhere outside a local network (RFC 6761, RFC 6762).
_NEAR: Final = ("localhost", "local")


def inside(request: Asked, value: str, back: str, otherwise: str = "account") -> Redirect:
    """Inside, where one wanted to go, with the session's cookie."""
    there = within(back) or address(otherwise, language(request))
    answer = Redirect(there, status_code=303, headers={"cache-control": "no-store"})
    answer.set_cookie(cookie(SESSION, value, secure=settings(request).secure))
    # What this browser learned before it had an account goes along.
    with reading() as session:
        known = recognise(session, value)
    emptied = carry_over(request, known.actor.person) if known and not known.actor.pending else None
    if emptied:
        answer.set_cookie(emptied)
    return answer


def asked_by(request: Asked) -> str | None:
    """What binds a link to the browser that asked for it."""
    return read_cookie(request.headers.get("cookie", "").encode("latin-1"), ASKED, secure=settings(request).secure)


def asked_from(request: Asked) -> str:
    """The network address that asks, as the server saw it: never what the request says of itself."""
    return request.client.host if request.client else ""


def agent(request: Asked) -> str:
    """How the browser names itself, for the list of one's sessions."""
    return "".join(letter for letter in request.headers.get("user-agent", "") if letter.isprintable())[:_LONGEST]


def site(request: Asked) -> Site:
    """This site, as a key knows it."""
    return Site(base_url(request))


def base_for_messages(request: Asked) -> str:
    """The address of this site as a message may hold it: the one that the settings give, or one of the local network.

    Without a setting the address is what the visitor says it is, and a link to a stranger’s would hand over its token.
    Raises AddressMissing.
    """
    said = base_url(request)
    found = _SITE.fullmatch(said.lower())
    if settings(request).base_url or (found and _is_near(found["six"] or found["name"])):
        return said
    raise AddressMissing


def _is_near(host: str) -> bool:
    try:
        return ip_address(host).is_private
    except ValueError:
        return host.rpartition(".")[2] in _NEAR
