"""What is kept of learners: a session in, Structs out."""

import datetime as dt

import msgspec
from msgspec import Struct
from sqlmodel import Session, select

from municipal.learning.progress import Progress
from municipal.learning.tables import Learner
from municipal.web.format import stored


class Kept(Struct, frozen=True):
    """A person's progress, and whether the monthly message is wanted."""

    progress: Progress
    digest: bool = True


def kept(session: Session, person: str) -> Kept:
    """What is kept of a person; of somebody new, an empty progress."""
    found = session.exec(select(Learner).where(Learner.person == person)).first()
    return Kept(msgspec.convert(found.progress, Progress), found.digest) if found else Kept(Progress())


def keep(session: Session, person: str, progress: Progress, moment: dt.datetime, *, essentials: bool) -> None:
    """Keep a person's progress; the day on which the essentials were done is kept once."""
    row = _row(session, person, moment)
    row.progress = msgspec.to_builtins(progress)
    row.saved_at = stored(moment)
    if essentials and row.essentials_at is None:
        row.essentials_at = stored(moment)
    session.add(row)


def want_digest(session: Session, person: str, moment: dt.datetime, *, wanted: bool) -> None:
    """Keep whether a person wants the monthly message."""
    row = _row(session, person, moment)
    row.digest = wanted
    session.add(row)


def _row(session: Session, person: str, moment: dt.datetime) -> Learner:
    found = session.exec(select(Learner).where(Learner.person == person)).first()
    return found or Learner(person=person, progress=msgspec.to_builtins(Progress()), saved_at=stored(moment))
