"""What comes in about a supplier from the curation: its fields, a name, its domains, answers, what is undone."""

from typing import Annotated, Final, Literal

from msgspec import Meta, Struct

from municipal.web.form import Email, Id, Input, Once, Version

LEAST_REASON: Final = 5
MOST_REASON: Final = 1000
MOST_NAME: Final = 200
MOST_DESCRIPTION: Final = 2000

Reason = Annotated[str, Meta(min_length=LEAST_REASON, max_length=MOST_REASON)]
Source = Annotated[str, Meta(min_length=3, max_length=300)]
Line = Annotated[str, Meta(max_length=MOST_NAME, pattern=r"^[^\x00-\x1f<>]*$")]
EnterpriseName = Annotated[str, Meta(min_length=2, max_length=MOST_NAME, pattern=r"^[^\x00-\x1f<>]+$")]
Key = Annotated[str, Meta(pattern=r"^[0-9a-f]{16}$")]


class VendorQuery(Struct, frozen=True):
    """What was just done, which fields stayed as they were, and which form is open, about what."""

    received: Id = ""
    kept: Annotated[str, Meta(max_length=300)] = ""
    form: Id = ""
    solution: Id = ""
    change: Annotated[int, Meta(ge=0)] = 0
    neq: Id = ""


class VendorForm(Input, frozen=True):
    """The fields of a supplier as somebody read or heard them, and where."""

    version: Version
    name: EnterpriseName
    source: Source
    reason: Reason
    neq: Annotated[str, Meta(max_length=20)] = ""
    website: Line = ""
    city: Line = ""
    region_fr: Line = ""
    region_en: Line = ""
    description: Annotated[str, Meta(max_length=MOST_DESCRIPTION)] = ""
    once: Once = ""


class AliasForm(Input, frozen=True):
    """Another name of a supplier."""

    alias: EnterpriseName
    alias_kind: Literal["legal", "trade", "former", "acronym"]
    source: Source
    reason: Reason
    once: Once = ""


class TagForm(Input, frozen=True):
    """The domains and capabilities of a solution, as a person read them in its description."""

    solution: Id
    version: Version
    source: Source
    reason: Reason
    domains: list[Id] = []  # noqa: RUF012 - a Struct gives each value its own
    capabilities: list[Id] = []  # noqa: RUF012 - as above
    once: Once = ""


class AttachForm(Input, frozen=True):
    """The NEQ under which a supplier may have public contracts."""

    neq: Annotated[str, Meta(pattern=r"^[0-9]{10}$")]
    reason: Reason
    once: Once = ""


class SecondForm(Input, frozen=True):
    """What a second person answers to an edit or a step, as they read it."""

    key: Id
    version: Version
    reason: Reason


class StepForm(Input, frozen=True):
    """The place that a supplier would take; its proofs have names of their own."""

    after: Literal["candidate", "observed", "listed", "dereferenced"]
    reason: Reason
    once: Once = ""


class ConfirmationForm(Input, frozen=True):
    """To whom the yearly confirmation is asked, and in which language."""

    contact: Email
    spoken: Literal["fr", "en"]
    once: Once = ""


class UndoForm(Input, frozen=True):
    """A change of the registry to take back, and why."""

    change: Annotated[int, Meta(ge=1)]
    reason: Reason
    once: Once = ""
