"""What comes in about a declaration: what is accepted of it, or why not, and the second answer."""

from municipal.curation.vendor_forms import Reason
from municipal.web.form import Id, Input, Once, Version


class ExamineForm(Input, frozen=True):
    """What the first person answers: the fields to accept, and words that the enterprise will read."""

    version: Version
    reason: Reason
    fields: list[Id] = []  # noqa: RUF012 - a Struct gives each value its own
    once: Once = ""
