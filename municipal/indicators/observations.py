"""What people of a city saw and no number says: written by one person, made public by another, removed."""

import secrets
from typing import Final

from litestar.exceptions import NotFoundException
from msgspec import Struct
from sqlmodel import Session, col, select

from municipal.indicators.tables import Observation
from municipal.traces.chain import Permit, now, record

KIND: Final = "observation"
LONGEST: Final = 2000


class ObservationRow(Struct, frozen=True):
    """An observation as its own city sees it."""

    id: str
    period: str
    text: str
    language: str
    author: str
    written_at: str
    validated_by: str | None
    published_at: str | None
    version: int


def observations_of(session: Session, city: str, indicator: str) -> list[ObservationRow]:
    """What a city wrote beside an indicator, the latest period first."""
    query = (
        select(Observation)
        .where(Observation.city == city, Observation.indicator == indicator)
        .order_by(col(Observation.period).desc(), col(Observation.written_at).desc(), col(Observation.id))
    )
    names = ObservationRow.__struct_fields__
    return [ObservationRow(*(getattr(row, name) for name in names)) for row in session.exec(query)]


def authors_waiting(session: Session, city: str) -> list[str]:
    """Who wrote each observation of a city that waits for a second person."""
    query = select(Observation.author).where(Observation.city == city, col(Observation.published_at).is_(None))
    return list(session.exec(query))


def write_observation(
    session: Session, permit: Permit, city: str, indicator: str, *, period: str, text: str, language: str
) -> str:
    """Keep an observation for a second person to read; what comes back is its id."""
    by = permit("observation.write")
    row = Observation(
        city=city,
        id=secrets.token_urlsafe(9),
        indicator=indicator,
        period=period,
        text=text,
        language=language,
        author=by.person,
        written_at=now(),
    )
    session.add(row)
    session.flush()
    after = {"indicator": indicator, "period": period, "text": text}
    record(session, by, "observation.written", KIND, row.id, body=city, version=row.version, after=after)
    return row.id


def publish_observation(session: Session, permit: Permit, city: str, identity: str, *, version: int) -> bool:
    """Make an observation public as it was read; false when it is no longer that one.

    Who wrote it cannot: the table of rules refuses.
    """
    permit("observation.publish")
    row = _find(session, city, identity)
    by = permit("observation.publish", author=row.author)
    if row.version != version or row.published_at:
        return False
    row.validated_by, row.published_at = by.person, now()
    session.add(row)
    session.flush()
    record(session, by, "observation.published", KIND, row.id, body=city, version=row.version)
    return True


def remove_observation(session: Session, permit: Permit, city: str, identity: str, *, version: int) -> bool:
    """Remove an observation as it was read, public or not; false when it is no longer that one."""
    by = permit("observation.write")
    row = _find(session, city, identity)
    if row.version != version:
        return False
    session.delete(row)
    session.flush()
    record(session, by, "observation.removed", KIND, identity, body=city, version=version)
    return True


def _find(session: Session, city: str, identity: str) -> Observation:
    """Raises NotFoundException for what was removed, or is another city’s."""
    row = session.exec(select(Observation).where(Observation.city == city, Observation.id == identity)).first()
    if row is None:
        raise NotFoundException
    return row
