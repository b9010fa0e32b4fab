"""Questions about courses, answered from memory: what is asked in, Structs out, in the reader's language."""

import datetime as dt
from collections.abc import Iterable, Mapping
from functools import cache
from typing import Final, Literal

from msgspec import Struct

from municipal.courses.seed import CourseSeed, course_seeds
from municipal.learning.curriculum import curriculum
from municipal.paths import SEED
from municipal.web.facets import Values, kept
from vendors.text import sort_key

Price = Literal["free", "paid", "unknown"]
Certified = Literal["yes", "no", "unknown"]

# What no source says: a value like the others, which passes for none of them.
UNKNOWN: Final = "unknown"
# The longest that one has time for, in minutes; what takes longer than the last is `longer`.
BANDS: Final = (60, 300, 1800)
LONGER: Final = "longer"
# Words of the file that change what a text means: none is given, it depends, it costs nothing to some.
_NONE, _DEPENDS, _FREE = "aucun", "selon", "gratuit"


class CourseRow(Struct, frozen=True):
    """A course as a list shows it; None is what its source does not say."""

    id: str
    title: str
    provider: str
    languages: list[str]
    audience: str
    content: str
    minutes: int | None
    duration: str | None
    format: str | None
    prerequisites: str | None
    local_value: str | None
    price: Price
    cost: float | None
    cost_note: str | None
    certified: Certified
    certificate: str | None
    level: int | None
    competencies: list[str]
    quebec: bool
    url: str | None
    source_title: str
    source_url: str
    source_date: str | None
    checked_on: dt.date


def _bands(row: CourseRow) -> list[str]:
    """Every limit that a course keeps; a duration told in other units than time keeps none."""
    if row.minutes is None:
        return [UNKNOWN]
    return [str(band) for band in BANDS if row.minutes <= band] or [LONGER]


# What a course has under each filter, in the order in which they are shown.
VALUES: Final[Values[CourseRow]] = {
    "language": lambda row: row.languages or [UNKNOWN],
    "format": lambda row: [row.format or UNKNOWN],
    "duration": _bands,
    "cost": lambda row: [row.price],
    "certificate": lambda row: [row.certified],
    "level": lambda row: [str(row.level or UNKNOWN)],
    "quebec": lambda row: ["yes" if row.quebec else "no"],
}


@cache
def seeds() -> list[CourseSeed]:
    """The courses of this installation. Raises UnusableError when their file is broken."""
    return course_seeds(SEED / "courses.csv", set(curriculum().competencies))


@cache
def courses(language: str) -> list[CourseRow]:
    """Every course, those given in Québec first, then by title."""
    return [_row(seed, language) for seed in sorted(seeds(), key=lambda seed: (not seed.quebec, sort_key(seed.title)))]


def keep(rows: Iterable[CourseRow], chosen: Mapping[str, list[str]]) -> list[CourseRow]:
    """The courses that pass every filter; within a filter, one choice is enough, and no choice asks nothing."""
    return kept(rows, VALUES, chosen)


def by_id(language: str) -> dict[str, CourseRow]:
    """Every course by its id."""
    return {row.id: row for row in courses(language)}


def _row(seed: CourseSeed, language: str) -> CourseRow:
    return CourseRow(
        id=seed.id,
        title=seed.title,
        provider=seed.provider,
        languages=seed.language.split(),
        audience=seed.text("audience", language),
        content=seed.text("content", language),
        minutes=seed.minutes,
        duration=seed.text("duration", language) or None,
        format=seed.format,
        prerequisites=seed.text("prerequisites", language) or None,
        local_value=seed.text("local_value", language) or None,
        price=_price(seed),
        cost=seed.cost,
        cost_note=seed.text("cost", language) or None,
        certified=_certified(seed),
        certificate=seed.text("certificate", language) or None,
        level=seed.level,
        competencies=seed.competencies.split(),
        quebec=seed.quebec,
        url=seed.url,
        source_title=seed.source_title,
        source_url=seed.source_url,
        source_date=seed.source_date,
        checked_on=seed.checked_on,
    )


def _price(seed: CourseSeed) -> Price:
    """Free is only what is free to everybody; a price told in words alone is a price, unless it spares some."""
    if seed.cost is not None:
        return "paid" if seed.cost else "free"
    told = seed.text("cost", "fr").lower()
    return "paid" if told and _FREE not in told else UNKNOWN


def _certified(seed: CourseSeed) -> Certified:
    """Whether a certificate is given; one that depends on something else is not known to be."""
    told = seed.text("certificate", "fr").lower()
    if told.startswith(_NONE):
        return "no"
    return UNKNOWN if not told or told.startswith(_DEPENDS) else "yes"
