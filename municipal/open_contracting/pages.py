"""To be written."""

from litestar import Controller


class OpenContractingPages(Controller):
    """To be written."""

    include_in_schema = False
