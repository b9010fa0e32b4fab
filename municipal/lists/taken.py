"""A list as somebody takes it away: what it is called, and the rows that its page would show with the same filters."""

from collections.abc import Callable, Mapping
from typing import Any, Final, TypeAlias

from msgspec import Struct
from sqlmodel import Session

from municipal.documents.document import Cell

# More than any list has, less than what a spreadsheet refuses.
MOST_ROWS: Final = 20_000

Rows: TypeAlias = list[list[Cell]]
Asked: TypeAlias = Mapping[str, list[str]]


class Asking(Struct, frozen=True):
    """Who asks for a list, in which language and with which filters, by the names that the program uses."""

    language: str
    asked: Asked
    demo: bool
    reader: Any = None

    def first(self, name: str) -> str:
        """The first value of a parameter, or nothing."""
        return next(iter(self.asked.get(name, [])), "").strip()


class Columns(Struct, frozen=True):
    """The header of a list and its rows, each as long as it."""

    header: list[str]
    rows: Rows


class TakenList(Struct, frozen=True):
    """A list: its name in both addresses, its title (French, marked), the page that it is taken from, its maker."""

    fr: str
    en: str
    title: str
    page: str
    make: Callable[[Session, Asking], Columns]
