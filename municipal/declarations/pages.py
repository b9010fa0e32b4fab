"""An enterprise asks for its address."""

from litestar import Controller, Response, get
from litestar.exceptions import NotFoundException

from municipal.web.addresses import paths
from municipal.web.page import Asked
from municipal.web.threads import reads


class DeclarationPages(Controller):
    """An enterprise asks for its address."""

    include_in_schema = False

    @get(paths("declare"), action="declaration.ask")
    @reads
    def index(self, request: Asked) -> Response[bytes]:
        """An enterprise asks for its address."""
        raise NotFoundException
