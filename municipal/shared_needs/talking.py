"""What the cities that share a need tell one another: written for a city, taken back by whoever wrote it."""

import secrets
import time

from msgspec import Struct
from sqlmodel import Session, col, select

from municipal.places.names import Place
from municipal.places.queries import places
from municipal.shared_needs.tables import NeedMessage, SharedNeed
from municipal.traces.chain import By, now, record


class MessageRow(Struct, frozen=True):
    """A message to the cities of a need, for municipalities alone; one that was removed has no text."""

    id: str
    city: str
    place: Place | None
    person: str
    text: str
    at: str
    removed: bool


def tell(session: Session, by: By, city: str, need: str, text: str) -> bool:
    """Tell the cities of a need something, for a city; false when there is no such need."""
    if session.get(SharedNeed, need) is None:
        return False
    # Two messages of one second stay in their order.
    identity = f"{time.time_ns():016x}{secrets.token_hex(4)}"
    session.add(NeedMessage(need=need, id=identity, city=city, person=by.person, text=text, at=now()))
    session.flush()
    record(session, by, "need.told", "need_message", identity, body=city)
    return True


def untell(session: Session, by: By, need: str, identity: str) -> bool:
    """Take one's own message back: its words go, that there was one stays; false when it is not one's own."""
    query = select(NeedMessage).where(NeedMessage.need == need, NeedMessage.id == identity)
    row = session.exec(query.where(NeedMessage.person == by.person, col(NeedMessage.removed_at).is_(None))).first()
    if row is None:
        return False
    row.text, row.removed_at = "", now()
    session.add(row)
    session.flush()
    record(session, by, "need.untold", "need_message", identity, body=row.city)
    return True


def messages(session: Session, identity: str) -> list[MessageRow]:
    """What cities told one another about a need, the oldest first."""
    known = {place.code: place for place in places(session)}
    query = select(NeedMessage).where(NeedMessage.need == identity).order_by(col(NeedMessage.at), col(NeedMessage.id))
    return [
        MessageRow(row.id, row.city, known.get(row.city), row.person, row.text, row.at, row.removed_at is not None)
        for row in session.exec(query)
    ]
