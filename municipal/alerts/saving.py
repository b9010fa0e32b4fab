"""Keeping a search: once, at most fifty; its messages stopped and taken up again."""

import secrets
from typing import Any, Final

from sqlalchemy import delete
from sqlmodel import Session, col, select

from municipal.alerts.codes import digest, search_code
from municipal.alerts.lists import LISTS, Asked, named
from municipal.alerts.queries import PROJECT, count_of
from municipal.alerts.tables import SavedSearch
from municipal.traces.chain import By, now, record
from municipal.watched import seen
from municipal.web.actor import Actor

MOST: Final = 50
KIND: Final = "saved_search"


def save(session: Session, by: By, actor: Actor, page: str, asked: Asked, language: str, *, demo: bool) -> str:
    """Keep a search, to be told of what changes from now on; its id, or nothing when fifty are kept already.

    One that is kept already stays as it is, and is told of again if it was not.
    """
    query = select(SavedSearch).where(SavedSearch.person == actor.person, SavedSearch.page == page)
    same = next((row for row in session.exec(query) if row.asked == asked), None)
    if same is not None:
        switch(session, by, actor, same.id, wanted=True, demo=demo)
        return same.id
    if count_of(session, actor.person) >= MOST:
        return ""
    items = LISTS[page].listed(session, asked, language, demo=demo, reader=actor)
    row = made(actor.person, page, asked, language, named(session, page, asked, language), dict(seen(items)))
    session.add(row)
    session.flush()
    record(session, by, "search.saved", KIND, row.id, version=row.version, after=page)
    return row.id


def made(
    person: str, page: str, asked: Asked, language: str, name: str, told: dict[str, Any], *, identity: str = ""
) -> SavedSearch:
    """A new row, as of now."""
    identity, moment = identity or new_id(), now()
    return SavedSearch(
        person=person,
        id=identity,
        page=page,
        asked=asked,
        language=language,
        name=name,
        seen=told,
        code=digest(search_code(identity)),
        saved_at=moment,
        told_at=moment,
    )


def new_id() -> str:
    """An id that was never used."""
    return secrets.token_hex(8)


def switch(session: Session, by: By, actor: Actor, identity: str, *, wanted: bool, demo: bool) -> None:
    """Stop the messages of a search, or take them up again: what changed meanwhile is not told."""
    row = _own(session, actor.person, identity)
    if row is None or row.alert == wanted:
        return
    row.alert = wanted
    if wanted and row.page in LISTS:
        row.seen = dict(seen(LISTS[row.page].listed(session, row.asked, actor.language, demo=demo, reader=actor)))
        row.told_at = now()
    session.add(row)
    session.flush()
    record(session, by, "search.saved", KIND, identity, version=row.version, after=wanted)


def stop(session: Session, by: By, person: str, identity: str) -> None:
    """Stop the messages of a search, by the address that a message gave."""
    row = _own(session, person, identity)
    if row is not None and row.alert:
        row.alert = False
        session.add(row)
        session.flush()
        record(session, by, "search.saved", KIND, identity, version=row.version, after=False)


def remove(session: Session, by: By, person: str, identity: str) -> None:
    """No longer keep a search; what was told of a project stays, or it would be told again."""
    row = _own(session, person, identity)
    if row is not None and row.page != PROJECT:
        one = (col(SavedSearch.person) == person, col(SavedSearch.id) == identity)
        session.execute(delete(SavedSearch).where(*one))
        record(session, by, "search.removed", KIND, identity, before=row.page)


def _own(session: Session, person: str, identity: str) -> SavedSearch | None:
    return session.exec(select(SavedSearch).where(SavedSearch.person == person, SavedSearch.id == identity)).first()
