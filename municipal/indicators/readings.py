"""What a city measured: one reading recorded, changed or removed. A period is a year or a month."""

import re
from math import isfinite
from typing import Final

from msgspec import Struct
from sqlalchemy import select as columns
from sqlmodel import Session, col

from municipal.indicators.measures import Measure, ReadingRow, add, find, replace, take_out, values_of
from municipal.indicators.tables import Indicator, Tracked
from municipal.traces.chain import By, record
from municipal.web.format import today

KIND: Final = "reading"
SOURCE: Final = (3, 300)
# Beyond any amount, and short of what a float would round.
MOST: Final = 1e12
MOST_COUNTED: Final = 2_000_000_000
_PERIOD: Final = re.compile(r"(19|[2-9][0-9])[0-9]{2}(-(0[1-9]|1[0-2]))?")
_HUNDRED: Final = 100
# Compared by ratios or by odds: what is measured so begins at zero.
_FROM_ZERO: Final = ("lr", "lo")
_YEAR: Final = 4


class Moved(Struct, frozen=True):
    """Somebody changed the reading since the form was made: what now stands; None once it is gone."""

    theirs: ReadingRow | None


class Followed(Struct, frozen=True):
    """An indicator as a city follows it: what a reading of it must respect, and its usual source."""

    indicator: str
    percent: bool
    source_fr: str
    source_en: str
    positive: bool = False

    def sources(self, text: str, *pairs: tuple[str, str]) -> tuple[str, str]:
        """Both languages of a source: a known pair with these words, the first for no words, or them twice."""
        known = (*pairs, (self.source_fr, self.source_en))
        return next((pair for pair in known if not text or text in pair), (text, text))


def followed(session: Session, city: str, indicator: str) -> Followed | None:
    """An indicator that a city declares it follows, or None."""
    query = (
        columns(
            *(col(Indicator.id), col(Indicator.unit_fr), col(Tracked.source_fr), col(Tracked.source_en)),
            col(Indicator.scale),
        )
        .join(Tracked, col(Tracked.indicator) == Indicator.id)
        .where(col(Tracked.city) == city, col(Tracked.indicator) == indicator)
    )
    row = session.execute(query).first()
    return Followed(row[0], row[1].startswith("%"), row[2], row[3], row[4] in _FROM_ZERO) if row else None


def period_fault(period: str) -> str:
    """What is wrong with a period: `form` when it is neither 2025 nor 2025-03, `future`; nothing when it is sound."""
    if not _PERIOD.fullmatch(period):
        return "form"
    return "future" if period > today().isoformat()[: len(period)] else ""


def mixed(period: str, others: set[str]) -> bool:
    """Whether a year would be measured twice: as a whole, and by its months."""
    if len(period) > _YEAR:
        return period[:_YEAR] in others
    return any(other.startswith(f"{period}-") for other in others)


def faults(told: Measure, one: Followed) -> dict[str, str]:
    """What is wrong with a measure, by field: `value` (number, percent, negative), `source`, `counted`."""
    found: dict[str, str] = {}
    if not isfinite(told.value) or abs(told.value) > MOST:
        found["value"] = "number"
    elif one.percent and not 0 <= told.value <= _HUNDRED:
        found["value"] = "percent"
    elif one.positive and told.value < 0:
        found["value"] = "negative"
    least, most = SOURCE
    if not all(least <= len(source) <= most for source in (told.source_fr, told.source_en)):
        found["source"] = "length"
    if told.counted is not None and not 0 <= told.counted <= MOST_COUNTED:
        found["counted"] = "number"
    return found


def record_reading(session: Session, by: By, city: str, indicator: str, period: str, told: Measure) -> bool:
    """Enter a sound reading; false when the period already has one."""
    if find(session, city, indicator, period):
        return False
    values = values_of(told)
    add(session, [(city, indicator, period, told)])
    record(session, by, "reading.recorded", KIND, f"{indicator}/{period}", body=city, after=values)
    return True


def change_reading(
    session: Session, by: By, city: str, indicator: str, period: str, told: Measure, *, stamp: str
) -> Moved | None:
    """Change a reading as it was read; Moved when somebody else did meanwhile."""
    row = find(session, city, indicator, period)
    if row is None or row.stamp != stamp:
        return Moved(row)
    if row.measure == told:
        return None
    values = values_of(told)
    replace(session, city, indicator, period, told)
    before = values_of(row.measure)
    record(session, by, "reading.recorded", KIND, f"{indicator}/{period}", body=city, before=before, after=values)
    return None


def remove_reading(session: Session, by: By, city: str, indicator: str, period: str, *, stamp: str) -> Moved | None:
    """Remove a reading as it was read; Moved when somebody else changed it meanwhile."""
    row = find(session, city, indicator, period)
    if row is None or row.stamp != stamp:
        return Moved(row)
    take_out(session, city, indicator, period)
    before = values_of(row.measure)
    record(session, by, "reading.removed", KIND, f"{indicator}/{period}", body=city, before=before)
    return None
