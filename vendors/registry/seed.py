"""`seed/vendors/*.toml`: one enterprise a file, with its solutions, facts and fit statements."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any, Literal

import msgspec
from msgspec import Struct

from vendors.registry.tables import Fact, FitStatement, Solution, Vendor
from vendors.sources.faults import Fault, UnusableError
from vendors.sources.seedfile import SeedRows, fault_in, files, read_toml
from vendors.text import sort_key


class VendorSeed(Struct, forbid_unknown_fields=True):
    """A `[[vendor]]`."""

    id: str
    name: str
    neq: str | None = None
    city: str | None = None
    region_fr: str | None = None
    region_en: str | None = None
    website: str | None = None


class SolutionSeed(Struct, forbid_unknown_fields=True):
    """A `[[solution]]`; `domains` and `capabilities` are ids of the taxonomy."""

    id: str
    name: str
    kind: Literal["product", "service", "platform"]
    summary_fr: str
    summary_en: str
    domains: list[str]
    capabilities: list[str]
    hosting: Literal["quebec", "canada", "elsewhere"] | None = None
    languages: list[str] = []
    smallest_population: int | None = None
    price_low: int | None = None
    price_high: int | None = None
    open_source: bool | None = None


class FactSeed(Struct, forbid_unknown_fields=True):
    """A `[[fact]]`; `body` names the public body when the fact is a use by one."""

    solution: str
    field: Literal["offer", "client", "hosting", "price", "size", "language", "open_source", "company", "caution"]
    text_fr: str
    text_en: str
    source_title: str
    read_on: str
    verified: bool
    body: str | None = None
    source_url: str | None = None
    source_date: str | None = None


class FitSeed(Struct, forbid_unknown_fields=True):
    """A `[[fit]]`; `node` is the domain or capability of which it speaks."""

    solution: str
    node: str
    verdict: Literal["fits", "partly", "does_not_fit"]
    reason_fr: str
    reason_en: str
    source_title: str
    read_on: str
    source_url: str | None = None
    source_date: str | None = None


def vendor_rows(folder: Path, nodes: set[str]) -> list[SeedRows]:
    """The rows of every file in the folder, tables in the order in which they must be filled.

    Raises UnusableError for an unknown domain, capability or solution, and for an id used twice.
    """
    vendors: list[dict[str, Any]] = []
    solutions: list[dict[str, Any]] = []
    facts: list[dict[str, Any]] = []
    fits: list[dict[str, Any]] = []
    faults: list[Fault] = []
    seen: set[str] = set()
    for path in files(folder, ".toml"):
        tables = read_toml(path, vendor=VendorSeed, solution=SolutionSeed, fact=FactSeed, fit=FitSeed)
        faults += _faults(path, tables, nodes, seen)
        if len(tables["vendor"]) != 1:
            faults.append(fault_in(path, "vendor", 0, "id", "exactly one [[vendor]] is expected"))
            continue
        vendor = tables["vendor"][0]
        vendors.append(_row(vendor) | {"sort_key": sort_key(vendor.name)})
        solutions += [_row(row) | {"vendor": vendor.id, "sort_key": sort_key(row.name)} for row in tables["solution"]]
        facts += _numbered(tables["fact"])
        fits += [_row(row) | {"id": f"{row.solution}:{row.node}"} for row in tables["fit"]]
    if faults:
        raise UnusableError(faults)
    return [
        SeedRows(Vendor, vendors),
        SeedRows(Solution, solutions),
        SeedRows(Fact, facts),
        SeedRows(FitStatement, fits),
    ]


def _numbered(facts: list[FactSeed]) -> list[dict[str, Any]]:
    counts: dict[str, int] = {}
    rows: list[dict[str, Any]] = []
    for fact in facts:
        n = counts[fact.solution] = counts.get(fact.solution, 0) + 1
        rows.append(_row(fact) | {"id": f"{fact.solution}:{n}", "position": n})
    return rows


def _faults(path: Path, tables: dict[str, list[Any]], nodes: set[str], seen: set[str]) -> list[Fault]:
    """What only the file as a whole, or the others, reveal."""
    own = {solution.id for solution in tables["solution"]}
    faults = [
        fault_in(path, "solution", n, field, f"{node} is not in the taxonomy")
        for n, solution in enumerate(tables["solution"])
        for field in ("domains", "capabilities")
        for node in getattr(solution, field)
        if node not in nodes
    ]
    faults += [
        fault_in(path, "fit", n, "node", f"{fit.node} is not in the taxonomy")
        for n, fit in enumerate(tables["fit"])
        if fit.node not in nodes
    ]
    faults += [
        fault_in(path, kind, n, "solution", f"{row.solution} is not a solution of this file")
        for kind in ("fact", "fit")
        for n, row in enumerate(tables[kind])
        if row.solution not in own
    ]
    for kind, field, value, n in _unique(tables):
        if f"{kind}:{field}:{value}" in seen:
            faults.append(fault_in(path, kind, n, field, f"{value} is already used"))
        seen.add(f"{kind}:{field}:{value}")
    return faults


def _unique(tables: dict[str, list[Any]]) -> Iterator[tuple[str, str, str, int]]:
    """What may stand only once in all the files: table, field, value, and which row of its table."""
    for kind in ("vendor", "solution"):
        yield from ((kind, "id", row.id, n) for n, row in enumerate(tables[kind]))
    yield from (("vendor", "neq", row.neq, n) for n, row in enumerate(tables["vendor"]) if row.neq)
    own = {row.id for row in tables["solution"]}
    stated = [(n, row) for n, row in enumerate(tables["fit"]) if row.solution in own]
    yield from (("fit", "node", f"{row.solution}:{row.node}", n) for n, row in stated)


def _row(seed: Struct) -> dict[str, Any]:
    return msgspec.structs.asdict(seed)
