"""To be written."""

from litestar import Controller


class SharedProjectPages(Controller):
    """To be written."""

    include_in_schema = False
