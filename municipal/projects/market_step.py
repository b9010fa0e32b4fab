"""The market at its step: the list is fixed as it was read, and leads to the comparison of what was ticked."""

from collections.abc import Mapping
from functools import partial

from sqlmodel import Session

from municipal.cities.desk import permit
from municipal.db import current, reading, write
from municipal.projects.market import STEP, fixed, market, need_of
from municipal.projects.market_choice import WHOLE, Chosen, typed, wrong
from municipal.projects.market_views import show
from municipal.projects.own import ProjectRow, steps_of
from municipal.projects.shortlist_words import fixed_meanwhile, list_moved
from municipal.projects.step_acts import version_of
from municipal.projects.step_kit import Again, Extra, Made
from municipal.projects.writing import freeze
from municipal.traces.once import once
from municipal.web.actor import the_actor
from municipal.web.addresses import address
from municipal.web.form import FieldError, said
from municipal.web.page import Asked, language


def act(request: Asked, city: str, project: ProjectRow, raw: Mapping[str, list[str]], *, comparing: bool) -> Made:
    """Fix the list as it was read; with `comparing`, go on to the comparison. What was fixed stays in the history."""
    spoken, version = language(request), version_of(raw)
    with reading() as session:
        here = market(session, city, need_of(project, steps_of(session, city, project.id)))
        stands = current().version()
    names = {one.solution: one.name for one in here.rows}
    chosen = typed({name: said(raw, name) for name in raw}, list(names))
    errors = wrong(chosen, names, spoken, comparing=comparing)
    if said(raw, "seen") not in ("", here.mark):
        errors = [FieldError(WHOLE, list_moved(spoken))]
    if errors:
        return Again({}, errors, version, raw=raw)
    kept = fixed(here, chosen if comparing else Chosen([], chosen.why), version=stands)

    def work(session: Session) -> Made:
        moved = freeze(session, permit(request, city), city, project.id, STEP, kept, version=version)
        if moved:
            return Again({}, [FieldError(WHOLE, fixed_meanwhile(spoken))], moved.version, 409, raw=raw)
        step = "comparison" if comparing else STEP
        return address("project_step", spoken, id=city, project=project.id, step=step)

    return write(lambda session: once(session, said(raw, "once"), the_actor(request).person, lambda: work(session)))


EXTRA = Extra(
    "projects/_market.html", show, {"compare": partial(act, comparing=True), "freeze": partial(act, comparing=False)}
)
