"""To be written."""

from litestar import Controller


class CityProjectPages(Controller):
    """To be written."""

    include_in_schema = False
