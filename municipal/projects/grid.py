"""The evaluation grid of a project as its form tells it, and the one that is ready to begin with."""

import re
from collections.abc import Iterator, Mapping
from fractions import Fraction
from typing import Any, Final

from msgspec import Struct

from municipal.legal import the_checklist, the_rules
from municipal.projects.own import StepRow
from vendors.tenders.number import exact
from vendors.tenders.questions import Checklist, Question
from vendors.tenders.tender_document import MODES, TIE_RULE

STEP: Final = "grid"
MOST_ROWS: Final = 12
TWO: Final = "two_envelope"
ONE: Final = "one_envelope"
LOWEST: Final = "lowest_price"
# What is told of the whole grid, then of each criterion: always all of it, so that two people's edits can be joined.
WHOLE: Final = ("mode", "factor", "price_points", "tie_rule", "gates", "clauses")
PARTS: Final = ("name", "max", "min", "questions")
FIELDS: Final = (*WHOLE, *(f"criterion_{n}_{part}" for n in range(1, MOST_ROWS + 1) for part in PARTS))

# What a person types where points or a factor are asked for.
_NUMBER: Final = re.compile(r"-?[0-9]{1,6}(\.[0-9]{1,6})?")

# Gates about publishing a call, and about buying at all: where there is neither, they say nothing.
_PUBLISHING: Final = frozenset({"L2"})
_BUYING: Final = frozenset({"L1", "L2", "L3"})
_NO_PURCHASE: Final = frozenset({"policy", "trial", "existing_tool"})


class Row(Struct, frozen=True):
    """A criterion as it is told, by the number of its line."""

    number: int
    name: str
    max: str
    min: str
    questions: list[str]

    def field(self, part: str) -> str:
        """The name of one of its fields."""
        return f"criterion_{self.number}_{part}"


def default_grid(route: str, kind: str, texts: Checklist | None = None, language: str = "fr") -> dict[str, str]:
    """The grid to begin with, as its form tells it: two envelopes, the suggested criteria, every question in its place.

    The factor is left open: it is announced once somebody has seen what it does.
    """
    checklist = texts or the_checklist()
    told = dict.fromkeys(FIELDS, "") | {"mode": TWO, "tie_rule": TIE_RULE}
    for n, group in enumerate(checklist.groups, 1):
        scored = [one.id for one in checklist.of("scored") if one.group == group.id]
        values = (group.name(language), str(group.points), "", " ".join(scored))
        told |= {f"criterion_{n}_{part}": value for part, value in zip(PARTS, values, strict=True)}
    out = _BUYING if kind in _NO_PURCHASE else _PUBLISHING if route == "mutual_agreement" else frozenset[str]()
    told["gates"] = " ".join(one.id for one in checklist.of("gate") if one.id not in out)
    told["clauses"] = " ".join(one.id for one in checklist.of("clause"))
    return told


def grid_route(route: Mapping[str, Any] | None) -> str:
    """The procedure that a fixed route gives, within a group too; nothing while none is known."""
    return str(route.get("procedure") or route.get("route") or "") if route else ""


def allowed_modes(route: Mapping[str, Any] | None) -> list[str]:
    """The award modes that a fixed route allows; all of them where the law binds none."""
    given: list[str] = list(route.get("modes") or []) if route else []
    return [one for one in MODES if one in given] or list(MODES)


def is_fixed(row: StepRow | None) -> bool:
    """Whether a grid is fixed, and no new version of it was begun since."""
    return bool(row and row.frozen and row.done_at)


def rows_of(told: Mapping[str, str]) -> list[Row]:
    """The criteria of a grid: the lines on which something is written."""
    return [row for row in all_rows(told) if row.name or row.max or row.min]


def all_rows(told: Mapping[str, str]) -> Iterator[Row]:
    """Every line, the empty ones too."""
    for n in range(1, MOST_ROWS + 1):
        name, most, least, asked = (told.get(f"criterion_{n}_{part}", "") for part in PARTS)
        yield Row(n, name, most, least, asked.split())


def questions(told: Mapping[str, str], kind: str) -> list[Question]:
    """The gates or the clauses that are kept, in the order of the checklist."""
    kept = told.get({"gate": "gates", "clause": "clauses"}[kind], "").split()
    return [one for one in the_checklist().questions if one.kind == kind and one.id in kept]


def total(told: Mapping[str, str]) -> Fraction:
    """The points of all the criteria together, as far as they are numbers."""
    return sum((typed(row.max) or Fraction(0) for row in rows_of(told)), Fraction(0))


def wanted(told: Mapping[str, str]) -> Fraction:
    """The points that the criteria must give together: what price leaves of the hundred."""
    price = typed(told.get("price_points", "")) if told.get("mode") == ONE else None
    return the_rules().total_points - (price or Fraction(0))


def typed(text: str) -> Fraction | None:
    """The number that somebody typed, exactly; None where there is none, or more digits than a grid needs."""
    return exact(text) if _NUMBER.fullmatch(text) else None
