"""What an enterprise declares, and what is answered."""

from litestar import Controller, Response, get
from litestar.exceptions import NotFoundException
from litestar.params import FromPath

from municipal.people.roles import PROVINCE
from municipal.web.addresses import paths
from municipal.web.page import Asked
from municipal.web.threads import reads


class DeclarationQueuePages(Controller):
    """What an enterprise declares, and what is answered."""

    include_in_schema = False

    @get(paths("curation_declaration"), action="curation.read", body=PROVINCE)
    @reads
    def index(self, request: Asked, id: FromPath[str]) -> Response[bytes]:  # noqa: A002 - the name in the address
        """What an enterprise declares, and what is answered."""
        raise NotFoundException
