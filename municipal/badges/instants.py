"""Instants and days as badges write them."""

import datetime as dt

from municipal.months import months_later as later
from municipal.web.format import ZONE


def zulu(moment: dt.datetime) -> str:
    """An instant as credentials write it: UTC, to the second, so that it is the same instant as a number."""
    return moment.astimezone(dt.UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def months_later(moment: dt.datetime, months: int) -> dt.datetime:
    """The same hour, some months later, as days are counted everywhere else."""
    return dt.datetime.combine(later(moment.date(), months), moment.timetz())


def day_of(stored: str) -> str:
    """The day that it was in Québec at a stored instant."""
    return dt.datetime.fromisoformat(stored).astimezone(ZONE).date().isoformat()


def present() -> dt.datetime:
    """The present instant, to the second."""
    return dt.datetime.now(tz=dt.UTC).replace(microsecond=0)
