"""To be written."""

from litestar import Controller


class ProjectSharePages(Controller):
    """To be written."""

    include_in_schema = False
