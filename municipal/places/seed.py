"""`seed/municipalities.csv`, its regions and MRC, and the names under which people still look for a municipality."""

from pathlib import Path
from typing import Any

import msgspec
from msgspec import Struct

from municipal.places.tables import Mrc, Municipality, MunicipalityAlias, Region
from vendors.sources.faults import Fault, UnusableError
from vendors.sources.seedfile import SeedRows, read_csv
from vendors.text import sort_key


class MunicipalitySeed(Struct, forbid_unknown_fields=True):
    """A row of `municipalities.csv`."""

    code: str
    name: str
    designation: str
    region_code: str
    region: str
    population: int
    source: str
    mrc_code: str | None = None
    mrc: str | None = None
    population_year: int | None = None
    latitude: float | None = None
    longitude: float | None = None
    area_km2: float | None = None
    note: str | None = None


class AliasSeed(Struct, forbid_unknown_fields=True):
    """A row of `municipality_aliases.csv`."""

    alias: str
    code: str
    kind: str
    source: str


def place_rows(folder: Path) -> list[SeedRows]:
    """The rows of regions, MRC, municipalities and aliases of a seed folder.

    Raises UnusableError when an alias names no municipality.
    """
    seeds = read_csv(folder / "municipalities.csv", MunicipalitySeed)
    aliases_file = folder / "municipality_aliases.csv"
    aliases = read_csv(aliases_file, AliasSeed) if aliases_file.exists() else []
    codes = {seed.code for seed in seeds}
    if lost := [one for one in aliases if one.code not in codes]:
        raise UnusableError([_lost(one) for one in lost])
    regions = {seed.region_code: seed.region for seed in seeds}
    mrcs = {seed.mrc_code: (seed.mrc, seed.region_code) for seed in seeds if seed.mrc_code}
    return [
        SeedRows(Region, [{"code": code, "name": name} for code, name in sorted(regions.items())]),
        SeedRows(Mrc, [{"code": code, "name": name, "region": of} for code, (name, of) in sorted(mrcs.items())]),
        SeedRows(Municipality, [municipality_row(seed) for seed in seeds]),
        SeedRows(
            MunicipalityAlias, [msgspec.structs.asdict(one) | {"sort_key": sort_key(one.alias)} for one in aliases]
        ),
    ]


def municipality_row(seed: MunicipalitySeed) -> dict[str, Any]:
    """A municipality as it is stored."""
    row = msgspec.structs.asdict(seed)
    del row["region_code"], row["region"], row["mrc_code"], row["mrc"]
    return row | {"sort_key": sort_key(seed.name), "region": seed.region_code, "mrc": seed.mrc_code}


def _lost(alias: AliasSeed) -> Fault:
    return Fault(
        rule="seed",
        where=f"municipality_aliases.csv:{alias.alias}:code",
        fr=f"Corrigez le code de « {alias.alias} »\u00a0: {alias.code} n’est pas une municipalité.",
        en=f"Correct the code of “{alias.alias}”: {alias.code} is not a municipality.",
    )
