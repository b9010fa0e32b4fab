"""To be written."""

from litestar import Controller


class CityTemplatePages(Controller):
    """To be written."""

    include_in_schema = False
