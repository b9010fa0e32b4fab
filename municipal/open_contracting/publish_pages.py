"""To be written."""

from litestar import Controller


class ProjectPublishPages(Controller):
    """To be written."""

    include_in_schema = False
