"""`seed/courses.csv`: courses that others give, each with the public source that describes it."""

import datetime as dt
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Final, Literal

from msgspec import Meta

from municipal.bilingual import Bilingual
from municipal.web.typography import french
from vendors.sources.faults import Fault, UnusableError
from vendors.sources.seedfile import read_csv

Https = Annotated[str, Meta(pattern=r"^https://[^\s/]+\S*$")]
# A source is cited where it was found; a site that is gone never had more than http.
Cited = Annotated[str, Meta(pattern=r"^https?://[^\s/]+\S*$")]
# A day, a month or a year.
SourceDate = Annotated[str, Meta(pattern=r"^\d{4}(-\d\d){0,2}$")]
LANGUAGES: Final = ("fr", "en")
_PAIRS: Final = ("audience", "content", "duration", "prerequisites", "local_value", "cost", "certificate")


class CourseSeed(Bilingual, frozen=True):
    """A row of `courses.csv`; a blank is what the source does not say."""

    id: str
    provider: str
    title: str
    audience_fr: str
    audience_en: str
    content_fr: str
    content_en: str
    quebec: bool
    source_title: str
    source_url: Cited
    checked_on: dt.date
    language: str = ""
    minutes: Annotated[int, Meta(gt=0)] | None = None
    duration_fr: str | None = None
    duration_en: str | None = None
    format: Literal["online", "in_person", "hybrid"] | None = None
    prerequisites_fr: str | None = None
    prerequisites_en: str | None = None
    local_value_fr: str | None = None
    local_value_en: str | None = None
    cost: Annotated[float, Meta(ge=0)] | None = None
    cost_fr: str | None = None
    cost_en: str | None = None
    certificate_fr: str | None = None
    certificate_en: str | None = None
    level: Annotated[int, Meta(ge=1, le=4)] | None = None
    competencies: str = ""
    url: Https | None = None
    source_date: SourceDate | None = None


def course_ids(path: Path) -> set[str]:
    """The ids of a file, whatever else is wrong in it."""
    return {row.id for row in read_csv(path, CourseSeed)}


def course_seeds(path: Path, competencies: set[str]) -> list[CourseSeed]:
    """The courses of a file, in its order.

    Raises UnusableError with one fault per wrong field, per id that stands twice, per language or competency that does
    not exist, per text that lacks its twin or French typography, per date that no calendar has.
    """
    seeds = read_csv(path, CourseSeed)
    counts = Counter(seed.id for seed in seeds)
    found = [(one, "id", f"{one} × {count}") for one, count in counts.items() if count > 1]
    found += [(seed.id, field, said) for seed in seeds for field, said in _wrong(seed, competencies)]
    if found:
        raise UnusableError(_fault(path, *one) for one in found)
    return seeds


def _wrong(seed: CourseSeed, competencies: set[str]) -> Iterator[tuple[str, str]]:
    """The fields that are wrong, each with what it says."""
    yield from (("language", one) for one in seed.language.split() if one not in LANGUAGES)
    yield from (("competencies", one) for one in seed.competencies.split() if one not in competencies)
    for name in _PAIRS:
        if bool(seed.text(name, "fr")) != bool(seed.text(name, "en")):
            yield name, seed.text(name, "fr") or seed.text(name, "en")
        if french(seed.text(name, "fr")) != seed.text(name, "fr"):
            yield f"{name}_fr", seed.text(name, "fr")
    if seed.source_date and not _is_day(seed.source_date):
        yield "source_date", seed.source_date


def _is_day(text: str) -> bool:
    """Whether a calendar has the day, or the first day of the month or year."""
    try:
        dt.date.fromisoformat(f"{text}-01-01"[:10])
    except ValueError:
        return False
    return True


def _fault(path: Path, identity: str, field: str, said: str) -> Fault:
    return Fault(
        rule="seed",
        where=f"{path.name}:{identity}:{field}",
        fr=f"Corrigez le champ «\u00a0{field}\u00a0» de {identity} dans {path.name}\u00a0: {said}.",
        en=f"Correct the field “{field}” of {identity} in {path.name}: {said}.",
    )
