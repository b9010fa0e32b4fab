"""The grid of a project: one address, the grid as a form or fixed, and the simulator."""

from litestar import Controller, Response, get, post
from litestar.exceptions import NotFoundException
from litestar.params import FromPath
from litestar.response import Redirect

from municipal.cities.desk import CITY, desk
from municipal.db import reading
from municipal.projects.forms import ProjectQuery
from municipal.projects.grid_acts import ACTS
from municipal.projects.grid_views import sheet
from municipal.projects.own import project_of
from municipal.projects.step_kit import Again
from municipal.web.addresses import canonical, paths
from municipal.web.form import query, said, unix_lines
from municipal.web.page import Asked, found
from municipal.web.threads import reads, sent, takes


class ProjectGridPages(Controller):
    """Read, try a factor, keep, fix, begin anew."""

    include_in_schema = False

    @get(paths("project_grid"), action="project.read", body="id")
    @reads
    def show(self, request: Asked, id: FromPath[str]) -> Response[bytes]:  # noqa: A002 - the name in the address
        """The grid of a project; to htmx, the simulator alone."""
        asked = query(ProjectQuery, canonical(request.query_params.multi_items()))
        return sheet(request, id, asked.project)

    @post(paths("project_grid"), action="project.write", body="id")
    @takes
    def change(self, request: Asked, id: FromPath[str]) -> Response[bytes] | Redirect:  # noqa: A002 - as in the address
        """One of the page’s buttons."""
        raw = unix_lines(sent(request))
        act = ACTS.get(said(raw, "act"))
        with reading() as session:
            desk(session, request, id, kinds=CITY)
            project = found(project_of(session, id, said(raw, "project")))
        if act is None or project.closed_at:
            raise NotFoundException
        made = act(request, id, project, raw)
        if isinstance(made, Again):
            return sheet(request, id, project.id, again=made)
        return Redirect(made, status_code=303)
