"""To be written."""

from litestar import Controller


class SearchLeavePages(Controller):
    """To be written."""

    include_in_schema = False
