"""`seed/demo/needs.csv`: what the fictitious cities need too, how much of it, and on which conditions."""

from pathlib import Path
from typing import Any

from msgspec import Struct, structs

from municipal.needs import the_taxonomy
from municipal.shared_needs.identity import told_by
from municipal.shared_needs.tables import NeedMember, SharedNeed
from vendors.needs.detect import detect
from vendors.sources.faults import Fault, UnusableError
from vendors.sources.seedfile import SeedRows, read_csv

PERSON = "demo"


class NeedSeed(Struct, forbid_unknown_fields=True):
    """A row of `needs.csv`: one city that has a need, in its own words; the first row of a need names it."""

    need: str
    city: str
    joined_on: str
    volume: float | None = None
    unit: str = ""
    wanted_in: str = ""
    conditions: str = ""


def need_rows(folder: Path, cities: set[str]) -> list[SeedRows]:
    """The shared needs of a seed folder, and the cities that have them.

    Raises UnusableError for a city that does not exist, or for words that tell nothing.
    """
    path = folder / "needs.csv"
    needs: dict[str, dict[str, Any]] = {}
    members: list[dict[str, Any]] = []
    faults: list[Fault] = []
    for seed in read_csv(path, NeedSeed):
        # The words accepted since must not change what the seed tells.
        told = told_by(detect(seed.need, the_taxonomy()))
        if told is None or seed.city not in cities:
            where = f"{path.name}:{seed.need}:{seed.city}"
            faults.append(Fault("seed", where, "Corrigez le besoin ou la ville.", "Correct the need or the city."))
            continue
        at = f"{seed.joined_on}T12:00:00+00:00"
        needs.setdefault(told.id, structs.asdict(told) | {"words": seed.need, "opened_at": at})
        values = {name: getattr(seed, name) for name in ("city", "volume", "unit", "wanted_in", "conditions")}
        members.append({"need": told.id, "words": seed.need, "person": PERSON, "joined_at": at} | values)
    if faults:
        raise UnusableError(faults)
    return [SeedRows(SharedNeed, list(needs.values())), SeedRows(NeedMember, members)]
