"""What comes in from the pages of possible duplicates."""

from typing import Annotated, Final, Literal

from msgspec import Meta, Struct

from municipal.web.form import Id, Input, Once, Version

LEAST_REASON: Final = 5
MOST_REASON: Final = 1000
Reason = Annotated[str, Meta(min_length=LEAST_REASON, max_length=MOST_REASON)]


class PairQuery(Struct, frozen=True):
    """Which two records are looked at, and what was just done."""

    left: Id = ""
    right: Id = ""
    received: Id = ""


class PairsQuery(Struct, frozen=True):
    """Which page of the list, and what was just done."""

    page: Annotated[int, Meta(ge=1, le=10_000)] = 1
    received: Id = ""


class ChoiceForm(Input, frozen=True):
    """What somebody decides of a pair; `seen` is what was decided of it when they read the page."""

    left: Id
    right: Id
    decision: Literal["merged", "apart", "asked"]
    reason: Reason
    into: Id = ""
    seen: Id = ""
    once: Once = ""


class PairAnswerForm(Input, frozen=True):
    """What a second person answers to a decision, or why somebody takes one back."""

    id: Id
    version: Version
    reason: Reason
    once: Once = ""
