"""A project as somebody reads it by an address that a city gave them, without an account; it changes nothing."""

from litestar import Controller, Response, get
from litestar.params import FromPath

from municipal.db import reading
from municipal.projects.dossier_view import dossier
from municipal.projects.own import project_of
from municipal.projects.sharing import shared
from municipal.web.addresses import paths
from municipal.web.format import today
from municipal.web.page import Asked, language, page
from municipal.web.threads import reads

# One answer for an address that is unknown, ended or expired: none tells whether there ever was a project.
_GONE = 410


class SharedProjectPages(Controller):
    """Read, by a code."""

    include_in_schema = False

    @get(paths("shared_project"), action="project.visit")
    @reads
    def read(self, request: Asked, id: FromPath[str]) -> Response[bytes]:  # noqa: A002 - the name in the address
        """Everything that is told of a project, or why nothing is shown."""
        with reading() as session:
            found = shared(session, id)
            project = project_of(session, found.city, found.project) if found else None
            file = dossier(session, project, language(request), today()) if project else None
        return page(
            request,
            "shared_project",
            "projects/reading.html" if file else "projects/over.html",
            id=id,
            status=200 if file else _GONE,
            private=True,
            file=file,
            until=found.expires_at if found else "",
            inside=None,
        )
