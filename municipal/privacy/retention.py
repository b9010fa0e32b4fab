"""The night's work: what has been kept long enough goes, by the periods of `seed/privacy/retention.csv`."""

import datetime as dt
from functools import partial
from typing import Any, Final

import msgspec
from sqlalchemy import Float, delete, update
from sqlmodel import Session, SQLModel

from municipal.db import touched, write
from municipal.jobs import every
from municipal.mail.outbox import sweep
from municipal.privacy.periods import Period, rules
from municipal.privacy.scrub import scrub
from municipal.projects.erasing import erase_removed
from municipal.settings import Settings
from municipal.tenancy.guard import everything
from municipal.traces.chain import SYSTEM, record
from municipal.web.format import stored as as_text

JOB: Final = "retention"
# At three in the morning, when nobody waits for the database.
HOUR: Final = dt.time(3)
REASON: Final = "retention"
_DAY: Final = 10


def retain(session: Session, now: dt.datetime) -> dict[str, int]:
    """Remove what is past its period; what comes back is how many rows each rule touched.

    One entry of the chain says so, with these counts alone.
    """
    with everything(REASON):
        counts = {rule.id: _apply(session, rule, now) for rule in rules().values() if rule.table}
    told = msgspec.json.encode({name: count for name, count in counts.items() if count}, order="sorted").decode()
    record(session, SYSTEM, "retention.run", "retention", now.date().isoformat(), after=counts, reason=told)
    return counts


@every(HOUR, JOB)
def nightly(settings: Settings) -> None:  # noqa: ARG001 - as every job is called
    """Remove what is past its period, then what SQLite has freed."""
    write(partial(retain, now=dt.datetime.now(tz=dt.UTC)))
    scrub()


def _apply(session: Session, rule: Period, now: dt.datetime) -> int:
    if rule.id == "mail":
        return sweep(session, now)
    if rule.id == "project":
        return erase_removed(session, now)
    stored = SQLModel.metadata.tables[rule.table]
    counted = stored.c[rule.counted_from]
    old = counted < _as_stored(counted, rule.cutoff(now))
    if not rule.blanks:
        return touched(session, delete(stored).where(old))
    (blank,) = rule.blanks.split()
    value = None if stored.c[blank].nullable else ""
    still = stored.c[blank].is_not(None) if value is None else stored.c[blank] != ""
    return touched(session, update(stored).where(old, still).values({blank: value}))


def _as_stored(column: Any, moment: dt.datetime) -> float | str:  # noqa: ANN401 - a column
    """An instant as the column holds it: seconds, or text in UTC; a day is less than any instant of it."""
    if isinstance(column.type, Float):
        return moment.timestamp()
    text = as_text(moment)
    return text[:_DAY] if column.name.endswith("_on") else text
