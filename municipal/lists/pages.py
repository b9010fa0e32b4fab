"""Every list as a file."""

from litestar import Controller, Response, get
from litestar.exceptions import NotFoundException
from litestar.params import FromPath

from municipal.web.addresses import paths
from municipal.web.page import Asked
from municipal.web.threads import reads


class ListPages(Controller):
    """Every list as a file."""

    include_in_schema = False

    @get(paths("list_file"), action="public.read")
    @reads
    def index(self, request: Asked, id: FromPath[str]) -> Response[bytes]:  # noqa: A002 - the name in the address
        """Every list as a file."""
        raise NotFoundException
