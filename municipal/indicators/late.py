"""An indicator that a city began to follow after a project began: what it may not support, unless a curator agrees."""

from typing import Final, Literal, TypeAlias

from msgspec import Struct
from sqlmodel import Session, col, select

from municipal.indicators.tables import Indicator, LateIndicator, Tracked
from municipal.tenancy.guard import everything
from municipal.traces.chain import By, now, record

KIND: Final = "late_indicator"
LEAST_REASON: Final = 5
MOST_REASON: Final = 1000
_YEAR: Final = 4

Usable: TypeAlias = Literal["yes", "untracked", "late"]


class Late(Struct, frozen=True):
    """What a city asked for an indicator, and what was answered; `accepted` is None while it waits."""

    because: str
    asked_by: str
    asked_at: str
    accepted: bool | None
    reason: str
    version: int


class LateRow(Struct, frozen=True):
    """A request as whoever decides reads it."""

    city: str
    indicator: str
    name: str
    since: int | None
    late: Late


def usable(session: Session, city: str, indicator: str, began: str) -> Usable:
    """Whether an indicator may support the case of a project that began in a period (`2025`, `2025-03`).

    It may once the city follows it since an earlier year, or once a curator accepted it.
    """
    since = _since(session, city, indicator)
    if since is None:
        return "untracked"
    if began[:_YEAR].isdecimal() and since < int(began[:_YEAR]):
        return "yes"
    asked = late(session, city, indicator)
    return "yes" if asked and asked.accepted else "late"


def late(session: Session, city: str, indicator: str) -> Late | None:
    """What a city asked for an indicator, if it did."""
    row = _row(session, city, indicator)
    return _late(row) if row else None


def ask(session: Session, by: By, city: str, indicator: str, because: str) -> bool:
    """Ask that an indicator be accepted; false when a request waits or was accepted. After a refusal, one may ask anew.

    Raises ValueError for an indicator that the city does not follow.
    """
    if _since(session, city, indicator) is None:
        raise ValueError(indicator)
    row = _row(session, city, indicator)
    if row and row.accepted is not False:
        return False
    if row is None:
        row = LateIndicator(city=city, indicator=indicator, because=because, asked_by=by.person, asked_at=now())
    else:
        row.because, row.asked_by, row.asked_at = because, by.person, now()
        row.accepted, row.reason, row.decided_by, row.decided_at = None, "", None, None
    session.add(row)
    session.flush()
    record(session, by, "indicator.late_asked", KIND, indicator, body=city, version=row.version, reason=because)
    return True


def requests(session: Session, language: str) -> list[LateRow]:
    """The requests of all cities: those that wait first, the oldest before the others."""
    name = Indicator.name_en if language == "en" else Indicator.name_fr
    query = (
        select(LateIndicator, name, Tracked.since)
        .join(Indicator, col(Indicator.id) == LateIndicator.indicator)
        .outerjoin(
            Tracked, (col(Tracked.city) == LateIndicator.city) & (col(Tracked.indicator) == LateIndicator.indicator)
        )
        .order_by(LateIndicator.asked_at, LateIndicator.city, LateIndicator.indicator)
    )
    with everything("a curator reads the late indicators of all cities"):
        rows = session.exec(query).all()
    found = [LateRow(row.city, row.indicator, name, since, _late(row)) for row, name, since in rows]
    return sorted(found, key=lambda one: one.late.accepted is not None)


def decide(
    session: Session, by: By, city: str, indicator: str, *, accepted: bool, reason: str, version: int
) -> Literal["done", "moved", "own"]:
    """Accept or refuse a request, with a reason; `own` when it is one's own, `moved` when it is no longer as read."""
    row = _row(session, city, indicator)
    if row is None or row.version != version or row.accepted is not None:
        return "moved"
    if row.asked_by == by.person:
        return "own"
    row.accepted, row.reason, row.decided_by, row.decided_at = accepted, reason, by.person, now()
    session.add(row)
    session.flush()
    record(
        session,
        by,
        "indicator.late_decided",
        KIND,
        indicator,
        body=city,
        version=row.version,
        after={"accepted": accepted},
        reason=reason,
    )
    return "done"


def _since(session: Session, city: str, indicator: str) -> int | None:
    return session.exec(select(Tracked.since).where(Tracked.city == city, Tracked.indicator == indicator)).first()


def _row(session: Session, city: str, indicator: str) -> LateIndicator | None:
    query = select(LateIndicator).where(LateIndicator.city == city, LateIndicator.indicator == indicator)
    return session.exec(query).first()


def _late(row: LateIndicator) -> Late:
    return Late(row.because, row.asked_by, row.asked_at, row.accepted, row.reason, row.version)
