"""The constants of the comparison of names, read from a seed file: each has its meaning and its source."""

from pathlib import Path
from typing import Annotated, Any

import msgspec
from msgspec import Meta, Struct

from vendors.sources.faults import Fault, UnusableError
from vendors.sources.seedfile import fault_in, read_toml

Share = Annotated[float, Meta(ge=0, le=1)]
Points = Annotated[float, Meta(ge=0)]
_RISING = ("review", "ceiling_apart", "link", "ceiling_look", "same")
Count = Annotated[int, Meta(ge=1)]


class Told(Struct, frozen=True, forbid_unknown_fields=True):
    """A constant as the seed tells it, for whoever wants to know what it means and where it comes from."""

    id: str
    value: int | float
    meaning_fr: str
    meaning_en: str
    source: str


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
    wanted = {field.name: field.type for field in msgspec.structs.fields(Constants)}
    values: dict[str, Any] = {}
    faults: list[Fault] = []
    for n, one in enumerate(told):
        if one.id not in wanted or one.id in values:
            problem = "stands there already" if one.id in values else "is not a constant"
            faults.append(fault_in(path, "constant", n, "id", f"{one.id} {problem}"))
            continue
        try:
            values[one.id] = msgspec.convert(one.value, wanted[one.id])
        except msgspec.ValidationError as error:
            values[one.id] = one.value
            faults.append(fault_in(path, "constant", n, "value", str(error)))
    faults += [fault_in(path, "constant", 0, "id", f"missing {name}") for name in wanted if name not in values]
    if not faults and [values[name] for name in _RISING] != sorted({values[name] for name in _RISING}):
        faults.append(fault_in(path, "constant", 0, "value", f"wanted: {' < '.join(_RISING)}"))
    if faults:
        raise UnusableError(faults)
    return Constants(**values)
