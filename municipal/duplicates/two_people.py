"""When a decision about two records needs a second person: rules as data, and which of them hold."""

from functools import cache
from typing import Final

from msgspec import Struct

from municipal.paths import SEED
from vendors.sources.faults import Fault, UnusableError
from vendors.sources.seedfile import read_toml

FILE: Final = SEED / "curation" / "two_people.toml"


class Rule(Struct, frozen=True, forbid_unknown_fields=True):
    """So many contracts, or one of these statuses, on either side ask for a second person."""

    id: str
    fr: str
    en: str
    source: str
    least_contracts: int = 0
    statuses: list[str] = []

    def holds(self, statuses: set[str], contracts: int) -> bool:
        """Whether it asks for two people, where one side has so many contracts."""
        return bool(statuses & set(self.statuses)) or 0 < self.least_contracts <= contracts


@cache
def two_people() -> tuple[Rule, ...]:
    """The rules. Raises UnusableError when the file is broken, or a rule asks for nothing."""
    rows: list[Rule] = read_toml(FILE, rule=Rule)["rule"]
    if idle := [row.id for row in rows if not row.least_contracts and not row.statuses]:
        fr = f"Dites quand cette règle vaut\u00a0: {', '.join(idle)}."
        en = f"State when this rule holds: {', '.join(idle)}."
        raise UnusableError([Fault("seed", FILE.name, fr, en)])
    return tuple(rows)


def why_two(statuses: set[str], contracts: int, language: str) -> list[str]:
    """Why two people are needed for a pair, in words; nothing when one is enough.

    `statuses` are those of both sides, `contracts` those of the side that has more.
    """
    return [rule.en if language == "en" else rule.fr for rule in two_people() if rule.holds(statuses, contracts)]
