"""To be written."""

from litestar import Controller


class LawPages(Controller):
    """To be written."""

    include_in_schema = False
