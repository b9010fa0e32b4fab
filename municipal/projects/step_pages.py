"""The page of each step of a project: one address, one form, and what the step adds."""

from litestar import Controller, Response, get, post
from litestar.exceptions import NotFoundException
from litestar.params import FromPath
from litestar.response import Redirect

from municipal.cities.desk import CITY, desk
from municipal.db import reading
from municipal.projects.extras import EXTRA
from municipal.projects.forms import StepQuery
from municipal.projects.own import project_of
from municipal.projects.step_acts import PLAIN
from municipal.projects.step_form import the_forms
from municipal.projects.step_kit import Act, Again
from municipal.projects.step_views import sheet
from municipal.web.addresses import canonical, paths
from municipal.web.form import query, said, unix_lines
from municipal.web.page import Asked, found
from municipal.web.threads import reads, sent, takes


class ProjectStepPages(Controller):
    """Read, keep, say that it is ready; and the acts that are a step’s own."""

    include_in_schema = False

    @get(paths("project_step"), action="project.read", body="id")
    @reads
    def show(self, request: Asked, id: FromPath[str]) -> Response[bytes]:  # noqa: A002 - the name in the address
        """A step of a project."""
        asked = query(StepQuery, canonical(request.query_params.multi_items()))
        return sheet(request, id, asked.project, asked.step)

    @post(paths("project_step"), action="project.write", body="id")
    @takes
    def change(self, request: Asked, id: FromPath[str]) -> Response[bytes] | Redirect:  # noqa: A002 - as in the address
        """One of the page’s buttons."""
        raw = unix_lines(sent(request))
        step, act = said(raw, "step"), _act(said(raw, "step"), said(raw, "act"))
        with reading() as session:
            desk(session, request, id, kinds=CITY)
            project = found(project_of(session, id, said(raw, "project")))
        if act is None or project.closed_at:
            raise NotFoundException
        made = act(request, id, project, raw)
        if isinstance(made, Again):
            return sheet(request, id, project.id, step, again=made)
        return Redirect(made, status_code=303)


def _act(step: str, name: str) -> Act | None:
    """What a button of a step does; a step without fields of its own has no plain buttons."""
    extra = EXTRA.get(step)
    own = extra.acts.get(name) if extra else None
    return own or (PLAIN.get(name) if step in the_forms().fields else None)
