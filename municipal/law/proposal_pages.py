"""To be written."""

from litestar import Controller


class LawProposalPages(Controller):
    """To be written."""

    include_in_schema = False
