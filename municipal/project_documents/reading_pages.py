"""A document of a project, for whoever reads the project by an address that its city gave."""

from litestar import Controller, Response, get
from litestar.exceptions import NotFoundException
from litestar.params import FromPath

from municipal.db import reading
from municipal.project_documents.forms import SharedQuery
from municipal.project_documents.making import handed, made, readable
from municipal.projects.sharing import shared
from municipal.web.addresses import address, canonical, paths
from municipal.web.form import query
from municipal.web.page import Asked, base_url, found, language, settings
from municipal.web.threads import writes


class SharedDocumentPages(Controller):
    """Read a document, by the code of its project."""

    include_in_schema = False

    @get(paths("shared_document"), action="project.visit")
    @writes  # Nothing is written: a document takes a while to make, and the site must answer others meanwhile.
    def file(self, request: Asked, id: FromPath[str]) -> Response[bytes]:  # noqa: A002 - the name in the address
        """A document, unless it is kept among the people of the city; the code itself stands in none."""
        asked = query(SharedQuery, canonical(request.query_params.multi_items()))
        spoken = asked.lang or language(request)
        if not readable(asked.document):
            raise NotFoundException
        with reading() as session:
            seen = found(shared(session, id))
            here = base_url(request) + address("project_documents", spoken, id=seen.city, project=seen.project)
            file = made(
                session,
                seen.city,
                seen.project,
                asked.document,
                asked.format,
                spoken,
                here=here,
                demo=settings(request).demo,
            )
        return handed(file, spoken)
