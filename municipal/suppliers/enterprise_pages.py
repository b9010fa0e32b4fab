"""Enterprises by name."""

from litestar import Controller, Response, get
from litestar.exceptions import NotFoundException

from municipal.web.addresses import paths
from municipal.web.page import Asked
from municipal.web.threads import reads


class EnterprisePages(Controller):
    """Enterprises by name."""

    include_in_schema = False

    @get(paths("enterprises"), action="public.read")
    @reads
    def index(self, request: Asked) -> Response[bytes]:
        """Enterprises by name."""
        raise NotFoundException
