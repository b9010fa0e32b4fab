"""Files brought."""

from litestar import Controller, Response, get
from litestar.exceptions import NotFoundException

from municipal.people.roles import PROVINCE
from municipal.web.addresses import paths
from municipal.web.page import Asked
from municipal.web.threads import reads


class ImportPages(Controller):
    """Files brought."""

    include_in_schema = False

    @get(paths("imports"), action="import.bring", body=PROVINCE)
    @reads
    def index(self, request: Asked) -> Response[bytes]:
        """Files brought."""
        raise NotFoundException
