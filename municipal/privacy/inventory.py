"""The inventory of personal information, as `seed/privacy/` declares it: every column of every table is there once."""

from functools import cache
from typing import Final, Literal

from msgspec import Struct
from sqlalchemy import MetaData

from municipal.paths import SEED
from municipal.privacy.periods import rules
from vendors.sources.faults import Fault, UnusableError
from vendors.sources.seedfile import read_csv

HOLDINGS: Final = SEED / "privacy" / "holdings.csv"
COLUMNS: Final = SEED / "privacy" / "inventory.csv"

Erased = Literal["row", "address", "no"]


class Declared(Struct, frozen=True):
    """Columns of a table: whether they tell something of a person, what, and what for."""

    table: str
    columns: str
    personal: bool
    secret: bool
    what_fr: str
    what_en: str
    purpose_fr: str = ""
    purpose_en: str = ""

    @property
    def names(self) -> tuple[str, ...]:
        """The columns."""
        return tuple(self.columns.split())

    def what(self, language: str) -> str:
        """What the columns hold."""
        return self.what_fr if language == "fr" else self.what_en

    def purpose(self, language: str) -> str:
        """What they are kept for."""
        return self.purpose_fr if language == "fr" else self.purpose_en


class Holding(Struct, frozen=True):
    """A table that holds personal information: whose each row is, on which basis, until when, and for whom to see."""

    table: str
    title_fr: str
    title_en: str
    erased: Erased
    kept: str
    basis_fr: str
    basis_en: str
    recipients_fr: str
    recipients_en: str
    found_by: str = ""
    through: str = ""
    address: str = ""
    mentions: str = ""
    within: str = ""

    @property
    def own(self) -> bool:
        """Whether its rows belong to a person: found by their pseudonym or by their e-mail."""
        return bool(self.found_by or self.through or self.address)

    @property
    def declared(self) -> tuple[Declared, ...]:
        """Its personal columns, in the order of the file."""
        return tuple(one for one in inventory() if one.table == self.table and one.personal)

    @property
    def shown(self) -> tuple[str, ...]:
        """The columns that a person receives: all the personal ones but the secrets that open an account."""
        return tuple(name for one in self.declared if not one.secret for name in one.names)

    def title(self, language: str) -> str:
        """Its name, as the person to whom it belongs reads it."""
        return self.title_fr if language == "fr" else self.title_en

    def basis(self, language: str) -> str:
        """Why it may be kept."""
        return self.basis_fr if language == "fr" else self.basis_en

    def recipients(self, language: str) -> str:
        """Who else may see it."""
        return self.recipients_fr if language == "fr" else self.recipients_en

    def until(self, language: str) -> tuple[str, ...]:
        """How long it is kept, rule by rule."""
        return tuple(rules()[rule].words(language) for rule in self.kept.split())


@cache
def inventory() -> tuple[Declared, ...]:
    """What every column holds. Raises UnusableError when the file is broken or declares a column twice."""
    rows = tuple(read_csv(COLUMNS, Declared))
    seen: set[tuple[str, str]] = set()
    faults: list[Fault] = []
    for row in rows:
        for name in row.names:
            if (row.table, name) in seen:
                fr = f"Déclarez une seule fois cette colonne\u00a0: {row.table}.{name}."
                faults.append(Fault("seed", COLUMNS.name, fr, f"Declare this column once: {row.table}.{name}."))
            seen.add((row.table, name))
    if faults:
        raise UnusableError(faults)
    return rows


@cache
def holdings() -> tuple[Holding, ...]:
    """The tables that hold personal information. Raises UnusableError when the file is broken."""
    return tuple(read_csv(HOLDINGS, Holding))


def undeclared(metadata: MetaData) -> set[str]:
    """What differs between the tables and the inventory: `table.column` that is not declared, or no longer exists."""
    declared = {f"{row.table}.{name}" for row in inventory() for name in row.names}
    stored = {f"{table.name}.{column.name}" for table in metadata.tables.values() for column in table.columns}
    return declared ^ stored
