"""To be written."""

from litestar import Controller


class ProjectGridPages(Controller):
    """To be written."""

    include_in_schema = False
