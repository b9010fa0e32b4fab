"""All enterprises of the registry, letter by letter, and found by their name as somebody writes it."""

from collections import Counter
from functools import lru_cache
from typing import Final

from msgspec import Struct
from sqlmodel import Session

from municipal.kept import kept
from municipal.names import the_lexicon
from vendors.names.neq import read_neq
from vendors.names.search import Register
from vendors.registry.queries import VendorRow, solutions, vendors
from vendors.text import sort_key

MOST_FOUND: Final = 20
PER_PAGE: Final = 60
OTHER: Final = "0-9"


class Enterprise(Struct, frozen=True):
    """An enterprise as the list shows it; `also` is the other name by which it was found."""

    id: str
    name: str
    city: str
    solutions: int
    letter: str
    also: str = ""


class Directory(Struct, frozen=True):
    """Every enterprise in the order of its name, and the names by which each is found."""

    rows: list[Enterprise]
    names: list[tuple[str, int]]
    by_neq: dict[str, int]

    @property
    def letters(self) -> list[str]:
        """The letters that begin a name, digits and all else last."""
        return sorted({row.letter for row in self.rows}, key=lambda one: (one == OTHER, one))

    def under(self, letter: str) -> list[Enterprise]:
        """The enterprises under a letter; all of them without one."""
        return [row for row in self.rows if row.letter == letter] if letter else self.rows

    def find(self, text: str, most: int = MOST_FOUND) -> list[Enterprise]:
        """The enterprises whose name, or another of their names, is nearest; or the one that bears this NEQ."""
        number = read_neq(text)
        if number and number.digits in self.by_neq:
            return [self.rows[self.by_neq[number.digits]]]
        found: dict[int, Enterprise] = {}
        # An enterprise with many names must not fill the answer alone.
        for one in _register(tuple(name for name, _ in self.names)).search(text, 3 * most):
            name, place = self.names[one.place]
            row = self.rows[place]
            if place not in found:
                also = "" if name == row.name else name
                found[place] = Enterprise(row.id, row.name, row.city, row.solutions, row.letter, also)
        return list(found.values())[:most]


@kept
def directory(session: Session) -> Directory:
    """The enterprises as the registry stands; those removed are found too, and their page says so."""
    offered = Counter(row.vendor for row in solutions(session))
    known = vendors(session)
    rows = [_enterprise(row, offered[row.id]) for row in known]
    names = [(name, place) for place, row in enumerate(known) for name in (row.name, *row.aliases)]
    by_neq = {row.neq: place for place, row in enumerate(known) if row.neq}
    return Directory(rows, names, by_neq)


@lru_cache(maxsize=2)
def _register(names: tuple[str, ...]) -> Register:
    """The names ready to be searched: seconds for ten thousand, so made when first searched, and while they last."""
    return Register(names, the_lexicon())


def _enterprise(row: VendorRow, offered: int) -> Enterprise:
    first = sort_key(row.name)[:1]
    return Enterprise(row.id, row.name, row.city or "", offered, first if "a" <= first <= "z" else OTHER)
