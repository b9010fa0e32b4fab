"""What comes in from the address of a comparison: the city, the need, the solutions, what the council weighs."""

from collections.abc import Iterable
from typing import Annotated, Final, Literal

from msgspec import Meta, Struct

from municipal.web.addresses import PARAMETERS, canonical
from municipal.web.form import query
from vendors.needs.detect import LONGEST

# What a council says of an indicator, and what that weighs.
WEIGHTS: Final = (0, 1, 2, 3)
# An indicator of which nothing was said, where something was said of another.
UNSAID: Final = 1
# A weight is a parameter of its own indicator: `poids_pertes-eau-pct=2`.
PREFIXES: Final = tuple(f"{word}_" for word in PARAMETERS["weight"].values())
_MOST: Final = 100

Format = Literal["pdf", "docx", "xlsx", "csv", "json"]


class ComparisonQuery(Struct, frozen=True):
    """The city by code or name, the need, the ids (repeated, or joined by commas), the form of a file.

    With `other`, another city than one’s own is looked for.
    """

    city: Annotated[str, Meta(max_length=200)] = ""
    need: Annotated[str, Meta(max_length=LONGEST)] = ""
    ids: list[Annotated[str, Meta(max_length=2000)]] = []
    format: Format = "json"
    other: str = ""

    def wanted(self) -> list[str]:
        """The ids, each once, in the order given."""
        return list(dict.fromkeys(one.strip() for given in self.ids for one in given.split(",") if one.strip()))


class Told(Struct, frozen=True):
    """A whole address: what is compared, and the weight that the council gave to each indicator, if it gave any."""

    asked: ComparisonQuery
    weights: dict[str, int]

    def parameters(self) -> dict[str, object]:
        """The same address again, for links to the page and to its files."""
        return {
            "city": self.asked.city,
            "need": self.asked.need,
            "ids": ",".join(self.asked.wanted()),
            **{f"{PREFIXES[0]}{name}": str(weight) for name, weight in self.weights.items()},
        }


def told(pairs: Iterable[tuple[str, str]]) -> Told:
    """What an address tells, in either language; a weight that is none of the four is as good as unsaid."""
    kept = list(pairs)
    weights: dict[str, int] = {}
    for name, value in kept[:_MOST]:
        prefix = next((one for one in PREFIXES if name.startswith(one)), None)
        if prefix and value in map(str, WEIGHTS):
            weights[name.removeprefix(prefix)] = int(value)
    return Told(query(ComparisonQuery, canonical(kept)), weights)
