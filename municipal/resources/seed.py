"""`seed/resources.toml`."""

from pathlib import Path
from typing import Literal

import msgspec
from msgspec import Struct

from municipal.resources.tables import Resource
from vendors.sources.faults import UnusableError
from vendors.sources.seedfile import SeedRows, fault_in, read_toml
from vendors.text import sort_key


class ResourceSeed(Struct, forbid_unknown_fields=True):
    """A `[[resource]]`."""

    id: str
    name: str
    kind: Literal[
        "accompaniment", "funding", "network", "research", "legal_guidance", "community", "standard", "compute"
    ]
    scope: Literal["quebec", "canada", "international"]
    summary_fr: str
    summary_en: str
    use_fr: str
    use_en: str
    status: Literal["open", "closed", "unknown"]
    domains: list[str]
    source_title: str
    read_on: str
    eligibility_fr: str | None = None
    eligibility_en: str | None = None
    amount_fr: str | None = None
    amount_en: str | None = None
    deadline: str | None = None
    url: str | None = None
    source_url: str | None = None
    source_date: str | None = None


def resource_ids(path: Path) -> set[str]:
    """The ids of the resources, straight from their file."""
    return {row.id for row in read_toml(path, resource=ResourceSeed)["resource"]}


def resource_rows(path: Path, nodes: set[str]) -> list[SeedRows]:
    """The rows of the resources.

    Raises UnusableError for a domain that is not in the taxonomy.
    """
    seeds: list[ResourceSeed] = read_toml(path, resource=ResourceSeed)["resource"]
    if faults := [
        fault_in(path, "resource", n, "domains", f"{node} is not in the taxonomy")
        for n, seed in enumerate(seeds)
        for node in seed.domains
        if node not in nodes
    ]:
        raise UnusableError(faults)
    return [SeedRows(Resource, [msgspec.structs.asdict(seed) | {"sort_key": sort_key(seed.name)} for seed in seeds])]
