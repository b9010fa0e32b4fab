"""What comes in from the queue of curation."""

from typing import Annotated

from msgspec import Meta, Struct

from municipal.web.form import Id

Choice = Annotated[str, Meta(max_length=40)]


class QueueQuery(Struct, frozen=True):
    """What the facets keep, which page of the list, and what was just done."""

    kind: list[Choice] = []
    state: list[Choice] = []
    page: Annotated[int, Meta(ge=1, le=10_000)] = 1
    received: Id = ""
