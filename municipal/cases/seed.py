"""`cases.toml`: what cities did, as public sources document it, each case with the page that says so."""

import datetime as dt
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Annotated, Final, Literal

from msgspec import Meta

from municipal.bilingual import Bilingual
from municipal.web.typography import french
from vendors.sources.faults import UnusableError
from vendors.sources.seedfile import fault_in, read_toml

State = Literal["idea", "pilot", "in_use", "paused", "stopped", "unknown"]
Effect = Literal["better", "same", "worse", "mixed", "not_measured"]
Reason = Literal[
    "no_measurable_benefit",
    "cost",
    "not_fit_for_need",
    "data_not_available",
    "staff_adoption",
    "vendor_ended",
    "legal_or_privacy",
    "replaced",
    "error_or_harm",
    "public_opposition",
]
# An id stands in an address that people cite: it never changes.
Slug = Annotated[str, Meta(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=80)]
Text = Annotated[str, Meta(pattern=r"\S")]
Https = Annotated[str, Meta(pattern=r"^https://[^\s/]+\S*$")]
Code = Annotated[str, Meta(pattern=r"^\d{5}$")]
# A year or a month; a source may also bear its day.
Month = Annotated[str, Meta(pattern=r"^\d{4}(-\d\d)?$")]
SourceDate = Annotated[str, Meta(pattern=r"^\d{4}(-\d\d){0,2}$")]
PAIRS: Final = ("country", "title", "problem", "done", "measured", "not_worked", "lessons", "note")
# The states in which a city gave up, for good or for now.
ENDED: Final = ("stopped", "paused")


class DocumentedCase(Bilingual, frozen=True):
    """A `[[case]]` that a public source documents and that the city did not verify; what is absent, no source says.

    `control` is the code of a like city that follows the same indicator and went without: the demonstration's alone.
    """

    id: Slug
    city: Text
    country_fr: Text
    country_en: Text
    title_fr: Text
    title_en: Text
    problem_fr: Text
    problem_en: Text
    done_fr: Text
    done_en: Text
    domains: Annotated[list[str], Meta(min_length=1)]
    capabilities: list[str]
    state: State
    effect: Effect
    source_title: Text
    read_on: dt.date
    municipality: Code | None = None
    population: Annotated[int, Meta(gt=0)] | None = None
    vendor: Text | None = None
    solution: Text | None = None
    started: Month | None = None
    measured_fr: Text | None = None
    measured_en: Text | None = None
    not_worked_fr: Text | None = None
    not_worked_en: Text | None = None
    lessons_fr: Text | None = None
    lessons_en: Text | None = None
    stopped_because: tuple[Reason, ...] = ()
    indicator: Text | None = None
    control: Code | None = None
    source_url: Https | None = None
    source_date: SourceDate | None = None
    note_fr: Text | None = None
    note_en: Text | None = None


def case_seeds(path: Path, nodes: set[str], *, cited: bool = True) -> list[DocumentedCase]:
    """The cases of a file, in its order; a page must be `cited` by its address, save for what is invented.

    Raises UnusableError with one fault per wrong field, per id that stands twice, per domain or capability that is not
    in the taxonomy, per text that lacks its twin or French typography, per date that no calendar has, per reason for
    stopping of what was not stopped, per effect of which nothing is told.
    """
    seeds: list[DocumentedCase] = read_toml(path, case=DocumentedCase)["case"]
    counts = Counter(seed.id for seed in seeds)
    found = [(n, "id", f"{seed.id} stands twice") for n, seed in enumerate(seeds) if counts[seed.id] > 1]
    found += [(n, field, said) for n, seed in enumerate(seeds) for field, said in _wrong(seed, nodes)]
    found += [(n, "source_url", "missing") for n, seed in enumerate(seeds) if cited and seed.source_url is None]
    found += [(n, "control", "for what is invented alone") for n, seed in enumerate(seeds) if cited and seed.control]
    if found:
        raise UnusableError(fault_in(path, "case", *one) for one in found)
    return seeds


def refer(path: Path, seeds: list[DocumentedCase], known: Mapping[str, set[str]]) -> None:
    """Hold the municipality, solution and indicator of each case against what this world has, and its control.

    Raises UnusableError with one fault per id that leads nowhere.
    """
    known = {**known, "control": known["municipality"]} if "municipality" in known else known
    if faults := [
        fault_in(path, "case", n, field, f"{one} does not exist here")
        for n, seed in enumerate(seeds)
        for field, ids in known.items()
        if (one := getattr(seed, field)) is not None and one not in ids
    ]:
        raise UnusableError(faults)


def _wrong(seed: DocumentedCase, nodes: set[str]) -> Iterator[tuple[str, str]]:
    """The fields that are wrong, each with what is wrong with it."""
    for field, letter in (("domains", "D:"), ("capabilities", "C:")):
        lost = [node for node in getattr(seed, field) if node not in nodes or not node.startswith(letter)]
        yield from ((field, f"{node} is not in the taxonomy") for node in lost)
    yield from _untold(seed)
    days = {field: getattr(seed, field) for field in ("started", "source_date")}
    yield from ((field, f"no calendar has {day}") for field, day in days.items() if day and not _is_day(day))
    if seed.stopped_because and seed.state not in ENDED:
        yield "stopped_because", "it was not stopped"
    if seed.control and (seed.control == seed.municipality or not seed.indicator):
        yield "control", "another city, which follows the indicator of the case"
    if seed.effect != "not_measured" and not (seed.measured_fr or seed.not_worked_fr):
        yield "effect", "say what was seen, and by whom"


def _untold(seed: DocumentedCase) -> Iterator[tuple[str, str]]:
    """The texts that lack their twin or French typography."""
    for name in PAIRS:
        said, twin = seed.text(name, "fr"), seed.text(name, "en")
        if bool(said) != bool(twin):
            yield f"{name}_fr" if said else f"{name}_en", "the other language is missing"
        if french(said) != said:
            yield f"{name}_fr", f"write: {french(said)}"


def _is_day(text: str) -> bool:
    """Whether a calendar has the day, or the first day of the month or year."""
    try:
        dt.date.fromisoformat(f"{text}-01-01"[:10])
    except ValueError:
        return False
    return True
