"""Possible duplicates, side by side."""

from litestar import Controller, Response, get
from litestar.exceptions import NotFoundException

from municipal.people.roles import PROVINCE
from municipal.web.addresses import paths
from municipal.web.page import Asked
from municipal.web.threads import reads


class PairPages(Controller):
    """Possible duplicates, side by side."""

    include_in_schema = False

    @get(paths("curation_pairs"), action="curation.read", body=PROVINCE)
    @reads
    def index(self, request: Asked) -> Response[bytes]:
        """Possible duplicates, side by side."""
        raise NotFoundException
