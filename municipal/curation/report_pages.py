"""An error or a contestation, and its answer."""

from litestar import Controller, Response, get
from litestar.exceptions import NotFoundException
from litestar.params import FromPath

from municipal.people.roles import PROVINCE
from municipal.web.addresses import paths
from municipal.web.page import Asked
from municipal.web.threads import reads


class ReportQueuePages(Controller):
    """An error or a contestation, and its answer."""

    include_in_schema = False

    @get(paths("curation_report"), action="curation.read", body=PROVINCE)
    @reads
    def index(self, request: Asked, id: FromPath[str]) -> Response[bytes]:  # noqa: A002 - the name in the address
        """An error or a contestation, and its answer."""
        raise NotFoundException
