"""Questions about cases, answered from memory: what is asked in, Structs out, in the reader's language."""

import datetime as dt
from bisect import bisect_right
from collections.abc import Iterable, Mapping
from functools import cache
from typing import Final, Literal

from msgspec import Struct

from municipal.cases.seed import DocumentedCase, Effect, Reason, State, case_seeds
from municipal.needs import the_taxonomy
from municipal.paths import SEED
from municipal.web.facets import Values, kept
from vendors.needs.detect import detect
from vendors.needs.words import STOP_WORDS
from vendors.text import sort_key, words

Size = Literal["2000", "10000", "50000", "100000", "more", "unknown"]
Where = Literal["quebec", "elsewhere"]

# A city of fewer people than this is of that size; beyond the last it is `more`, untold it is `unknown`.
LIMITS: Final = (2000, 10_000, 50_000, 100_000)
_SIZES: Final[tuple[Size, ...]] = ("2000", "10000", "50000", "100000", "more")
MOST_SIMILAR: Final = 4
_QUEBEC: Final = "Québec"


class CaseRow(Struct, frozen=True):
    """A case as a page shows it; None is what its source does not say.

    A case is of a kind: `documented` by a public source, and not verified by the city.
    """

    id: str
    kind: Literal["documented"]
    city: str
    municipality: str | None
    country: str
    where: Where
    population: int | None
    size: Size
    title: str
    problem: str
    done: str
    domains: list[str]
    capabilities: list[str]
    vendor: str | None
    solution: str | None
    started: str | None
    state: State
    effect: Effect
    measured: str | None
    not_worked: str | None
    lessons: str | None
    stopped_because: tuple[Reason, ...]
    indicator: str | None
    source_title: str
    source_url: str | None
    source_date: str | None
    read_on: dt.date
    note: str | None


# What a case has under each filter, in the order in which they are shown.
VALUES: Final[Values[CaseRow]] = {
    "state": lambda row: [row.state],
    "effect": lambda row: [row.effect],
    "domain": lambda row: row.domains,
    "place": lambda row: [row.where],
    "population": lambda row: [row.size],
}


@cache
def seeds(*, demo: bool) -> list[DocumentedCase]:
    """The documented cases of a world. Raises UnusableError when their file is broken."""
    folder = SEED / "demo" if demo else SEED
    return case_seeds(folder / "cases.toml", set(the_taxonomy().nodes), cited=not demo)


@cache
def cases(language: str, *, demo: bool) -> list[CaseRow]:
    """Every case, those of Québec first, the newest source before the others."""
    rows = sorted((_row(seed, language) for seed in seeds(demo=demo)), key=lambda row: (sort_key(row.city), row.id))
    newest = sorted(rows, key=lambda row: row.source_date or row.started or "", reverse=True)
    return sorted(newest, key=lambda row: row.where != "quebec")


def by_id(language: str, *, demo: bool) -> dict[str, CaseRow]:
    """Every case by its id."""
    return {row.id: row for row in cases(language, demo=demo)}


def keep(rows: Iterable[CaseRow], chosen: Mapping[str, list[str]]) -> list[CaseRow]:
    """The cases that pass every filter; within a filter, one choice is enough, and no choice asks nothing."""
    return kept(rows, VALUES, chosen)


def answering(rows: list[CaseRow], need: str) -> list[CaseRow]:
    """The cases of a city that is named, else those of the need's domains, what shares its capability first."""
    detected = detect(need, the_taxonomy())
    wanted = set(words(need)) - set(STOP_WORDS[detected.language])
    if named := [row for row in rows if wanted and wanted <= set(words(row.city))]:
        return named
    told = {row.id: _rank(row, wanted, set(detected.domains), set(detected.capabilities)) for row in rows}
    return sorted((row for row in rows if told[row.id]), key=lambda row: -told[row.id])


def similar(row: CaseRow, rows: list[CaseRow]) -> list[CaseRow]:
    """The cases nearest in domain and capability; only those sharing a domain."""

    def shared(one: CaseRow) -> int:
        return 2 * len(set(one.domains) & set(row.domains)) + len(set(one.capabilities) & set(row.capabilities))

    near = [one for one in rows if one.id != row.id and set(one.domains) & set(row.domains)]
    return sorted(near, key=lambda one: -shared(one))[:MOST_SIMILAR]


def of_city(code: str, language: str, *, demo: bool) -> list[CaseRow]:
    """The cases of a municipality, by its five-digit code."""
    return [row for row in cases(language, demo=demo) if row.municipality == code]


def of_solution(identity: str, language: str, *, demo: bool) -> list[CaseRow]:
    """The cases that used a solution."""
    return [row for row in cases(language, demo=demo) if row.solution == identity]


def from_source(url: str, language: str, *, demo: bool) -> CaseRow | None:
    """The case that a page documents; none in a world where it is not told."""
    return next((row for row in cases(language, demo=demo) if url and row.source_url == url), None)


def size_of(population: int | None) -> Size:
    """The band in which a city's population falls."""
    return "unknown" if population is None else _SIZES[bisect_right(LIMITS, population)]


def _rank(row: CaseRow, wanted: set[str], domains: set[str], capabilities: set[str]) -> int:
    """How well a case answers; nothing when it does not."""
    if wanted and wanted <= set(words(f"{row.title} {row.vendor or ''}")):
        return 3
    shares = bool(capabilities & set(row.capabilities))
    if domains:
        return (1 + shares) if domains & set(row.domains) else 0
    return int(shares)


def _row(seed: DocumentedCase, language: str) -> CaseRow:
    here = seed.municipality is not None or _QUEBEC in seed.country_fr
    return CaseRow(
        id=seed.id,
        kind="documented",
        city=seed.city,
        municipality=seed.municipality,
        country=seed.text("country", language),
        where="quebec" if here else "elsewhere",
        population=seed.population,
        size=size_of(seed.population),
        title=seed.text("title", language),
        problem=seed.text("problem", language),
        done=seed.text("done", language),
        domains=seed.domains,
        capabilities=seed.capabilities,
        vendor=seed.vendor,
        solution=seed.solution,
        started=seed.started,
        state=seed.state,
        effect=seed.effect,
        measured=seed.text("measured", language) or None,
        not_worked=seed.text("not_worked", language) or None,
        lessons=seed.text("lessons", language) or None,
        stopped_because=seed.stopped_because,
        indicator=seed.indicator,
        source_title=seed.source_title,
        source_url=seed.source_url,
        source_date=seed.source_date,
        read_on=seed.read_on,
        note=seed.text("note", language) or None,
    )
