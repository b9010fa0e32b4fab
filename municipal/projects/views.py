"""How projects and their steps are listed."""

import datetime as dt
from collections.abc import Mapping
from functools import cache
from typing import Final

from msgspec import Struct
from sqlmodel import Session

from municipal.committee.queries import committee_state
from municipal.paths import SEED
from municipal.projects.own import ProjectRow, StepRow, route_of, steps_of
from municipal.projects.step_form import the_forms
from municipal.projects.steps import Section, Standing, Steps, standings
from vendors.tenders.route_texts import RouteRow, read_route_texts

# What a call for bids does not go without, optional elsewhere.
_CALL: Final = ("grid", "committee")
# Steps whose work stands under an address of its own.
OWN_PAGES = {"grid": "project_grid", "committee": "committee"}


@cache
def _routes() -> dict[str, RouteRow]:
    return {str(name): row for name, row in read_route_texts(SEED / "legal" / "routes.toml").routes.items()}


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


def listed(session: Session, projects: list[ProjectRow], today: dt.date) -> list[Listed]:
    """Projects as the list shows them."""
    return [_listed(session, one, today) for one in projects]


def route_name(route: str, language: str) -> str:
    """What a route is called; nothing while none is known."""
    row = _routes().get(route)
    return (row.name_fr if language == "fr" else row.name_en) if row else ""


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


def _listed(session: Session, project: ProjectRow, today: dt.date) -> Listed:
    steps = steps_of(session, project.city, project.id)
    rows = standings(steps, route_of(steps), today, committee=committee_state(session, project.city, project.id))
    return Listed(project, sum(row.state == "ready" for row in rows), len(rows), following(rows, route_of(steps)))
