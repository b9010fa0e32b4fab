"""The projects of a city: the list, and the file of one, where each step says how far it is and what it waits for."""

import datetime as dt

from litestar import Controller, Response, get, post
from litestar.exceptions import NotFoundException
from litestar.params import FromPath
from litestar.response import Redirect

from municipal.cities.desk import CITY, called, desk
from municipal.committee.queries import committee_state
from municipal.db import reading
from municipal.legal import route_name
from municipal.projects.changing import change
from municipal.projects.dossier_view import dossier
from municipal.projects.erasing import recoverable_since
from municipal.projects.forms import FileQuery, ProjectQuery
from municipal.projects.news import market_of, news
from municipal.projects.own import project_of, removed_of, route_of, steps_of
from municipal.projects.steps import standings, the_steps
from municipal.projects.views import following, listed, matrix, sections
from municipal.traces.once import new_token
from municipal.web.addresses import canonical, paths
from municipal.web.form import query, unix_lines
from municipal.web.format import today
from municipal.web.page import Asked, found, language, page
from municipal.web.threads import reads, sent, takes


class CityProjectPages(Controller):
    """List, read, close, take up again, remove, take back."""

    include_in_schema = False

    @get(paths("city_projects"), action="project.read", body="id")
    @reads
    def index(self, request: Asked, id: FromPath[str]) -> Response[bytes]:  # noqa: A002 - the name in the address
        """The projects of a city, with the next thing to do in each."""
        asked = query(ProjectQuery, canonical(request.query_params.multi_items()))
        with reading() as session:
            at = desk(session, request, id, kinds=CITY)
            return page(
                request,
                "city_projects",
                "projects/list.html",
                id=id,
                private=True,
                at=at,
                projects=listed(session, id, today()),
                may_write=at.may("project.write"),
                removed=removed_of(session, id, recoverable_since(dt.datetime.now(tz=dt.UTC))),
                received=asked.received,
                last=asked.project,
                once=new_token(),
            )

    @get(paths("project"), action="project.read", body="id")
    @reads
    def file(self, request: Asked, id: FromPath[str]) -> Response[bytes]:  # noqa: A002 - as in the address
        """A project: its steps, and what is new around it; or everything of it on one page."""
        asked = query(FileQuery, canonical(request.query_params.multi_items()))
        spoken = language(request)
        with reading() as session:
            at = desk(session, request, id, kinds=CITY)
            project = found(project_of(session, id, asked.project))
            if asked.whole:
                file = dossier(session, project, spoken, today())
                return page(
                    request,
                    "project",
                    "projects/reading.html",
                    id=id,
                    private=True,
                    at=at,
                    file=file,
                    until="",
                    inside=project,
                )
            steps = steps_of(session, id, project.id)
            rows = standings(steps, route_of(steps), today(), committee=committee_state(session, id, project.id))
            fixed = market_of(steps)
            return page(
                request,
                "project",
                "projects/project.html",
                id=id,
                private=True,
                at=at,
                project=project,
                sections=sections(the_steps(), rows),
                next=None if project.closed_at else following(rows, route_of(steps)),
                matrix=matrix(steps, spoken),
                route=route_name(route_of(steps), spoken),
                news=news(session, fixed, spoken) if fixed else [],
                who=called(session, project.opened_by, spoken),
                may_write=at.may("project.write"),
                may_share=at.may("project.share"),
                may_meet=at.may("committee.read"),
                received=asked.received,
                once=new_token(),
            )

    @post(paths("project"), action="project.write", body="id")
    @takes
    def change(self, request: Asked, id: FromPath[str]) -> Redirect:  # noqa: A002 - as in the address
        """Close, take up again, remove, take back, rename."""
        with reading() as session:
            desk(session, request, id, kinds=CITY)
        made = change(request, id, unix_lines(sent(request)))
        if not made:
            raise NotFoundException
        return Redirect(made, status_code=303)
