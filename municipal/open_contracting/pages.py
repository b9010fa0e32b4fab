"""The public list of what cities publish of their projects."""

from litestar import Controller, Response, get

from municipal.db import reading
from municipal.open_contracting.queries import RELEASES, processes
from municipal.web.addresses import paths
from municipal.web.open import OPEN
from municipal.web.page import Asked, page, settings
from municipal.web.threads import reads


class OpenContractingPages(Controller):
    """The list."""

    opt = OPEN
    include_in_schema = False

    @get(paths("open_contracting"))
    @reads
    def index(self, request: Asked) -> Response[bytes]:
        """Each process, its city, how far it is, and its file."""
        with reading() as session:
            rows = processes(session)
        return page(
            request,
            "open_contracting",
            "open_contracting/index.html",
            processes=rows,
            everything=RELEASES,
            registered=bool(settings(request).ocid_prefix),
        )
