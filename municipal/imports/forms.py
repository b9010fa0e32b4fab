"""What comes in from the pages of imports."""

from typing import Annotated, Final, Literal

from msgspec import Meta, Struct

from municipal.web.form import Input, Once, Received, Version

# What Windows calls its own alphabet, for whoever saves a CSV without UTF-8; nothing: the file says it itself.
ENCODINGS: Final = ("", "cp1252")
Encoding = Literal["", "cp1252"]
Kind = Literal["vendors", "seao"]
LONGEST_SOURCE: Final = 300


class ImportsQuery(Received, frozen=True):
    """What was just done."""


class FileQuery(Received, frozen=True):
    """What was just done; `rejects` asks for the refused lines as a file."""

    format: Literal["", "rejects"] = ""


class TemplateQuery(Struct, frozen=True):
    """As which file."""

    format: Literal["csv", "xlsx"] = "xlsx"


class BringForm(Input, frozen=True):
    """A file to bring, but for the file itself."""

    kind: Kind
    encoding: Encoding = ""
    source_title: Annotated[str, Meta(max_length=LONGEST_SOURCE)] = ""
    source_url: Annotated[str, Meta(max_length=LONGEST_SOURCE, pattern=r"^https?://[^\s<>\"]+$")] = ""
    once: Once = ""


class StepForm(Input, frozen=True):
    """A file that is confirmed or dropped, as it was read."""

    version: Version
    once: Once = ""


class UndoForm(Input, frozen=True):
    """Why an import is taken back."""

    version: Version
    reason: Annotated[str, Meta(min_length=5, max_length=1000)]
    once: Once = ""
