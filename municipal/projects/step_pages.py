"""To be written."""

from litestar import Controller


class ProjectStepPages(Controller):
    """To be written."""

    include_in_schema = False
