"""To be written."""

from litestar import Controller


class VendorFeeds(Controller):
    """To be written."""

    include_in_schema = False
