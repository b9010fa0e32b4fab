"""To be written."""

from litestar import Controller


class SearchPages(Controller):
    """To be written."""

    include_in_schema = False
