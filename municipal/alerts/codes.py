"""The addresses by which messages are stopped without signing in: signed, and never the same for two things."""

from hashlib import sha256
from typing import Final

from municipal.keys import sign, unsign
from municipal.web.addresses import address

_SEARCH: Final = "search leave"
_ALL: Final = "notices leave"


def search_code(identity: str) -> str:
    """The code that stops the messages of one search; what is stored of it is its digest."""
    return sign(_SEARCH, identity)


def all_code(person: str) -> str:
    """The code that stops every message to a person; nothing of it is stored."""
    return sign(_ALL, person)


def person_of(code: str) -> str | None:
    """Whose messages a code stops, if it stops all of somebody’s."""
    return unsign(_ALL, code)


def digest(code: str) -> str:
    """What is kept of a code."""
    return sha256(code.encode(errors="replace")).hexdigest()


def leave_path(code: str, language: str) -> str:
    """The path of the page where a code acts."""
    return address("search_leave", language, id=code)
