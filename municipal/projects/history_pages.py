"""The history of a project: the versions of each step, the log, and the last save of a step taken back."""

from litestar import Controller, Response, get, post
from litestar.exceptions import NotFoundException
from litestar.params import FromPath
from litestar.response import Redirect
from sqlmodel import Session

from municipal.cities.desk import CITY, desk, permit
from municipal.db import reading, write
from municipal.projects.forms import StepQuery, UndoForm
from municipal.projects.history_view import log, stories
from municipal.projects.own import project_of
from municipal.projects.steps import the_steps
from municipal.projects.undoing import undo
from municipal.projects.writing import Moved
from municipal.traces.once import new_token, once
from municipal.web.actor import the_actor
from municipal.web.addresses import address, canonical, paths
from municipal.web.form import FieldError, only, parse, query
from municipal.web.language import translator
from municipal.web.page import Asked, found, language, page
from municipal.web.threads import reads, sent, takes


class ProjectHistoryPages(Controller):
    """Read, and take the last save of a step back."""

    include_in_schema = False

    @get(paths("project_history"), action="project.read", body="id")
    @reads
    def show(self, request: Asked, id: FromPath[str]) -> Response[bytes]:  # noqa: A002 - the name in the address
        """Every version of every step, or of one; and the log."""
        asked = query(StepQuery, canonical(request.query_params.multi_items()))
        return _page(request, id, asked.project, asked.step, received=asked.received)

    @post(paths("project_history"), action="project.write", body="id")
    @takes
    def take_back(self, request: Asked, id: FromPath[str]) -> Response[bytes] | Redirect:  # noqa: A002 - as in the address
        """Take the last save of a step back."""
        form, _errors = parse(UndoForm, only(sent(request), UndoForm))
        spoken, person = language(request), the_actor(request).person
        with reading() as session:
            desk(session, request, id, kinds=CITY)
            project = project_of(session, id, form.project) if form else None
        if form is None or project is None or project.closed_at:
            raise NotFoundException

        def work(session: Session) -> str | Moved:
            def act() -> str | Moved:
                moved = undo(session, permit(request, id), id, form.project, form.step, version=form.version)
                here = {"project": form.project, "step": form.step}
                return moved or address("project_history", spoken, id=id, **here, received="undone")

            return once(session, form.once, person, act)

        made = write(work)
        if isinstance(made, str):
            return Redirect(made, status_code=303)
        _ = translator(spoken)
        told = _("Relisez d’abord\u00a0: l’étape a changé pendant votre lecture. Rien n’est perdu.")
        return _page(request, id, form.project, form.step, errors=[FieldError(form.step, told)])


def _page(
    request: Asked,
    city: str,
    identity: str,
    step: str,
    *,
    received: str = "",
    errors: list[FieldError] | None = None,
) -> Response[bytes]:
    spoken = language(request)
    if step and step not in the_steps().steps:
        raise NotFoundException
    with reading() as session:
        at = desk(session, request, city, kinds=CITY)
        project = found(project_of(session, city, identity))
        return page(
            request,
            "project_history",
            "projects/history.html",
            id=city,
            status=409 if errors else 200,
            private=True,
            at=at,
            project=project,
            step=step,
            stories=stories(session, city, identity, spoken, step),
            log=[] if step else log(session, city, identity, spoken),
            may_write=at.may("project.write") and not project.closed_at,
            received=received,
            errors=errors or [],
            once=new_token(),
        )
