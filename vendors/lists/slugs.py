"""Ids made of names: the same names, in the same registry, always give the same ids."""

from collections.abc import Container
from typing import Final

from vendors.text import words

_LONGEST: Final = 60
_NAMELESS: Final = "entreprise"


def slug(text: str) -> str:
    """The words of a text as they stand in an address; a text without Latin letters gives a plain word."""
    return "-".join(words(text))[:_LONGEST].strip("-") or _NAMELESS


def free(wanted: str, taken: Container[str]) -> str:
    """The id that is wanted, or the first of `-2`, `-3`… that nobody has."""
    number, found = 1, wanted
    while found in taken:
        number += 1
        found = f"{wanted}-{number}"
    return found
