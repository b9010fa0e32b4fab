"""Questions about cases: documented ones and cities' own, asked together; Structs out, in the reader's language."""

from collections.abc import Iterable, Mapping
from typing import Final

from sqlmodel import Session

from municipal.cases.rows import LIMITS, CaseRow, Size, Where, size_of
from municipal.cases.shelf import cases, seeds, shelf
from municipal.thesaurus.queries import in_use
from municipal.web.actor import Actor
from municipal.web.facets import Values, kept
from vendors.needs.detect import detect
from vendors.needs.words import STOP_WORDS
from vendors.text import words

__all__ = [
    "LIMITS",
    "VALUES",
    "CaseRow",
    "Size",
    "Where",
    "akin",
    "answering",
    "cases",
    "from_source",
    "keep",
    "library",
    "of_a_body",
    "of_city",
    "of_solution",
    "seeds",
    "similar",
    "size_of",
]

MOST_SIMILAR: Final = 4

# What a case has under each filter, in the order in which they are shown.
VALUES: Final[Values[CaseRow]] = {
    "state": lambda row: [row.state],
    "effect": lambda row: [row.effect],
    "domain": lambda row: row.domains,
    "place": lambda row: [row.where],
    "population": lambda row: [row.size],
    "region": lambda row: [row.region] if row.region else [],
    "dimension": lambda row: [row.dimension] if row.dimension else [],
}


def library(session: Session, language: str, *, demo: bool, reader: Actor | None = None) -> list[CaseRow]:
    """Every case that a reader may see: what cities tell municipalities alone is for who acts in a body."""
    rows = shelf(session).rows(language, demo=demo)
    if of_a_body(reader):
        return rows
    return [row for row in rows if row.told is None or row.told.visibility != "municipalities"]


def of_a_body(reader: Actor | None) -> bool:
    """Whether somebody is signed in who acts for a municipality, an MRC or the province."""
    return reader is not None and not reader.pending and bool(reader.bodies)


def keep(rows: Iterable[CaseRow], chosen: Mapping[str, list[str]]) -> list[CaseRow]:
    """The cases that pass every filter; within a filter, one choice is enough, and no choice asks nothing."""
    return kept(rows, VALUES, chosen)


def answering(rows: list[CaseRow], need: str) -> list[CaseRow]:
    """The cases of a city that is named, else those of the need's domains, what shares its capability first."""
    detected = detect(need, in_use())
    wanted = set(words(need)) - set(STOP_WORDS[detected.language])
    if named := [row for row in rows if wanted and not row.anonymous and wanted <= set(words(row.city))]:
        return named
    told = {row.id: _rank(row, wanted, set(detected.domains), set(detected.capabilities)) for row in rows}
    return sorted((row for row in rows if told[row.id]), key=lambda row: -told[row.id])


def similar(row: CaseRow, rows: list[CaseRow]) -> list[CaseRow]:
    """The cases nearest in domain and capability; only those sharing a domain."""

    def shared(one: CaseRow) -> int:
        return 2 * len(set(one.domains) & set(row.domains)) + len(set(one.capabilities) & set(row.capabilities))

    near = [one for one in rows if one.id != row.id and set(one.domains) & set(row.domains)]
    return sorted(near, key=lambda one: -shared(one))[:MOST_SIMILAR]


def of_city(rows: Iterable[CaseRow], code: str) -> list[CaseRow]:
    """Those of a municipality, by its five-digit code; what it tells without its name is not among them."""
    return [row for row in rows if row.municipality == code]


def of_solution(rows: Iterable[CaseRow], identity: str) -> list[CaseRow]:
    """Those that used a solution."""
    return [row for row in rows if row.solution == identity]


def akin(rows: list[CaseRow], domains: Iterable[str], words_of: str, *, but: str = "") -> list[CaseRow]:
    """The same effort elsewhere: cases of the same domains, or that answer the same words; one city's own left out."""
    wanted = set(domains)
    others = [row for row in rows if not but or row.municipality != but]
    near = [row for row in others if wanted & set(row.domains)] if wanted else answering(others, words_of)
    told = set(words(words_of))
    return sorted(near, key=lambda row: -len(told & set(words(f"{row.title} {row.problem}"))))[:MOST_SIMILAR]


def from_source(url: str, language: str, *, demo: bool) -> CaseRow | None:
    """The case that a page documents; none in a world where it is not told."""
    return next((row for row in cases(language, demo=demo) if url and row.source_url == url), None)


def _rank(row: CaseRow, wanted: set[str], domains: set[str], capabilities: set[str]) -> int:
    """How well a case answers; nothing when it does not."""
    if wanted and wanted <= set(words(f"{row.title} {row.vendor or ''}")):
        return 3
    shares = bool(capabilities & set(row.capabilities))
    if domains:
        return (1 + shares) if domains & set(row.domains) else 0
    return int(shares)
