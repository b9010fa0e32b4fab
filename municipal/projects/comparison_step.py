"""The comparison at its step: the city’s own note on each solution is kept, and the grid may be begun from here."""

from collections.abc import Mapping
from functools import partial
from typing import Final

from sqlmodel import Session

from municipal.cities.desk import permit
from municipal.db import reading, write
from municipal.projects import grid
from municipal.projects.comparison_views import NOTE, STEP, compared, note_of, show
from municipal.projects.own import ProjectRow, StepRow, steps_of
from municipal.projects.shortlist_words import choose_first, note_too_long, note_twice
from municipal.projects.step_acts import version_of
from municipal.projects.step_kit import Again, Extra, Made
from municipal.projects.writing import Moved, save_step
from municipal.traces.chain import Permit
from municipal.traces.once import once
from municipal.web.actor import the_actor
from municipal.web.addresses import address
from municipal.web.form import FieldError, said
from municipal.web.page import Asked, language

# The longest note of a city on a solution.
LONGEST: Final = 1000


def act(request: Asked, city: str, project: ProjectRow, raw: Mapping[str, list[str]], *, onward: str) -> Made:
    """Keep the notes; `onward` is where the person goes on to: `saved` stays here, `done` and `grid` make it ready."""
    spoken, version = language(request), version_of(raw)
    with reading() as session:
        steps = steps_of(session, city, project.id)
    names = compared(steps)
    told = {note_of(one): said(raw, note_of(one)).strip() for one in names}
    errors = [
        FieldError(note_of(one), note_too_long(name, LONGEST, spoken))
        for one, name in names.items()
        if len(told[note_of(one)]) > LONGEST
    ]
    if not names:
        errors = [FieldError("version", choose_first(spoken))]
    if errors:
        return Again(told, errors, version)

    def work(session: Session) -> Made:
        kept = _others(steps.get(STEP), told) | told
        by = permit(request, city)
        moved = save_step(session, by, city, project.id, STEP, kept, version=version, done=onward != "saved")
        if moved:
            return _both(moved, names, told, spoken)
        if onward == "grid":
            _begin_grid(session, by, project, steps)
            return address("project_grid", spoken, id=city, project=project.id)
        if onward == "done":
            return address("project", spoken, id=city, project=project.id, received=STEP)
        return address("project_step", spoken, id=city, project=project.id, step=STEP, received="saved")

    return write(lambda session: once(session, said(raw, "once"), the_actor(request).person, lambda: work(session)))


EXTRA = Extra(
    "projects/_comparison.html",
    show,
    {
        "save": partial(act, onward="saved"),
        "done": partial(act, onward="done"),
        "grid": partial(act, onward="grid"),
    },
)


def _begin_grid(session: Session, permit: Permit, project: ProjectRow, steps: Mapping[str, StepRow]) -> None:
    """The grid to begin with, unless somebody began one."""
    if grid.STEP in steps:
        return
    row = steps.get("route")
    route = (row.frozen if row else None) or {}
    told = grid.default_grid(grid.grid_route(route), route.get("kind", ""), language=project.language)
    save_step(session, permit, project.city, project.id, grid.STEP, told, version=0, done=False)


def _others(row: StepRow | None, told: Mapping[str, str]) -> dict[str, str]:
    """The notes on solutions that are no longer compared: nobody asked to throw them away."""
    return {name: text for name, text in row.told.items() if name.startswith(NOTE) and name not in told} if row else {}


def _both(moved: Moved, names: Mapping[str, str], told: Mapping[str, str], spoken: str) -> Again:
    """The page again, with what one side alone changed, and a word beside what both did: theirs is shown there."""
    parts = {part.name: part for part in moved.parts}
    values = {name: parts[name].value if name in parts else text for name, text in told.items()}
    errors = [
        FieldError(note_of(one), note_twice(name, spoken))
        for one, name in names.items()
        if note_of(one) in parts and parts[note_of(one)].conflict
    ]
    first = next(iter(names))
    return Again(values, errors or [FieldError(note_of(first), note_twice("", spoken))], moved.version, 409)
