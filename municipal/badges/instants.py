"""Instants and days as badges write them."""

import calendar
import datetime as dt

from municipal.web.format import ZONE


def zulu(moment: dt.datetime) -> str:
    """An instant as credentials write it: UTC, to the second, so that it is the same instant as a number."""
    return moment.astimezone(dt.UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def months_later(moment: dt.datetime, months: int) -> dt.datetime:
    """The same day of a later month, or its last day when it is shorter."""
    years, month = divmod(moment.month - 1 + months, 12)
    year = moment.year + years
    last = calendar.monthrange(year, month + 1)[1]
    return moment.replace(year=year, month=month + 1, day=min(moment.day, last))


def day_of(stored: str) -> str:
    """The day that it was in Québec at a stored instant."""
    return dt.datetime.fromisoformat(stored).astimezone(ZONE).date().isoformat()


def present() -> dt.datetime:
    """The present instant, to the second."""
    return dt.datetime.now(tz=dt.UTC).replace(microsecond=0)
