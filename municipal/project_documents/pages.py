"""To be written."""

from litestar import Controller


class ProjectDocumentPages(Controller):
    """To be written."""

    include_in_schema = False
