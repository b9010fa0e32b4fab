"""What comes in from the library of cases, and from a city’s own."""

from typing import Annotated

from msgspec import Meta, Struct, structs

from municipal.web.form import Input, Once, Version

Choice = Annotated[str, Meta(max_length=40)]


class CasesQuery(Struct, frozen=True):
    """The need, and what the filters keep."""

    need: Annotated[str, Meta(max_length=500)] = ""
    state: list[Choice] = []
    effect: list[Choice] = []
    domain: list[Choice] = []
    place: list[Choice] = []
    population: list[Choice] = []
    region: list[Choice] = []
    dimension: list[Choice] = []

    def chosen(self) -> dict[str, list[str]]:
        """The choices of each filter."""
        return {name: given for name, given in structs.asdict(self).items() if name != "need"}


class OwnCaseQuery(Struct, frozen=True):
    """Which case of a city; the version to take up again, whether one goes on with one’s draft, what was just done."""

    case: Annotated[str, Meta(max_length=40)] = ""
    version: Version = 0
    draft: str = ""
    received: str = ""


class ReplyForm(Input, frozen=True):
    """What a supplier answers, and who answers for it."""

    text: Annotated[str, Meta(min_length=1, max_length=2000)]
    name: Annotated[str, Meta(min_length=3, max_length=150, pattern=r"^[^\x00-\x1f<>]+$")]
    once: Once = ""
