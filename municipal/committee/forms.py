"""What comes in at a committee’s pages."""

from typing import Literal

from municipal.web.form import Id, Received


class CommitteeQuery(Received, frozen=True):
    """Which project, whose sheet, and whether one reads it again before the seal."""

    project: Id = ""
    member: Id = ""
    step: Id = ""


class PaperQuery(CommitteeQuery, frozen=True):
    """The same, as a page or as a file."""

    format: Literal["", "pdf", "docx", "xlsx", "json"] = ""
