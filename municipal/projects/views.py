"""How projects and their steps are listed."""

import datetime as dt
from collections.abc import Mapping
from typing import Final

from msgspec import Struct
from sqlmodel import Session

from municipal.committee.queries import committee_states
from municipal.projects.own import ProjectRow, StepRow, all_steps, projects_of, route_of
from municipal.projects.step_form import the_forms
from municipal.projects.steps import Section, Standing, Steps, standings

# What a call for bids does not go without, optional elsewhere.
_CALL: Final = ("grid", "committee")


class Answers(Struct, frozen=True):
    """Who answers for one thing, by function."""

    label: str
    who: str


class Group(Struct, frozen=True):
    """The steps of a section."""

    section: Section
    steps: list[Standing]


class Listed(Struct, frozen=True):
    """A project in the list: how many steps are ready, of how many, and the next thing to do."""

    project: ProjectRow
    ready: int
    steps: int
    next: Standing | None


def matrix(rows: Mapping[str, StepRow], language: str) -> list[Answers]:
    """Who answers for what in a project, as far as it is told."""
    told = rows["people"].told if "people" in rows else {}
    fields = the_forms().fields["people"]
    return [Answers(one.text("label", language), told[one.id]) for one in fields if told.get(one.id)]


def sections(steps: Steps, rows: list[Standing]) -> list[Group]:
    """The steps that a project has, by section."""
    groups = [Group(one, [row for row in rows if row.step.section == one.id]) for one in steps.sections]
    return [group for group in groups if group.steps]


def listed(session: Session, city: str, today: dt.date) -> list[Listed]:
    """The projects of a city as the list shows them."""
    steps, stages = all_steps(session, city), committee_states(session, city)
    return [
        _listed(one, steps.get(one.id, {}), stages.get(one.id, "none"), today) for one in projects_of(session, city)
    ]


def following(rows: list[Standing], route: str = "") -> Standing | None:
    """The next thing to do: the first step that is asked, that nothing holds back, and that is not ready.

    A route with a committee asks for the grid and the committee. What is optional comes last, and no more once the
    decision stands before it, or while a step that is asked comes later.
    """
    decided = next((n for n, row in enumerate(rows) if row.step.id == "decision" and row.state == "ready"), 0)
    committee = route and not decided and any(row.step.id == "committee" for row in rows)
    asked = [not row.step.optional or bool(committee and row.step.id in _CALL) for row in rows]
    free = [
        (row, must)
        for n, (row, must) in enumerate(zip(rows, asked, strict=True))
        if _is_free(row) and (must or n > decided)
    ]
    later = any(row.state == "later" and must for row, must in zip(rows, asked, strict=True))
    return next((row for row, must in free if must), None if later else next((row for row, _ in free), None))


def _is_free(row: Standing) -> bool:
    return row.state in ("none", "begun")


def _listed(project: ProjectRow, steps: dict[str, StepRow], stage: str, today: dt.date) -> Listed:
    rows = standings(steps, route_of(steps), today, committee=stage)
    return Listed(project, sum(row.state == "ready" for row in rows), len(rows), following(rows, route_of(steps)))
