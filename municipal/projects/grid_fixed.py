"""A grid without fault as it is fixed before publication: structured, its numbers as decimal texts, nothing empty."""

from collections.abc import Mapping
from typing import Any

from municipal.legal import the_checklist
from municipal.projects.grid import LOWEST, ONE, TWO, Row, questions, rows_of, typed
from vendors.tenders.number import plain
from vendors.tenders.questions import Group
from vendors.tenders.tender_document import TIE_RULE


def frozen_grid(told: Mapping[str, str]) -> dict[str, Any]:
    """A grid without fault as it is fixed: numbers as decimal texts, the criteria of its mode, nothing empty."""
    mode = told["mode"]
    ids: set[str] = set()
    criteria = [_fixed(row, ids) for row in rows_of(told)] if mode != LOWEST else []
    return {
        "mode": mode,
        "factor": decimal(told["factor"]) if mode == TWO else None,
        "price_points": decimal(told["price_points"]) if mode == ONE else None,
        "tie_rule": TIE_RULE,
        "criteria": criteria,
        "gates": [one.id for one in questions(told, "gate")],
        "clauses": [one.id for one in questions(told, "clause")],
    }


def decimal(text: str) -> str | None:
    """A number as a decimal text, all its digits and no more; None where there is none."""
    found = typed(text)
    return None if found is None else plain(found)


def _fixed(row: Row, ids: set[str]) -> dict[str, Any]:
    group = group_of(row.name)
    known = group is not None and group.id not in ids
    one = group.id if group and known else f"c{row.number}"
    ids.add(one)
    names = (group.name_fr, group.name_en) if group and known else (row.name, row.name)
    most, least = decimal(row.max), decimal(row.min)
    asked = [one.id for one in the_checklist().of("scored") if one.id in row.questions]
    return {"id": one, "name_fr": names[0], "name_en": names[1], "max": most, "min": least, "questions": asked}


def group_of(name: str) -> Group | None:
    """The suggested criterion that bears a name, in either language."""
    bare = name.casefold()
    return next(
        (one for one in the_checklist().groups if bare in (one.name_fr.casefold(), one.name_en.casefold())), None
    )
