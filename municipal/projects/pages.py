"""To be written."""

from litestar import Controller


class ProjectPages(Controller):
    """To be written."""

    include_in_schema = False
