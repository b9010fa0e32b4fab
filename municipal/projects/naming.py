"""Names of products and suppliers in a need that should name none: the words to take out."""

import re
from typing import Final

from sqlmodel import Session

from municipal.kept import kept
from vendors.registry.queries import solutions, vendors
from vendors.text import words

_LONGEST: Final = 5
_WORD: Final = re.compile(r"[^\W_]+(?:[’'.-][^\W_]+)*")
# What follows the name of a solution in brackets, and how an enterprise ends its own, are no part of what people say.
_ASIDE: Final = re.compile(r"\(.*?\)|\b(?:inc|ltée|ltd|corp|s\.?e\.?n\.?c|llc)\b\.?", re.IGNORECASE)


def named(session: Session, text: str) -> list[str]:
    """The words of a text that name a solution or a supplier of the registry, as they stand there, each once.

    A name of one word must begin with a capital, as a name does: « un sas » is no enterprise.
    """
    known = _names(session)
    tokens = [(match.start(), match.end()) for match in _WORD.finditer(text)]
    found: list[str] = []
    n = 0
    while n < len(tokens):
        for length in range(min(_LONGEST, len(tokens) - n), 0, -1):
            said = text[tokens[n][0] : tokens[n + length - 1][1]]
            if " ".join(words(said)) in known and (length > 1 or not said.islower()):
                found.append(said)
                n += length - 1
                break
        n += 1
    return list(dict.fromkeys(found))


@kept
def _names(session: Session) -> frozenset[str]:
    """The names of all solutions and suppliers, folded to their words."""
    names = [one.name for one in solutions(session)] + [one.name for one in vendors(session)]
    return frozenset(folded(name) for name in names if len(folded(name)) > 1)


def folded(name: str) -> str:
    """A name as people say it: without brackets, without the end of an enterprise’s name, without accents."""
    return " ".join(words(_ASIDE.sub(" ", name)))
