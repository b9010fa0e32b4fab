"""The queue of curation."""

from litestar import Controller, Response, get
from litestar.exceptions import NotFoundException

from municipal.people.roles import PROVINCE
from municipal.web.addresses import paths
from municipal.web.page import Asked
from municipal.web.threads import reads


class CurationPages(Controller):
    """The queue of curation."""

    include_in_schema = False

    @get(paths("curation"), action="curation.read", body=PROVINCE)
    @reads
    def index(self, request: Asked) -> Response[bytes]:
        """The queue of curation."""
        raise NotFoundException
