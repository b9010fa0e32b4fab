"""A case as lists, pages and files show it, whoever tells it: a public source, or the city itself."""

import datetime as dt
from bisect import bisect_right
from typing import Final, Literal

from msgspec import Struct

from municipal.cases.effect import Derived
from municipal.cases.seed import DocumentedCase, Effect, Reason, State
from municipal.cases.text import Document, Visibility

Size = Literal["2000", "10000", "50000", "100000", "more", "unknown"]
Where = Literal["quebec", "elsewhere"]
Kind = Literal["documented", "city"]

# A city of fewer people than this is of that size; beyond the last it is `more`, untold it is `unknown`.
LIMITS: Final = (2000, 10_000, 50_000, 100_000)
_SIZES: Final[tuple[Size, ...]] = ("2000", "10000", "50000", "100000", "more")
_QUEBEC: Final = "Québec"


class Reply(Struct, frozen=True):
    """What a supplier that is named answers, who answers for it, and when."""

    text: str
    by: str
    at: str


class Told(Struct, frozen=True, kw_only=True):
    """What only the city itself can tell of its case, and what follows from its readings.

    `spoken` is the language in which the city wrote; `basis` says how its effect was derived.
    """

    spoken: Literal["fr", "en"]
    visibility: Visibility
    control: str | None = None
    ended: str | None = None
    would_do_again: str = ""
    data_needed: str = ""
    staff_hours: int | None = None
    cost_range: str = ""
    prerequisites: str = ""
    framed_by: str = ""
    owned_by: str = ""
    data_access_by: str = ""
    documents: tuple[Document, ...] = ()
    basis: Derived
    published_at: str
    review_on: str
    reply: Reply | None = None


class CaseRow(Struct, frozen=True):
    """A case as a page shows it; None is what nobody says.

    A case is of a kind: `documented` by a public source and not verified by the city, or told by the `city` itself,
    with `told`. `region` is an administrative region by its name, `dimension` that of the indicator.
    """

    id: str
    kind: Kind
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
    region: str | None = None
    dimension: str | None = None
    told: Told | None = None

    @property
    def anonymous(self) -> bool:
        """Whether the city does not give its name."""
        return self.told is not None and self.told.visibility == "anonymous"


def size_of(population: int | None) -> Size:
    """The band in which a city's population falls."""
    return "unknown" if population is None else _SIZES[bisect_right(LIMITS, population)]


def documented(seed: DocumentedCase, language: str) -> CaseRow:
    """A case that a public source documents, in the reader's language."""
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
