"""A supplier, as curation sees it."""

from litestar import Controller, Response, get
from litestar.exceptions import NotFoundException
from litestar.params import FromPath

from municipal.people.roles import PROVINCE
from municipal.web.addresses import paths
from municipal.web.page import Asked
from municipal.web.threads import reads


class VendorCurationPages(Controller):
    """A supplier, as curation sees it."""

    include_in_schema = False

    @get(paths("curation_vendor"), action="curation.read", body=PROVINCE)
    @reads
    def index(self, request: Asked, id: FromPath[str]) -> Response[bytes]:  # noqa: A002 - the name in the address
        """A supplier, as curation sees it."""
        raise NotFoundException
