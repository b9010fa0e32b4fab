"""The monthly message: cards are waiting. Only to who has cards and wants it, and never two within a month."""

import datetime as dt
from typing import Final

import msgspec
from sqlmodel import Session, col, select

from municipal.db import write
from municipal.jobs import every
from municipal.learning.curriculum import Curriculum, curriculum
from municipal.learning.progress import Progress, waiting_cards
from municipal.learning.tables import Learner
from municipal.mail.outbox import post
from municipal.people.queries import person
from municipal.settings import Settings
from municipal.tenancy.guard import everything
from municipal.web.addresses import address
from municipal.web.format import stored, today
from municipal.web.language import translator

JOB: Final = "refresh digest"
HOUR: Final = dt.time(7)
REASON: Final = "the monthly message reads whose cards are due"


@every(HOUR, JOB)
def nightly(settings: Settings) -> None:
    """Send the messages of the day; cut short and run again, nobody gets a second one."""
    if settings.base_url or settings.demo:
        write(lambda session: send(session, settings, dt.datetime.now(tz=dt.UTC)))


def send(session: Session, settings: Settings, moment: dt.datetime) -> int:
    """Post a message to everybody whose cards are due and whose last message is a month old; how many were posted."""
    found, day, sent = curriculum(), today(), 0
    with everything(REASON):
        rows = session.exec(select(Learner).where(col(Learner.digest).is_(True)).order_by(col(Learner.person))).all()
        for row in rows:
            count = waiting(row, found, day)
            if count and _is_time(row.digest_at, moment, found) and _tell(session, settings, row.person, count):
                row.digest_at = stored(moment)
                session.add(row)
                sent += 1
        session.flush()
    return sent


def waiting(row: Learner, found: Curriculum, day: dt.date) -> int:
    """How many cards of a person are due on a day, of those that still exist."""
    return len(waiting_cards(msgspec.convert(row.progress, Progress), found, day))


def _is_time(last: str | None, moment: dt.datetime, found: Curriculum) -> bool:
    pause = dt.timedelta(days=found.limits.refresh.digest_days)
    return last is None or dt.datetime.fromisoformat(last) <= moment - pause


def _tell(session: Session, settings: Settings, identity: str, count: int) -> bool:
    who = person(session, identity)
    if who is None or not who.email or not who.notices:
        return False
    _ = translator(who.language)
    base = settings.base_url.rstrip("/")
    subject = (
        _("1 carte à revoir dans Repère")
        if count == 1
        else _("{count} cartes à revoir dans Repère").format(count=count)
    )
    text = _(
        "Bonjour,\n\nDes cartes de rappel vous attendent\u00a0: {count}. Il faut moins de cinq minutes.\n{link}\n\n"
        "Vous recevez ce message au plus une fois par mois. Pour ne plus le recevoir, ouvrez la même page."
    ).format(count=count, link=base + address("refresh", who.language))
    post(session, to=who.email, subject=subject, text=text, language=who.language, kind="refresh")
    return True
