"""What comes in from an enterprise that declares itself."""

from typing import Annotated, Literal

from msgspec import Meta, Struct

from municipal.web.form import Email, Id, Input, Once


class AskForm(Input, frozen=True):
    """Who asks for an address; with a supplier, to correct its page."""

    contact: Email
    language: Literal["fr", "en"]
    name: Annotated[str, Meta(max_length=200)] = ""
    vendor: Id = ""
    once: Once = ""


class AskQuery(Struct, frozen=True):
    """The supplier to correct, the name that was searched in vain, or what was just done."""

    vendor: Id = ""
    name: Annotated[str, Meta(max_length=200)] = ""
    received: Id = ""


class SheetQuery(Struct, frozen=True):
    """Of which solution the sheet speaks, where there are several."""

    solution: Id = ""
