"""The badges that can be earned, as `seed/badges.toml` tells them, and the competencies that they stand for."""

from functools import cache
from typing import Any, Final

from municipal.bilingual import Bilingual
from municipal.learning.seeds import Competency
from municipal.paths import SEED
from vendors.sources.faults import UnusableError
from vendors.sources.seedfile import fault_in, read_csv, read_toml

FILE: Final = SEED / "badges.toml"
COMPETENCIES: Final = SEED / "curriculum" / "competencies.csv"


class Achievement(Bilingual, frozen=True):
    """An `[[achievement]]`; one that is not `ready` has no content yet, and nobody can earn it."""

    id: str
    name_fr: str
    name_en: str
    description_fr: str
    description_en: str
    criteria_fr: str
    criteria_en: str
    modules: list[str]
    competencies: list[str]
    months_valid: int
    hours: float | None = None
    ready: bool = True

    @property
    def minutes(self) -> int:
        """Its declared length in minutes; 0 when none is declared."""
        return round((self.hours or 0) * 60)


@cache
def competencies() -> dict[str, Competency]:
    """Every competency by its code."""
    return {row.code: row for row in read_csv(COMPETENCIES, Competency)}


@cache
def achievements() -> dict[str, Achievement]:
    """Every badge by its id. Raises UnusableError when the file is broken or names a competency that is not known."""
    rows: list[Any] = read_toml(FILE, achievement=Achievement)["achievement"]
    faults = [
        fault_in(FILE, "achievement", n, field, problem) for n, row in enumerate(rows) for field, problem in _wrong(row)
    ]
    known = [row.id for row in rows]
    faults += [
        fault_in(FILE, "achievement", n, "id", f"{one} is there twice")
        for n, one in enumerate(known)
        if one in known[:n]
    ]
    if faults:
        raise UnusableError(faults)
    return {row.id: row for row in rows}


def _wrong(row: Achievement) -> list[tuple[str, str]]:
    found = [
        ("competencies", f"{code} is not in {COMPETENCIES.name}")
        for code in row.competencies
        if code not in competencies()
    ]
    if row.months_valid < 1:
        found.append(("months_valid", "write at least 1"))
    if row.hours is not None and row.hours <= 0:
        found.append(("hours", "write more than 0, or leave it out"))
    return found
