"""A project on one page, as somebody who only reads it sees it: what is told, what was fixed, and no name of anybody.

Left out for every reader: who sits on a committee, and that there is one, until it has decided (R13); what the city
thought that it would pay, and any price but the one of the decision; a decision that is still being written.
"""

import datetime as dt
from collections.abc import Mapping
from typing import Final

from msgspec import Struct
from sqlmodel import Session

from municipal.committee.queries import committee_state, evaluation_of, members_of
from municipal.people.bodies import body_name
from municipal.people.queries import members
from municipal.projects.dossier_parts import Compared, Grid, Market, Route, grid_of, market_of, route_of
from municipal.projects.dossier_words import Hide, hiding
from municipal.projects.follow_up_step import REMINDER
from municipal.projects.own import ProjectRow, StepRow, entries_of, steps_of
from municipal.projects.own import route_of as the_route
from municipal.projects.step_form import the_forms
from municipal.projects.step_words import said
from municipal.projects.steps import Standing, standings

# What a reader sees only once it is said to be ready.
_ONCE_READY: Final = ("decision",)
_DECIDED: Final = "decided"


class Line(Struct, frozen=True):
    """A field that was filled in."""

    label: str
    value: str


class Told(Struct, frozen=True):
    """A step of which something is told: since when, whether it is ready, its fields, the digest of what was fixed."""

    id: str
    name: str
    ready: bool
    saved_at: str
    lines: list[Line]
    fixed_at: str = ""
    digest: str = ""


class Committee(Struct, frozen=True):
    """A committee that has decided: how many persons and bids, and when; never who."""

    persons: int
    bids: int
    decided_at: str


class LogLine(Struct, frozen=True):
    """A line of the log; the city says it, and no name stands beside it. What the service reminded of is none."""

    at: str
    kind: str
    text: str
    value: float | None


class Dossier(Struct, frozen=True):
    """A project as it is read: its steps in order, what was fixed in each, and the log; `language` is the city’s."""

    title: str
    city: str
    words: str
    language: str
    opened_at: str
    closed_at: str | None
    told: list[Told]
    route: Route | None
    market: Market | None
    compared: Compared | None
    grid: Grid | None
    committee: Committee | None
    log: list[LogLine]
    missing: list[str]


def dossier(session: Session, project: ProjectRow, language: str, today: dt.date) -> Dossier:
    """A project on one page, in a language; what the city wrote stays in its own."""
    city, rows = project.city, steps_of(session, project.city, project.id)
    evaluation = evaluation_of(session, city, project.id)
    stage = committee_state(session, city, project.id)
    decided = stage == _DECIDED
    seats = members_of(session, city, project.id)
    hide = hiding([one.name for one in members(session, city)] + [one.name for one in seats])
    # Before it decided there is no committee, as far as a reader can tell.
    there = standings(rows, the_route(rows), today, committee=_DECIDED if decided else "none")
    told = [_told(session, one, rows[one.step.id], hide, language) for one in there if _shown(one, rows)]
    frozen = {name: row.frozen for name, row in rows.items() if row.frozen}
    return Dossier(
        title=hide(project.title),
        city=body_name(session, city, language) or city,
        words=hide(project.words),
        language=project.language,
        opened_at=project.opened_at,
        closed_at=project.closed_at,
        told=told,
        route=route_of(frozen["route"], language) if "route" in frozen else None,
        market=market_of(frozen["market"], hide, language) if "market" in frozen else None,
        compared=Compared.of(frozen["market"]) if "market" in frozen else None,
        grid=grid_of(frozen["grid"], language) if "grid" in frozen else None,
        committee=Committee(len(seats), len(evaluation.bids), evaluation.decided_at or "")
        if evaluation and decided
        else None,
        log=[
            LogLine(one.at, one.kind, hide(one.text), one.value)
            for one in entries_of(session, city, project.id)
            if one.kind != REMINDER
        ],
        missing=[
            one.step.text("name", language)
            for one in there
            if not _shown(one, rows) and one.step.id != "committee" and one.state != "ready"
        ],
    )


def _shown(one: Standing, rows: Mapping[str, StepRow]) -> bool:
    """Whether something of a step may be read."""
    row = rows.get(one.step.id)
    if row is None or one.step.id == "committee" or (one.step.id in _ONCE_READY and not row.done_at):
        return False
    return bool(row.frozen or (one.step.id in the_forms().fields and any(row.told.values())))


def _told(session: Session, one: Standing, row: StepRow, hide: Hide, language: str) -> Told:
    fields = the_forms().fields.get(one.step.id, [])
    frozen = row.frozen or {}
    return Told(
        id=one.step.id,
        name=one.step.text("name", language),
        ready=one.state == "ready",
        saved_at=row.saved_at,
        lines=[
            Line(field.text("label", language), hide(said(session, field, row.told[field.id], language)))
            for field in fields
            if row.told.get(field.id)
        ],
        fixed_at=str(frozen.get("at", "")),
        digest=str(frozen.get("digest", "")),
    )
