"""Facts past their date."""

from litestar import Controller, Response, get
from litestar.exceptions import NotFoundException

from municipal.people.roles import PROVINCE
from municipal.web.addresses import paths
from municipal.web.page import Asked
from municipal.web.threads import reads


class FactPages(Controller):
    """Facts past their date."""

    include_in_schema = False

    @get(paths("curation_facts"), action="curation.read", body=PROVINCE)
    @reads
    def index(self, request: Asked) -> Response[bytes]:
        """Facts past their date."""
        raise NotFoundException
