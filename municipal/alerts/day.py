"""The message of the day: at most one to a person in a day of Québec; what is urgent leaves within ten minutes."""

import datetime as dt
from functools import partial
from typing import Final

from sqlmodel import Session

from municipal.alerts import message
from municipal.alerts.novelty import Item, novelty
from municipal.alerts.queries import searchers, told_on
from municipal.alerts.settling import settle
from municipal.community.digest import followers
from municipal.db import reading, write
from municipal.jobs import every, leaving
from municipal.people.queries import PersonRow, person
from municipal.projects.news import keepers
from municipal.settings import Settings
from municipal.tenancy.guard import everything
from municipal.web.format import ZONE

SOON: Final = "message of the day"
MORNING: Final = "morning message"
PAUSE: Final = dt.timedelta(minutes=10)
HOUR: Final = dt.time(6, 30)
REASON: Final = "the message of the day asks who follows something, keeps a search or looks after a project"


@every(PAUSE, SOON)
def at_once(settings: Settings) -> None:
    """Tell what does not wait: what became of a project’s market, what was withdrawn; the rest goes with it."""
    if settings.base_url or settings.demo:
        send(settings, dt.datetime.now(tz=dt.UTC), urgent=True)


@every(HOUR, MORNING)
def morning(settings: Settings) -> None:
    """Tell everything that is new; cut short and run again, nobody gets a second message."""
    if settings.base_url or settings.demo:
        send(settings, dt.datetime.now(tz=dt.UTC), urgent=False)


def send(settings: Settings, moment: dt.datetime, *, urgent: bool) -> int:
    """Post one message to everybody for whom something is new, or something urgent; how many were posted.

    Each person is a transaction of their own: what a run that was cut short has not told, the next one tells.
    """
    with everything(REASON), reading() as session:
        people = sorted(followers(session) | searchers(session) | keepers(session))
    sent = 0
    for identity in people:
        if leaving():
            break
        # Most have nothing new: a look costs nobody the turn of a writer.
        with reading() as session:
            found = _due(session, settings, identity, moment, urgent=urgent)
        if found:
            sent += write(partial(_tell, settings=settings, identity=identity, moment=moment, urgent=urgent))
    return sent


def _tell(session: Session, *, settings: Settings, identity: str, moment: dt.datetime, urgent: bool) -> bool:
    """Look once more, where nobody else writes, and post: of two runs at once, one finds that the day is taken."""
    due = _due(session, settings, identity, moment, urgent=urgent)
    if due is None:
        return False
    who, items = due
    message.send(session, settings.base_url.rstrip("/"), who, items)
    settle(session, who, items, moment)
    return True


def _due(
    session: Session, settings: Settings, identity: str, moment: dt.datetime, *, urgent: bool
) -> tuple[PersonRow, list[Item]] | None:
    """Who is to be told, and what; nothing for somebody who wants no message, or has had the one of the day."""
    who = person(session, identity)
    if who is None or not who.email or not who.notices or told_on(session, identity) == moment.astimezone(ZONE).date():
        return None
    items = novelty(session, who, demo=settings.demo)
    return (who, items) if any(item.urgent or not urgent for item in items) else None
