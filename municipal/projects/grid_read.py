"""A grid that is fixed, as it is read."""

from collections.abc import Mapping
from typing import Any

from msgspec import Struct

from municipal.legal import the_checklist
from municipal.projects.grid_form import written
from municipal.projects.grid_parts import ModeView, mode
from vendors.tenders.questions import Question
from vendors.tenders.regime import Law


class FixedRow(Struct, frozen=True):
    """A criterion of a grid that is fixed."""

    name: str
    max: str
    min: str
    questions: list[Question]


class FixedView(Struct, frozen=True):
    """A grid that is fixed."""

    mode: ModeView
    factor: str
    price_points: str
    criteria: list[FixedRow]
    gates: list[Question]
    clauses: list[Question]
    at: str
    digest: str


def fixed_view(fixed: Mapping[str, Any], law: Law, language: str) -> FixedView:
    """A grid that is fixed, in the reader’s words."""
    known = {one.id: one for one in the_checklist().questions}
    rows = [
        FixedRow(
            one[f"name_{language}"] or one["name_fr"],
            written(one["max"] or "", language),
            written(one["min"] or "", language),
            [known[name] for name in one["questions"] if name in known],
        )
        for one in fixed["criteria"]
    ]
    gates, clauses = ([known[one] for one in fixed[name] if one in known] for name in ("gates", "clauses"))
    factor, price = (written(fixed[name] or "", language) for name in ("factor", "price_points"))
    named = mode(law, fixed["mode"], language)
    return FixedView(named, factor, price, rows, gates, clauses, fixed.get("at", ""), fixed.get("digest", ""))
