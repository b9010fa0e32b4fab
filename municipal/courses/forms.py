"""What comes in from the guide of courses."""

from typing import Annotated

import msgspec
from msgspec import Meta, Struct

Choice = Annotated[str, Meta(max_length=40)]


class CoursesQuery(Struct, frozen=True):
    """What the filters keep."""

    language: list[Choice] = []
    format: list[Choice] = []
    duration: list[Choice] = []
    cost: list[Choice] = []
    certificate: list[Choice] = []
    level: list[Choice] = []
    quebec: list[Choice] = []

    def chosen(self) -> dict[str, list[str]]:
        """The choices of each filter."""
        return msgspec.structs.asdict(self)


class CompareQuery(Struct, frozen=True):
    """The ids, repeated or joined by commas."""

    ids: list[str] = []

    def wanted(self) -> list[str]:
        """The ids, each once, in the order given."""
        return list(dict.fromkeys(one.strip() for given in self.ids for one in given.split(",") if one.strip()))
