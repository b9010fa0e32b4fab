"""The daily message: what is new of what one follows. Only when there is something, and never two in one day."""

import datetime as dt
from collections.abc import Iterable
from itertools import groupby
from typing import Final

from sqlmodel import Session, col, select

from municipal.community.news import Item, news, reader
from municipal.community.tables import Follow
from municipal.db import write
from municipal.jobs import every
from municipal.mail.outbox import post
from municipal.people.queries import PersonRow, person
from municipal.settings import Settings
from municipal.tenancy.guard import everything
from municipal.web.addresses import address
from municipal.web.format import ZONE, stored
from municipal.web.language import translator

JOB: Final = "follow digest"
HOUR: Final = dt.time(6, 30)
REASON: Final = "the daily message reads who follows what, and what became of it"


@every(HOUR, JOB)
def nightly(settings: Settings) -> None:
    """Send the messages of the day; cut short and run again, nobody gets a second one."""
    if settings.base_url or settings.demo:
        write(lambda session: send(session, settings, dt.datetime.now(tz=dt.UTC)))


def send(session: Session, settings: Settings, moment: dt.datetime) -> int:
    """Post one message to everybody for whom something they follow has changed; how many were posted."""
    sent = 0
    with everything(REASON):
        order = (col(Follow.person), col(Follow.at), col(Follow.kind), col(Follow.object))
        rows = session.exec(select(Follow).order_by(*order)).all()
        for identity, own in groupby(rows, key=lambda row: row.person):
            sent += _tell(session, settings, identity, list(own), moment)
        session.flush()
    return sent


def _tell(session: Session, settings: Settings, identity: str, rows: list[Follow], moment: dt.datetime) -> bool:
    who = person(session, identity)
    if who is None or not who.email or not who.notices or _told_today(rows, moment):
        return False
    knows = reader(session, who, demo=settings.demo)
    found = [item for row in rows if (item := news(session, row, knows))]
    if not found:
        return False
    _post(session, settings.base_url.rstrip("/"), who, found)
    for row in rows:
        row.told_at = stored(moment)
        session.add(row)
    return True


def _told_today(rows: Iterable[Follow], moment: dt.datetime) -> bool:
    """Whether a message left on this day in Québec: one that left has moved `told_at` from where following began."""
    last = max((row.told_at for row in rows if row.told_at != row.at), default="")
    return bool(last) and dt.datetime.fromisoformat(last).astimezone(ZONE).date() == moment.astimezone(ZONE).date()


def _post(session: Session, base: str, who: PersonRow, items: list[Item]) -> None:
    _ = translator(who.language)
    told = "\n\n".join("\n".join([item.title, *item.lines, base + item.path]) for item in items)
    text = _(
        "Bonjour,\n\nVoici ce qu’il y a de nouveau dans ce que vous suivez.\n\n{news}\n\n"
        "Vous recevez au plus un message par jour. Pour ne plus suivre, ouvrez cette page\u00a0:\n{link}"
    ).format(news=told, link=base + address("follows", who.language))
    count = len(items)
    one, many = _("Du nouveau dans ce que vous suivez"), _("Du nouveau dans {count} cas ou besoins que vous suivez")
    subject = one if count == 1 else many
    post(
        session,
        to=who.email or "",
        subject=subject.format(count=count),
        text=text,
        language=who.language,
        kind="follow",
    )
