"""Numbers, money and dates as each language writes them."""

import datetime as dt
import re
from functools import lru_cache
from typing import Final
from zoneinfo import ZoneInfo

from babel.dates import format_date
from babel.numbers import format_currency, format_decimal

LOCALES: Final = {"fr": "fr_CA", "en": "en_CA"}
# What is stored is UTC; what is shown is the hour of Québec.
ZONE: Final = ZoneInfo("America/Toronto")
OLD_AFTER_MONTHS: Final = 24
LAST_DAY: Final = 31
_DAY, _MONTH, _YEAR = 10, 7, 4


@lru_cache(maxsize=4096)
def number(value: float, language: str, digits: int | None = None) -> str:
    """A number with its separators: `1 234,5` in French, `1,234.5` in English; at most 2 decimals unless told."""
    places = digits if digits is not None else (0 if float(value).is_integer() else 2 if abs(value) < 100 else 1)  # noqa: PLR2004
    pattern = "#,##0." + "#" * places if digits is None else "#,##0." + "0" * places
    # A zero has no sign, even one that rounding made.
    shown = round(value, places) or 0
    return format_decimal(shown, pattern.rstrip("."), locale=LOCALES[language])


def money(value: float, language: str) -> str:
    """An amount in Canadian dollars, without cents when there are none."""
    pattern = None if value % 1 else ("#,##0\u00a0$" if language == "fr" else "$#,##0")
    return format_currency(value, "CAD", pattern, locale=LOCALES[language], currency_digits=False)


@lru_cache(maxsize=1024)
def date(value: str | dt.date, language: str) -> str:
    """A day, a month or a year (`2025-03-01`, `2025-03`, `2025`) in full words."""
    text = value.isoformat() if isinstance(value, dt.date) else value
    if len(text) == _DAY:
        day = dt.date.fromisoformat(text)
        told = format_date(day, "long", locale=LOCALES[language])
        return told.replace("1 ", "1er ", 1) if language == "fr" and day.day == 1 else told
    if len(text) == _MONTH:
        return format_date(dt.date.fromisoformat(f"{text}-01"), "LLLL y", locale=LOCALES[language])
    return text


def today() -> dt.date:
    """The day it is in Québec."""
    return dt.datetime.now(tz=ZONE).date()


def stored(moment: dt.datetime) -> str:
    """An instant as it is stored: ISO 8601 in UTC, to the second, so that texts order as instants do."""
    return moment.astimezone(dt.UTC).isoformat(timespec="seconds")


def instant(text: str) -> float:
    """A stored instant as seconds since 1970."""
    return dt.datetime.fromisoformat(text).timestamp()


def moment(text: str, language: str) -> str:
    """A stored instant as the hour of Québec tells it: `22 novembre 2026, 14 h 05`, `November 22, 2026 (2:05 p.m.)`.

    The brackets keep its last dot from meeting that of a sentence.
    """
    here = dt.datetime.fromisoformat(text).astimezone(ZONE)
    if language == "fr":
        return f"{date(here.date(), language)}, {here.hour}\u00a0h\u00a0{here.minute:02}"
    half = "a.m." if here.hour < 12 else "p.m."  # noqa: PLR2004 - noon
    return f"{date(here.date(), language)} ({here.hour % 12 or 12}:{here.minute:02} {half})"


def is_old(source_date: str | None, *, on: dt.date | None = None) -> bool:
    """Whether a source is older than 24 months; one without a date is not called old, it is called undated."""
    if not source_date or not re.fullmatch(r"\d{4}(-\d\d){0,2}", source_date):
        return False
    year, month = int(source_date[:_YEAR]), int(source_date[5:_MONTH] or 12)
    day = int(source_date[_MONTH + 1 :] or LAST_DAY)
    now = on or today()
    # A month or a year ends on its last day: what may still be recent is not called old.
    return (now.year, now.month, now.day) > (year + OLD_AFTER_MONTHS // 12, month, day)
