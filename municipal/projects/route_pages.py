"""To be written."""

from litestar import Controller


class RoutePages(Controller):
    """To be written."""

    include_in_schema = False
