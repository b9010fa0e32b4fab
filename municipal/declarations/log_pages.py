"""The log of an enterprise’s page."""

from litestar import Controller, Response, get
from litestar.exceptions import NotFoundException
from litestar.params import FromPath

from municipal.web.addresses import paths
from municipal.web.page import Asked
from municipal.web.threads import reads


class VendorLogPages(Controller):
    """The log of an enterprise’s page."""

    include_in_schema = False

    @get(paths("vendor_log"), action="public.read")
    @reads
    def index(self, request: Asked, id: FromPath[str]) -> Response[bytes]:  # noqa: A002 - the name in the address
        """The log of an enterprise’s page."""
        raise NotFoundException
