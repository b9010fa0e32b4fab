"""`seed/indicators.csv`, and in the demonstration what the fictitious cities follow and measured."""

from pathlib import Path
from typing import Literal

import msgspec
from msgspec import Struct

from municipal.indicators.tables import Indicator, Reading, Tracked
from vendors.sources.faults import Fault, UnusableError
from vendors.sources.seedfile import SeedRows, read_csv
from vendors.text import sort_key


class IndicatorSeed(Struct, forbid_unknown_fields=True):
    """A row of `indicators.csv`; domains are joined by `;`."""

    id: str
    name_fr: str
    name_en: str
    unit_fr: str
    unit_en: str
    polarity: Literal["more", "less", "target"]
    scale: Literal["lr", "lo", "d"]
    domains: str
    dimension: Literal["prosperity", "health", "environment", "society", "good_governance"]
    kind: Literal["service", "context"]
    lever: Literal["H", "M", "L"]
    level: str
    frequency: str
    publisher_fr: str
    publisher_en: str
    description_fr: str
    description_en: str
    source_title: str
    checked_on: str
    verified: bool
    reference: str | None = None
    source_url: str | None = None


class TrackedSeed(Struct, forbid_unknown_fields=True):
    """A row of `tracked.csv`."""

    city: str
    indicator: str
    since: int
    source_fr: str
    source_en: str
    worst: float | None = None
    target: float | None = None


class ReadingSeed(Struct, forbid_unknown_fields=True):
    """A row of `readings.csv`."""

    city: str
    indicator: str
    period: str
    value: float
    source_fr: str
    source_en: str
    counted: int | None = None
    method_changed: bool = False


def indicator_ids(path: Path) -> set[str]:
    """The ids of the catalogue, straight from its file."""
    return {row.id for row in read_csv(path, IndicatorSeed)}


def indicator_rows(path: Path, nodes: set[str]) -> list[SeedRows]:
    """The rows of the catalogue.

    Raises UnusableError for a domain that is not in the taxonomy.
    """
    seeds = read_csv(path, IndicatorSeed)
    if faults := [
        Fault("seed", f"{path.name}:{seed.id}:domains", f"Corrigez le domaine {node}.", f"Correct the domain {node}.")
        for seed in seeds
        for node in seed.domains.split(";")
        if node not in nodes
    ]:
        raise UnusableError(faults)
    rows = [
        msgspec.structs.asdict(seed)
        | {
            "domains": seed.domains.split(";"),
            "sort_key_fr": sort_key(seed.name_fr),
            "sort_key_en": sort_key(seed.name_en),
        }
        for seed in seeds
    ]
    return [SeedRows(Indicator, rows)]


def city_rows(folder: Path) -> list[SeedRows]:
    """What cities follow and measured, from `tracked.csv` and `readings.csv`."""
    return [
        SeedRows(Tracked, [msgspec.structs.asdict(seed) for seed in read_csv(folder / "tracked.csv", TrackedSeed)]),
        SeedRows(Reading, [msgspec.structs.asdict(seed) for seed in read_csv(folder / "readings.csv", ReadingSeed)]),
    ]
