"""What comes in with the list of public notices."""

from typing import Annotated, Literal

from msgspec import Meta, Struct

Choice = Annotated[str, Meta(max_length=200)]


class NoticesQuery(Struct, frozen=True):
    """The need, the supplier, what the facets keep; of kind `all`, notices of every sort."""

    need: Annotated[str, Meta(max_length=2000)] = ""
    vendor: Annotated[str, Meta(max_length=200)] = ""
    buyer: list[Choice] = []
    category: list[Choice] = []
    kind: Literal["", "all"] = ""
    page: Annotated[int, Meta(ge=1, le=10_000)] = 1
