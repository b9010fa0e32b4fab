"""The numbers of `seed/curriculum/limits.toml`."""

from functools import cache
from pathlib import Path
from typing import Annotated, Any, Final

from msgspec import Meta, Struct

from municipal.paths import SEED
from vendors.sources.faults import Fault, UnusableError
from vendors.sources.seedfile import read_toml

FILE: Final = "limits.toml"
Positive = Annotated[int, Meta(gt=0, lt=10_000)]
Share = Annotated[float, Meta(ge=0, le=1)]


class Reading(Struct, frozen=True, forbid_unknown_fields=True):
    """How long reading takes, and how long anything may be."""

    words_per_minute: Positive
    seconds_per_answer: Positive
    essentials_minutes: Positive
    tolerance: Share
    longest_module: Positive
    longest_pathway: Positive
    longest_elected: Positive
    fewest_lesson_words: int
    most_lesson_words: Positive
    longest_sentence: Positive


class BankLimits(Struct, frozen=True, forbid_unknown_fields=True):
    """How many questions there must be, and how their keys are spread."""

    items: Positive
    options: Positive
    outcome: int
    cards: int
    least_share: Share
    most_share: Share


class PlacementLimits(Struct, frozen=True, forbid_unknown_fields=True):
    """When the placement test ends, and where it cuts; abilities and errors on the logit scale."""

    fewest: int
    most: Positive
    precise: Share
    low: float
    high: float
    candidates: Positive


class MasteryLimits(Struct, frozen=True, forbid_unknown_fields=True):
    """The four probabilities of knowledge tracing, and from which one on something counts as known."""

    known: Share
    learned: Share
    slip: Share
    guess: Share
    mastered: Share
    from_level: int


class RefreshLimits(Struct, frozen=True, forbid_unknown_fields=True):
    """How cards come back."""

    retention: Share
    longest_days: Positive
    first_days: int
    most_cards: Positive
    digest_days: Positive


class Renewal(Struct, frozen=True, forbid_unknown_fields=True):
    """How many days before its end a badge may be renewed, and how recent its cards must be."""

    from_days: Positive
    within_days: Positive


class CohortLimits(Struct, frozen=True, forbid_unknown_fields=True):
    """The fewest people that a number may tell of."""

    fewest: Positive


class DiagnosticLimits(Struct, frozen=True, forbid_unknown_fields=True):
    """How long the diagnostic of a city may be."""

    questions: Positive
    options: Positive
    minutes: Positive
    seconds_per_answer: Positive


class Confidence(Struct, frozen=True, forbid_unknown_fields=True):
    """What somebody says of an answer, as a probability of being right."""

    id: str
    probability: Share


class Limits(Struct, frozen=True):
    """All of them."""

    reading: Reading
    bank: BankLimits
    placement: PlacementLimits
    mastery: MasteryLimits
    refresh: RefreshLimits
    renewal: Renewal
    cohort: CohortLimits
    diagnostic: DiagnosticLimits
    confidence: list[Confidence]


def read_limits(folder: Path) -> Limits:
    """The limits of a curriculum. Raises UnusableError when the file is broken."""
    rows: dict[str, list[Any]] = read_toml(
        folder / FILE,
        reading=Reading,
        bank=BankLimits,
        placement=PlacementLimits,
        mastery=MasteryLimits,
        refresh=RefreshLimits,
        renewal=Renewal,
        cohort=CohortLimits,
        diagnostic=DiagnosticLimits,
        confidence=Confidence,
    )
    path = folder / FILE
    return Limits(
        first_of(rows, "reading", path),
        first_of(rows, "bank", path),
        first_of(rows, "placement", path),
        first_of(rows, "mastery", path),
        first_of(rows, "refresh", path),
        first_of(rows, "renewal", path),
        first_of(rows, "cohort", path),
        first_of(rows, "diagnostic", path),
        rows["confidence"],
    )


def first_of(rows: dict[str, list[Any]], table: str, path: Path) -> Any:  # noqa: ANN401 - the Struct of that table
    """The only row of a table. Raises UnusableError when there is none."""
    if rows[table]:
        return rows[table][0]
    fr, en = f"Écrivez [[{table}]] dans {path.name}.", f"Write [[{table}]] in {path.name}."
    raise UnusableError([Fault("seed", path.name, fr, en)])


@cache
def limits() -> Limits:
    """The limits of this installation."""
    return read_limits(SEED / "curriculum")
