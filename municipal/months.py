"""Days some months away."""

import datetime as dt
from typing import Final

_MONTHS: Final = 12
_SAFE: Final = 28


def months_later(day: dt.date, months: int) -> dt.date:
    """The same day some months later; the 28th stands for the days that a shorter month lacks."""
    year, month = divmod(day.year * _MONTHS + day.month - 1 + months, _MONTHS)
    return dt.date(year, month + 1, min(day.day, _SAFE))
