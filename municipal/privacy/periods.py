"""How long each thing is kept, as `seed/privacy/retention.csv` says it, with the source of each period."""

import datetime as dt
from functools import cache
from typing import Final

from msgspec import Struct

from municipal.paths import SEED
from vendors.sources.seedfile import read_csv

FILE: Final = SEED / "privacy" / "retention.csv"


class Period(Struct, frozen=True):
    """One rule: rows of `table` go some days or years after `counted_from`; with `blanks`, these columns alone go.

    A rule without a table says in words what no job does.
    """

    id: str
    fr: str
    en: str
    source_fr: str
    source_en: str
    table: str = ""
    counted_from: str = ""
    days: int | None = None
    years: int | None = None
    blanks: str = ""
    source_url: str = ""

    def words(self, language: str) -> str:
        """The period as a person reads it."""
        return self.fr if language == "fr" else self.en

    def source(self, language: str) -> str:
        """Who set it."""
        return self.source_fr if language == "fr" else self.source_en

    def cutoff(self, now: dt.datetime) -> dt.datetime:
        """The instant before which everything goes."""
        if self.years is None:
            return now - dt.timedelta(days=self.days or 0)
        year = now.year - self.years
        # From the 29th of February, a year ends on the 28th: what goes a day later is never a day too early.
        day = 28 if (now.month, now.day) == (2, 29) and year % 4 else now.day
        return now.replace(year=year, day=day)


@cache
def rules() -> dict[str, Period]:
    """The rules by id. Raises UnusableError when the file is broken."""
    return {rule.id: rule for rule in read_csv(FILE, Period)}
