"""The constants of the comparison of names, read from a seed file: each has its meaning and its source."""

from pathlib import Path
from typing import Annotated

from msgspec import Meta, Struct

from vendors.sources.faults import UnusableError
from vendors.sources.numbers import Told, named
from vendors.sources.seedfile import fault_in, read_toml

Share = Annotated[float, Meta(ge=0, le=1)]
Points = Annotated[float, Meta(ge=0)]
_RISING = ("review", "ceiling_apart", "link", "ceiling_look", "same")
Count = Annotated[int, Meta(ge=1)]


class Constants(Struct, frozen=True, kw_only=True):
    """The constants by name, within what each may be; no weight is negative, so nothing shared ever lowers a score."""

    same: Share
    link: Share
    review: Share
    ceiling_look: Share
    ceiling_apart: Share
    start: float
    shared: Points
    overlap: Points
    contained: Points
    agreement: Points
    completeness: Points
    own: Points
    letters: Points
    whole: Points
    legal: Points
    generic_weight: Share
    trade_weight: Share
    place_weight: Share
    given_weight: Share
    surname_weight: Share
    initial_weight: Share
    digits_weight: Share
    rank_shared: Points
    rank_overlap: Points
    rank_contained: Points
    rank_spelling: Points
    search_candidates: Count
    search_budget: Count
    longest_name: Count
    longest_cell: Count
    most_records: Count
    most_bytes: Count


def read_constants(path: Path) -> Constants:
    """The constants of a seed file.

    Raises UnusableError when one is missing, unknown, given twice, beyond what it may be, or out of order.
    """
    told: list[Told] = read_toml(path, constant=Told)["constant"]
    values, faults = named(path, {"constant": told}, Constants)
    if not faults and [values[name] for name in _RISING] != sorted({values[name] for name in _RISING}):
        faults.append(fault_in(path, "constant", 0, "value", f"wanted: {' < '.join(_RISING)}"))
    if faults:
        raise UnusableError(faults)
    return Constants(**values)
