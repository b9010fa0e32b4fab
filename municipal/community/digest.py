"""What the message of the day says of what one follows; the message itself is one, and is sent by `municipal.alerts`."""

import datetime as dt

from sqlmodel import Session, col, select

from municipal.community.news import Item, Reader, news
from municipal.community.tables import Follow
from municipal.settings import Settings
from municipal.web.format import stored


def followers(session: Session) -> set[str]:
    """Everybody who follows something; asked within `everything`."""
    return set(session.exec(select(Follow.person).distinct()))


def followed_news(session: Session, knows: Reader) -> list[Item]:
    """What is new of each thing that somebody follows, since a message last told them."""
    order = (col(Follow.at), col(Follow.kind), col(Follow.object))
    rows = session.exec(select(Follow).where(Follow.person == knows.id).order_by(*order)).all()
    return [item for row in rows if (item := news(session, row, knows))]


def told(session: Session, person: str, moment: dt.datetime) -> None:
    """A message told what was new up to this moment."""
    for row in session.exec(select(Follow).where(Follow.person == person)).all():
        row.told_at = stored(moment)
        session.add(row)


def nightly(_settings: Settings) -> None:
    """Nothing: the message of the day is sent by `municipal.alerts.day`."""
