"""Days some months away."""

import calendar
import datetime as dt
from typing import Final

_MONTHS: Final = 12


def months_later(day: dt.date, months: int) -> dt.date:
    """The same day some months later, or the last day of a month that is shorter."""
    year, month = divmod(day.year * _MONTHS + day.month - 1 + months, _MONTHS)
    last = calendar.monthrange(year, month + 1)[1]
    return dt.date(year, month + 1, min(day.day, last))
