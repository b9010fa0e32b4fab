"""To be written."""

from litestar import Controller


class CommitteePaperPages(Controller):
    """To be written."""

    include_in_schema = False
