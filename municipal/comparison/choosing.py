"""Which solutions stand side by side: those asked, else those that somebody measured, else the first that answer."""

from collections.abc import Iterable, Sequence
from typing import Final

from msgspec import Struct

from municipal.cases.measured import MeasuredCase
from vendors.needs.find import Found
from vendors.registry.queries import SolutionRow

FEWEST: Final = 2
# How many stand there when nobody measured any.
FIRST: Final = 3
MOST: Final = 5


class Choice(Struct, frozen=True):
    """A solution that answers the need: whether it is compared, and on how many cities' measures it may rest."""

    row: SolutionRow
    chosen: bool
    measured: int


class Chosen(Struct, frozen=True):
    """The solutions to choose from; those asked that are left out for a reason, or that answer nothing here."""

    choices: list[Choice]
    left_out: list[SolutionRow]
    unknown: list[str]
    too_many: bool

    @property
    def rows(self) -> list[SolutionRow]:
        """The solutions that are compared."""
        return [one.row for one in self.choices if one.chosen]


def choose(found: Found, ids: Sequence[str], indicators: Iterable[str], cases: Iterable[MeasuredCase]) -> Chosen:
    """Two to five of the solutions that a need finds; one alone when only one is asked for."""
    compared = set(indicators)
    cities: dict[str, set[str]] = {}
    for one in cases:
        if one.indicator in compared:
            cities.setdefault(one.solution, set()).add(one.city)
    rows = {one.solution.id: one.solution for one in found.results}
    excluded = {one.solution.id: one.solution for one in found.excluded}
    asked = [one for one in ids if one in rows]
    chosen = asked[:MOST] or _first([*rows], cities)
    order = [*chosen, *(one for one in rows if one not in chosen)]
    return Chosen(
        choices=[Choice(rows[one], one in chosen, len(cities.get(one, ()))) for one in order],
        left_out=[excluded[one] for one in ids if one in excluded],
        unknown=[one for one in ids if one not in rows and one not in excluded],
        too_many=len(asked) > MOST,
    )


def _first(ids: list[str], cities: dict[str, set[str]]) -> list[str]:
    measured = [one for one in ids if one in cities][:MOST]
    if not measured:
        return ids[:FIRST]
    return [*measured, *(one for one in ids if one not in measured)][: max(FEWEST, len(measured))]
