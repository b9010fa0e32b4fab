"""What comes in about the documents of a project, and about the files of a city."""

from typing import Literal

from msgspec import Struct

from municipal.web.form import Id, Input, Once, Received


class DocumentsQuery(Received, frozen=True):
    """Which project of a city."""

    project: Id = ""


class DocumentQuery(DocumentsQuery, frozen=True):
    """Which document, as what, in which language (that of the address where none is told); a letter is about a bid."""

    document: Id = ""
    format: Literal["docx", "pdf", "xlsx", "csv", "json"] = "docx"
    lang: Literal["fr", "en", ""] = ""
    bid: Id = ""


class SharedQuery(Struct, frozen=True):
    """Which document of a project that is read by its sharing address."""

    document: Id = ""
    format: Literal["docx", "pdf", "xlsx", "csv", "json"] = "docx"
    lang: Literal["fr", "en", ""] = ""


class TemplatesQuery(Received, frozen=True):
    """The file to download: that of a kind, or a model to start from."""

    file: Id = ""


class RemoveForm(Input, frozen=True):
    """The kind whose file is removed."""

    kind: Id
    once: Once = ""
