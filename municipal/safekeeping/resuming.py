"""What a restored database must not take up where the backup left it."""

import datetime as dt
from typing import Final

from sqlalchemy import Connection, inspect, update
from sqlmodel import col

from municipal.db import Revision
from municipal.people.tables import UserSession
from municipal.web.format import stored

# Where the present number cannot be read, a step that no installation covers by its own writes.
_FAR: Final = 1_000_000


def present_number(connection: Connection) -> int | None:
    """The number of the public data in the database that is about to be replaced."""
    if not inspect(connection).has_table("revision"):
        return None
    return connection.exec_driver_sql("SELECT number FROM revision").scalar()


def resume(connection: Connection, seen: int | None) -> None:
    """Go on from a number that no kept page bears, and end every session: one ended since must not live again."""
    kept = connection.exec_driver_sql("SELECT number FROM revision").scalar() or 0
    number = kept + _FAR if seen is None else max(kept, seen) + 1
    connection.execute(update(Revision).values(number=number))
    now = stored(dt.datetime.now(tz=dt.UTC))
    connection.execute(update(UserSession).where(col(UserSession.ended_at).is_(None)).values(ended_at=now))
