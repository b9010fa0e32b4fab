"""Solutions side by side: each property of each one, where they differ, and what nobody has said."""

from typing import Final

from msgspec import Struct
from sqlmodel import Session

from municipal.suppliers.listing import Card, card
from municipal.suppliers.solution import Property, properties
from vendors.registry.queries import FactRow, facts, solutions

FEWEST: Final = 2
MOST: Final = 5


class Row(Struct, frozen=True):
    """A property of every solution; `differs` when at least two that are known are not the same."""

    label: str
    cells: list[Property]
    differs: bool


class Comparison(Struct, frozen=True):
    """What the page shows: a column a solution, a row a property."""

    columns: list[Card]
    offers: list[list[FactRow]]
    clients: list[list[FactRow]]
    cautions: list[list[FactRow]]
    rows: list[Row]
    unknown: list[str]


def comparison(session: Session, ids: list[str], language: str) -> Comparison:
    """The comparison of the solutions that exist among the ids, in their order; the others are named as unknown."""
    by_id = {row.id: row for row in solutions(session, ids=ids)}
    rows = [by_id[one] for one in ids if one in by_id][:MOST]
    known = [facts(session, ids=[row.id]) for row in rows]
    table = [properties(row, own, language) for row, own in zip(rows, known, strict=True)]
    names = dict.fromkeys((cell.name, cell.label) for column in table for cell in column)
    lines: list[Row] = []
    for name, label in names:
        found = [{cell.name: cell for cell in column}.get(name) for column in table]
        cells = [one or Property(name, label, None, []) for one in found]
        values = {cell.value for cell in cells if cell.value is not None}
        lines.append(Row(label, cells, len(values) > 1))
    return Comparison(
        columns=[card(row, language) for row in rows],
        offers=[[one for one in own if one.field == "offer"] for own in known],
        clients=[[one for one in own if one.field == "client"] for own in known],
        cautions=[[one for one in own if one.field == "caution"] for own in known],
        rows=lines,
        unknown=[one for one in ids if one not in by_id],
    )
