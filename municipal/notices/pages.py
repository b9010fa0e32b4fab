"""Public notices like a need."""

from litestar import Controller, Response, get
from litestar.exceptions import NotFoundException

from municipal.web.addresses import paths
from municipal.web.page import Asked
from municipal.web.threads import reads


class NoticePages(Controller):
    """Public notices like a need."""

    include_in_schema = False

    @get(paths("notices"), action="public.read")
    @reads
    def index(self, request: Asked) -> Response[bytes]:
        """Public notices like a need."""
        raise NotFoundException
