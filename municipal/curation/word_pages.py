"""The thesaurus, grown from weak needs."""

from litestar import Controller, Response, get
from litestar.exceptions import NotFoundException

from municipal.people.roles import PROVINCE
from municipal.web.addresses import paths
from municipal.web.page import Asked
from municipal.web.threads import reads


class WordPages(Controller):
    """The thesaurus, grown from weak needs."""

    include_in_schema = False

    @get(paths("curation_words"), action="curation.read", body=PROVINCE)
    @reads
    def index(self, request: Asked) -> Response[bytes]:
        """The thesaurus, grown from weak needs."""
        raise NotFoundException
