"""What is done at a plain step: kept, or said to be ready; and back to its page when something stands in the way."""

from collections.abc import Mapping
from functools import partial
from typing import Final

from sqlmodel import Session

from municipal.cities.desk import permit
from municipal.db import write
from municipal.projects.own import ProjectRow
from municipal.projects.step_form import plain, the_forms, wrong
from municipal.projects.step_kit import Act, Again, Made
from municipal.projects.writing import save_step
from municipal.traces.once import once
from municipal.web.actor import the_actor
from municipal.web.addresses import address
from municipal.web.form import FieldError, said
from municipal.web.language import translator
from municipal.web.merge import settled, unsettled
from municipal.web.page import Asked, language

_LONGEST_VERSION: Final = 9


def keep(request: Asked, city: str, project: ProjectRow, raw: Mapping[str, list[str]], *, done: bool) -> Made:
    """Keep what was typed; with `done`, the step is ready."""
    spoken, step = language(request), said(raw, "step")
    names = [one.id for one in the_forms().fields.get(step, [])]
    given = settled(raw, names)
    told = plain(step, {name: said(given, name) for name in names}, spoken)
    stands = version_of(raw)
    if parts := unsettled(raw, names):
        _ = translator(spoken)
        choose = _("Choisissez la version à garder.")
        errors = [FieldError(f"choice_{one.name}", choose) for one in parts if one.conflict]
        return Again(told, errors, stands, 422, parts)
    if errors := wrong(step, told, spoken, done=done):
        return Again(told, errors, stands)

    def act(session: Session) -> Made:
        moved = save_step(session, permit(request, city), city, project.id, step, told, version=stands, done=done)
        if moved:
            return Again(told, [], moved.version, 409, moved.parts)
        if done:
            return address("project", spoken, id=city, project=project.id, received=step)
        return address("project_step", spoken, id=city, project=project.id, step=step, received="saved")

    return write(lambda session: once(session, said(raw, "once"), the_actor(request).person, lambda: act(session)))


def version_of(raw: Mapping[str, list[str]]) -> int:
    """The version that a form was made from; 0 where it says none that we know."""
    text = said(raw, "version")
    return int(text) if text.isdecimal() and len(text) < _LONGEST_VERSION else 0


PLAIN: Final[dict[str, Act]] = {"save": partial(keep, done=False), "done": partial(keep, done=True)}
