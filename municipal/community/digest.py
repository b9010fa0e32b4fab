"""What the message of the day says of what one follows; `municipal.alerts` composes and sends it."""

import datetime as dt
from typing import Final

from sqlmodel import Session, col, select

from municipal.community.news import Item, Reader, news
from municipal.community.tables import Follow
from municipal.tenancy.guard import everything
from municipal.web.format import stored

REASON: Final = "the daily message reads what became of what somebody follows, whichever city tells it"


def followers(session: Session) -> set[str]:
    """Everybody who follows something; asked within `everything`."""
    return set(session.exec(select(Follow.person).distinct()))


def followed_news(session: Session, knows: Reader) -> list[Item]:
    """What is new of each thing that somebody follows, since a message last told them."""
    order = (col(Follow.at), col(Follow.kind), col(Follow.object))
    rows = session.exec(select(Follow).where(Follow.person == knows.id).order_by(*order)).all()
    with everything(REASON):
        return [item for row in rows if (item := news(session, row, knows))]


def told(session: Session, person: str, moment: dt.datetime) -> None:
    """A message told what was new up to this moment."""
    for row in session.exec(select(Follow).where(Follow.person == person)).all():
        row.told_at = stored(moment)
        session.add(row)
