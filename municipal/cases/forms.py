"""What comes in from the library of cases."""

from typing import Annotated

from msgspec import Meta, Struct, structs

Choice = Annotated[str, Meta(max_length=40)]


class CasesQuery(Struct, frozen=True):
    """The need, and what the filters keep."""

    need: Annotated[str, Meta(max_length=500)] = ""
    state: list[Choice] = []
    effect: list[Choice] = []
    domain: list[Choice] = []
    place: list[Choice] = []
    population: list[Choice] = []

    def chosen(self) -> dict[str, list[str]]:
        """The choices of each filter."""
        return {name: given for name, given in structs.asdict(self).items() if name != "need"}
