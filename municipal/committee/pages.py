"""To be written."""

from litestar import Controller


class CommitteePages(Controller):
    """To be written."""

    include_in_schema = False
