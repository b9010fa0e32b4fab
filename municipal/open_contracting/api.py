"""To be written."""

from litestar import Controller


class OcdsApi(Controller):
    """To be written."""

    include_in_schema = False
