"""The steps of a project, as `seed/projects/steps.toml` tells them: which a route has, what holds each back."""

import datetime as dt
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Annotated, Final, Literal

from msgspec import Meta, Struct

from municipal.bilingual import Bilingual
from municipal.months import months_later
from municipal.paths import SEED
from municipal.projects.own import StepRow
from vendors.sources.faults import UnusableError
from vendors.sources.seedfile import fault_in, read_toml

FILE: Final = SEED / "projects" / "steps.toml"

# What is there only once something was chosen, and what a decision says when nothing was.
FOLLOWING: Final = ("follow_up", "outcome_6", "outcome_12")
NOTHING_CHOSEN: Final = ("none", "wait")

# The page that all steps share, but those that name another.
COMMON: Final = "project_step"

# How far a step is: nothing told, something told, said to be ready; or it waits for another step, or for its day.
State = Literal["none", "begun", "ready", "blocked", "later"]


class Section(Bilingual, frozen=True):
    """Steps that belong together."""

    id: str
    name_fr: str
    name_en: str


class Step(Bilingual, frozen=True, kw_only=True):
    """One step: what it waits for, the routes on which it exists (all where none is named), when it falls due."""

    id: str
    section: str
    name_fr: str
    name_en: str
    what_fr: str
    what_en: str
    after: list[str]
    routes: list[str]
    optional: bool
    months: Annotated[int, Meta(ge=1)] | None = None
    page: str = COMMON

    @property
    def named(self) -> str:
        """What the address of its page says of it: a page of its own needs no name."""
        return self.id if self.page == COMMON else ""

    def exists(self, route: str) -> bool:
        """Whether a route has this step; one that is not known yet has them all."""
        return not self.routes or not route or route in self.routes


class Steps(Struct, frozen=True):
    """All of them, in order."""

    sections: list[Section]
    steps: dict[str, Step]


class Standing(Struct, frozen=True):
    """A step of one project: its state, what it waits for, and from which day it is to be done."""

    step: Step
    state: State
    waits_for: list[Step]
    due_on: str = ""


@cache
def the_steps() -> Steps:
    """The steps of this version. Raises UnusableError when their file is broken."""
    return read_steps(FILE)


def read_steps(path: Path) -> Steps:
    """The steps of a seed file. Raises UnusableError where a section is unknown or a step waits for a later one."""
    tables = read_toml(path, section=Section, step=Step)
    sections: list[Section] = tables["section"]
    rows: list[Step] = tables["step"]
    known = {one.id for one in sections}
    faults = [
        fault_in(path, "step", n, "section", one.section) for n, one in enumerate(rows) if one.section not in known
    ]
    for n, one in enumerate(rows):
        before = {row.id for row in rows[:n]}
        faults += [fault_in(path, "step", n, "after", name) for name in one.after if name not in before]
        if one.id in before:
            faults.append(fault_in(path, "step", n, "id", f"{one.id} stands there already"))
    if faults:
        raise UnusableError(faults)
    return Steps(sections, {one.id: one for one in rows})


def standings(rows: Mapping[str, StepRow], route: str, today: dt.date, *, committee: str = "none") -> list[Standing]:
    """Each step that the route has, and how far it is. `committee` is the stage of the evaluation, `none` without one.

    An optional step holds nothing back, save a committee that has begun: a decision waits for its end. Where nothing
    was chosen, there is nothing to follow up.
    """
    chosen = _told(rows).get("outcome") not in NOTHING_CHOSEN
    steps = the_steps().steps.values()
    there = [step for step in steps if step.exists(route) and (chosen or step.id not in FOLLOWING)]
    return [_standing(step, there, rows, today, committee) for step in there]


def is_ready(step: str, rows: Mapping[str, StepRow], committee: str = "none") -> bool:
    """Whether somebody said that a step is ready; the committee’s is once it has decided."""
    if step == "committee":
        return committee == "decided"
    row = rows.get(step)
    return bool(row and row.done_at)


def due_on(step: Step, rows: Mapping[str, StepRow]) -> dt.date | None:
    """The day from which a step is to be done, counted from what was chosen; None where nothing was."""
    decided = _told(rows).get("decided_on", "")
    if step.months is None or not decided or _told(rows).get("outcome") in NOTHING_CHOSEN:
        return None
    return months_later(dt.date.fromisoformat(decided), step.months)


def _told(rows: Mapping[str, StepRow]) -> Mapping[str, str]:
    """What the decision tells so far."""
    return rows["decision"].told if "decision" in rows else {}


def _standing(
    step: Step, there: Sequence[Step], rows: Mapping[str, StepRow], today: dt.date, committee: str
) -> Standing:
    waits = [
        one
        for one in there
        if one.id in step.after and not is_ready(one.id, rows, committee) and not (one.optional and one.id != "grid")
    ]
    if step.id == "decision" and committee not in ("none", "decided"):
        waits += [one for one in there if one.id == "committee"]
    if step.id == "comparison" and not (rows.get("market") and rows["market"].frozen):
        waits = [one for one in there if one.id == "market"]
    day = due_on(step, rows)
    told = day.isoformat() if day else ""
    if is_ready(step.id, rows, committee):
        return Standing(step, "ready", [], told)
    if waits:
        return Standing(step, "blocked", waits, told)
    row = rows.get(step.id)
    begun = bool(row and (row.frozen or any(row.told.values()))) or (step.id == "committee" and committee != "none")
    if begun:
        return Standing(step, "begun", [], told)
    return Standing(step, "later" if day and day > today else "none", [], told)
