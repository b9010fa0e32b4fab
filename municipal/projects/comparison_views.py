"""What the step of the comparison shows: facts side by side, what cities measured, and the city’s own notes."""

from collections.abc import Mapping
from typing import Any, Final

from msgspec import Struct
from sqlmodel import Session

from municipal.cases.measured import measured_cases
from municipal.comparison.basis import bases
from municipal.comparison.lines import StudyLine, study_line
from municipal.comparison.studies import studies
from municipal.evidence import the_constants
from municipal.projects.market import is_study
from municipal.projects.own import FORM, StepRow, route_of
from municipal.projects.step_kit import Stand
from municipal.projects.steps import the_steps
from municipal.suppliers.queries import search
from municipal.suppliers.side_by_side import comparison
from municipal.suppliers.solution import speaking
from municipal.traces.drafts import draft
from municipal.web.page import settings

STEP: Final = "comparison"
NOTE: Final = "note_"


class Note(Struct, frozen=True):
    """What the city writes of a solution; `theirs` is what somebody else wrote of it meanwhile."""

    name: str
    solution: str
    value: str
    theirs: str = ""


class Measured(Struct, frozen=True):
    """What cities measured of a solution on the indicators of the need: by indicator, one line a city."""

    solution: str
    lines: list[tuple[str, StudyLine]]


def note_of(solution: str) -> str:
    """The field of the city’s note on a solution."""
    return f"{NOTE}{solution}"


def compared(steps: Mapping[str, StepRow]) -> dict[str, str]:
    """The solutions that the fixed list compares, by id, with their names of that day."""
    row = steps.get("market")
    if row is None or row.frozen is None:
        return {}
    names: dict[str, str] = {one["solution"]: one["name"] for one in row.frozen["rows"]}
    return {one: names[one] for one in row.frozen["compared"]}


def show(session: Session, stand: Stand) -> dict[str, Any]:
    """What the step shows; without a list that compares, what to do first."""
    names, spoken = compared(stand.steps), stand.language
    row = stand.steps.get("market")
    kept = row.frozen if row and row.frozen else {}
    table = comparison(session, [*names], spoken)
    here = {one.id for one in table.columns}
    return {
        "extra_after": False,
        "comparison_study": is_study(stand.steps),
        "comparison_need": kept.get("need", ""),
        "comparison_at": kept.get("at", ""),
        "comparison_digest": kept.get("digest", ""),
        "comparison_names": names,
        "comparison_gone": [name for one, name in names.items() if one not in here],
        "comparison_table": table,
        "comparison_measured": measured(session, stand, names, kept.get("need", "")) if names else [],
        "comparison_notes": _notes(session, stand, names),
        "comparison_grid": the_steps().steps["grid"].exists(route_of(stand.steps)),
        **speaking(spoken),
    }


def measured(session: Session, stand: Stand, names: Mapping[str, str], need: str) -> list[Measured]:
    """What cities measured of each solution, on the indicators that the city can be compared on: facts, no verdict."""
    city, spoken = stand.project.city, stand.language
    found = search(session, need, city=city)
    shared = bases(session, city, found.detected, spoken).compared
    cases = measured_cases(session, demo=settings(stand.request).demo)
    studied = studies(session, city, shared, [*names], cases, the_constants(), spoken)
    by_id = {one.id: one for one in shared}
    return [
        Measured(
            name,
            [
                (by_id[study.indicator].name, study_line(study, by_id[study.indicator], spoken))
                for study in studied
                if study.solution == identity
            ],
        )
        for identity, name in names.items()
    ]


def _notes(session: Session, stand: Stand, names: Mapping[str, str]) -> list[Note]:
    """The notes as they were just sent, else as the draft holds them, else as they are kept."""
    row = stand.steps.get(STEP)
    stored = row.told if row else {}
    about = f"{stand.project.city}/{stand.project.id}/{STEP}"
    left = draft(session, stand.at.actor.person, FORM, about) if "draft" in stand.asked else None
    values = stand.again.values if stand.again else left.values if left else stored
    moved = bool(stand.again and stand.again.status == 409)  # noqa: PLR2004 - two people at once
    found: list[Note] = []
    for identity, name in names.items():
        key = note_of(identity)
        value, theirs = values.get(key, ""), stored.get(key, "")
        found.append(Note(key, name, value, theirs if moved and theirs != value else ""))
    return found
