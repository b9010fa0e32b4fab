"""The policy constants of the evidence engine, read from a seed file: each has its meaning and its source."""

from pathlib import Path
from typing import Annotated, Any, Final

from msgspec import Meta, Struct

from vendors.sources.faults import Fault, UnusableError
from vendors.sources.numbers import Told, named
from vendors.sources.seedfile import fault_in, read_toml

Share = Annotated[float, Meta(ge=0, le=1)]
Positive = Annotated[float, Meta(gt=0)]
Count = Annotated[int, Meta(ge=1)]
LEVELS: Final = range(6)


class Level(Struct, frozen=True, forbid_unknown_fields=True):
    """A level of proof; `beta` is the standard deviation of its unmodelled bias. Without one it is never pooled."""

    level: Annotated[int, Meta(ge=0, le=5)]
    name_fr: str
    name_en: str
    source: str
    beta: Annotated[float, Meta(ge=0)] | None = None

    def name(self, language: str) -> str:
        """What it is called, in the reader's language."""
        return self.name_en if language == "en" else self.name_fr


class Design(Struct, frozen=True, forbid_unknown_fields=True):
    """A way to measure an effect, and the level of proof that it reaches."""

    id: str
    level: Annotated[int, Meta(ge=0, le=5)]
    name_fr: str
    name_en: str
    source: str

    def name(self, language: str) -> str:
        """What it is called, in the reader's language."""
        return self.name_en if language == "en" else self.name_fr


class Numbers(Struct, frozen=True, kw_only=True):
    """The constants by name, within what each may be."""

    prior_sd: Positive
    tau_sd: Positive
    tau_largest: Positive
    tau_points: Annotated[int, Meta(ge=2, le=10_001)]
    likeness_lowest: Annotated[float, Meta(gt=0, le=1)]
    likeness_features: Count
    extreme_effect: Positive
    indicative_cities: Count
    coverage_level: Annotated[int, Meta(ge=1, le=5)]
    favorable_probability: Share
    favorable_coverage: Share
    favorable_cvar: Annotated[float, Meta(ge=-1, le=1)]
    pilot_evpi: Share
    readings_degrees: Count
    series_points: Count
    series_season: Annotated[int, Meta(ge=3)]
    series_lag_power: Annotated[float, Meta(ge=0, lt=1)]
    draws: Count
    seed: Annotated[int, Meta(ge=0)]
    most_draws: Count
    most_numbers: Count
    most_alternatives: Count
    most_indicators: Count
    most_studies: Count
    most_bytes: Count
    largest_effect: Positive
    largest_error: Positive
    largest_value: Positive
    smallest_positive: Positive


class Constants(Numbers, frozen=True, kw_only=True):
    """All of them, with the levels of proof, the designs that reach them, and what the seed tells of each."""

    levels: dict[int, Level]
    designs: dict[str, Design]
    told: list[Told]

    def beta(self, level: int) -> float:
        """The standard deviation of the bias that a study of this level may hide, on the log scale."""
        beta = self.levels[level].beta
        if beta is None:
            raise ValueError(f"level {level} is never pooled")
        return beta

    def level(self, design: str) -> int:
        """The level of proof that a design reaches."""
        return self.designs[design].level


def read_constants(path: Path) -> Constants:
    """The constants of a seed file.

    Raises UnusableError when one is missing, unknown, given twice or beyond what it may be.
    """
    tables = read_toml(path, constant=Told, level=Level, design=Design)
    told: list[Told] = tables["constant"]
    levels: list[Level] = tables["level"]
    designs: list[Design] = tables["design"]
    numbers, faults = named(path, {"constant": told}, Numbers)
    faults += _twice(path, "level", [one.level for one in levels])
    faults += _twice(path, "design", [one.id for one in designs])
    faults += _unlevel(path, levels)
    if faults:
        raise UnusableError(faults)
    return Constants(
        levels={one.level: one for one in levels}, designs={one.id: one for one in designs}, told=told, **numbers
    )


def _unlevel(path: Path, levels: list[Level]) -> list[Fault]:
    """Every level is there, level 0 alone has no bias, and a better proof never hides more of it."""
    betas = {one.level: one.beta for one in levels}
    faults = [fault_in(path, "level", 0, "level", f"missing {level}") for level in LEVELS if level not in betas]
    for n, one in enumerate(levels):
        above = [beta for level, beta in betas.items() if level > one.level and beta is not None]
        if (one.beta is None) != (one.level == 0):
            faults.append(fault_in(path, "level", n, "beta", "every level but 0 has one"))
        elif one.beta is not None and one.beta < max(above, default=0.0):
            faults.append(fault_in(path, "level", n, "beta", "smaller than that of a better proof"))
    return faults


def _twice(path: Path, table: str, ids: list[Any]) -> list[Fault]:
    return [
        fault_in(path, table, n, "id" if table != "level" else "level", f"{one} stands there already")
        for n, one in enumerate(ids)
        if one in ids[:n]
    ]
