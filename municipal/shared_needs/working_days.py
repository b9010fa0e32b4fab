"""Working days in Québec: no Saturday, no Sunday, none of the public holidays of `seed/holidays.toml`."""

import datetime as dt
from functools import cache
from typing import Final, Literal

from msgspec import Struct

from municipal.paths import SEED
from vendors.sources.faults import Fault, UnusableError
from vendors.sources.seedfile import fault_in, read_toml

FILE: Final = SEED / "holidays.toml"
_MONDAY, _SATURDAY, _SUNDAY = 0, 5, 6
# A leap year: every date of a year is one of its dates.
_ANY_YEAR: Final = 2000


class Holiday(Struct, frozen=True, forbid_unknown_fields=True):
    """A public holiday and the rule that gives its day of a year, with the article that makes it one."""

    id: str
    rule: Literal["date", "easter", "monday_before", "monday"]
    name_fr: str
    name_en: str
    source_title: str
    source_url: str
    checked_on: str
    verified: bool
    month: int = 0
    day: int = 0
    days: int = 0
    nth: int = 0
    sunday_moves: bool = False

    def of(self, year: int) -> dt.date:
        """Its day of a year."""
        if self.rule == "easter":
            return easter(year) + dt.timedelta(days=self.days)
        if self.rule == "monday":
            first = dt.date(year, self.month, 1)
            return first + dt.timedelta(days=(_MONDAY - first.weekday()) % 7 + 7 * (self.nth - 1))
        day = dt.date(year, self.month, self.day)
        if self.rule == "monday_before":
            return day - dt.timedelta(days=(day.weekday() - _MONDAY) % 7 or 7)
        return day + dt.timedelta(days=self.sunday_moves and day.weekday() == _SUNDAY)


@cache
def holidays() -> list[Holiday]:
    """The public holidays. Raises UnusableError when the file is broken or a rule gives no day."""
    rows: list[Holiday] = read_toml(FILE, holiday=Holiday)["holiday"]
    faults: list[Fault] = []
    for n, row in enumerate(rows):
        try:
            row.of(_ANY_YEAR)
        except ValueError as error:
            faults.append(fault_in(FILE, "holiday", n, "rule", str(error)))
    if faults:
        raise UnusableError(faults)
    return rows


def is_working(day: dt.date) -> bool:
    """Whether people work on a day."""
    return day.weekday() < _SATURDAY and day not in _of_year(day.year)


def working_days_later(day: dt.date, count: int) -> dt.date:
    """The day that many working days after a day, which itself does not count."""
    while count:
        day += dt.timedelta(days=1)
        count -= is_working(day)
    return day


def easter(year: int) -> dt.date:
    """Easter Sunday of a year of the Gregorian calendar (the anonymous computation: Nature, 20 April 1876, p. 487)."""
    century, rest = divmod(year, 100)
    golden = year % 19
    epact = (19 * golden + century - century // 4 - (century - (century + 8) // 25 + 1) // 3 + 15) % 30
    weekday = (32 + 2 * (century % 4) + 2 * (rest // 4) - epact - rest % 4) % 7
    late = (golden + 11 * epact + 22 * weekday) // 451
    month, day = divmod(epact + weekday - 7 * late + 114, 31)
    return dt.date(year, month, day + 1)


@cache
def _of_year(year: int) -> frozenset[dt.date]:
    return frozenset(row.of(year) for row in holidays())
