"""« Nous avons aussi ce besoin » : a city joins a need in one act, says how much of it, and may leave again."""

from typing import Final

from msgspec import Struct, structs
from sqlalchemy import insert
from sqlmodel import Session, select

from municipal.shared_needs.identity import understood
from municipal.shared_needs.tables import NeedMember, SharedNeed
from municipal.traces.chain import By, now, record
from municipal.traces.versions import at_version, history, keep

KIND: Final = "need_member"


class Details(Struct, frozen=True):
    """How much of a need a city has, in which unit, the year in which it would buy, and on which conditions."""

    volume: float | None = None
    unit: str = ""
    wanted_in: str = ""
    conditions: str = ""


class Held(Struct, frozen=True):
    """A city's details at a version."""

    details: Details
    version: int


class Moved(Struct, frozen=True):
    """Somebody changed the details since the form was made: what both began from, and what stands; None once left."""

    base: Details | None
    theirs: Held | None


def join(session: Session, by: By, city: str, words: str, *, need: str = "") -> str:
    """A city has a need too: the one that is named, or the one that words tell; what comes back is its id.

    A second time changes nothing. Nothing comes back when the words tell nothing, or when no such need was ever told.
    """
    if need:
        known = session.get(SharedNeed, need)
        if known is None:
            return ""
        words = words or known.words
    else:
        told = understood(words)
        if told is None:
            return ""
        need = told.id
        if session.get(SharedNeed, need) is None:
            session.add(SharedNeed(**structs.asdict(told), words=words, opened_at=now()))
            session.flush()
    if _row(session, city, need) is None:
        before = history(session, KIND, f"{need}/{city}", body=city)
        version = before[0].version + 1 if before else 1
        values = {"need": need, "city": city, "words": words, "person": by.person, "joined_at": now()}
        # Not through the mapper: it would begin each row at version 1, also one that comes back.
        session.execute(insert(NeedMember).values(version=version, unit="", wanted_in="", conditions="", **values))
        _keep(session, by, city, need, Details(), version)
        record(session, by, "need.joined", KIND, need, body=city, version=version, after=words)
    return need


def leave(session: Session, by: By, city: str, need: str) -> bool:
    """A city no longer has a need; false when it had not joined it."""
    row = _row(session, city, need)
    if row is None:
        return False
    version = row.version
    session.delete(row)
    session.flush()
    record(session, by, "need.left", KIND, need, body=city, version=version)
    return True


def detail(session: Session, by: By, city: str, need: str, told: Details, *, version: int) -> Moved | None:
    """Change a city's details; Moved when somebody else did meanwhile."""
    row = _row(session, city, need)
    if row is None or row.version != version:
        base = at_version(session, KIND, f"{need}/{city}", body=city, version=version)
        return Moved(Details(**base.values) if base else None, Held(_details(row), row.version) if row else None)
    before = _details(row)
    if before == told:
        return None
    # What `seed/` brought has no version kept: kept before it changes, so that two edits can be joined.
    if at_version(session, KIND, f"{need}/{city}", body=city, version=version) is None:
        _keep(session, By("system"), city, need, before, version)
    for name, value in structs.asdict(told).items():
        setattr(row, name, value)
    session.add(row)
    session.flush()
    _keep(session, by, city, need, told, row.version)
    record(session, by, "need.changed", KIND, need, body=city, version=row.version, before=before, after=told)
    return None


def held(session: Session, city: str, need: str) -> Held | None:
    """What a city told of a need, if it has joined it."""
    row = _row(session, city, need)
    return Held(_details(row), row.version) if row else None


def _row(session: Session, city: str, need: str) -> NeedMember | None:
    return session.exec(select(NeedMember).where(NeedMember.city == city, NeedMember.need == need)).first()


def _details(row: NeedMember) -> Details:
    return Details(row.volume, row.unit, row.wanted_in, row.conditions)


def _keep(session: Session, by: By, city: str, need: str, told: Details, version: int) -> None:
    values = structs.asdict(told)
    keep(session, by, KIND, f"{need}/{city}", body=city, version=version, values=values)
