"""Questions about kept searches and about when somebody was last written to: a session in, Structs out."""

import datetime as dt
from typing import Any, Final

from msgspec import Struct
from sqlmodel import Session, col, func, select

from municipal.alerts.codes import digest
from municipal.alerts.tables import SavedSearch, Told
from municipal.web.format import ZONE

# A row of this page is no search: it holds what was told to somebody of a project that they look after.
PROJECT: Final = "project"


class SearchRow(Struct, frozen=True):
    """A search that somebody keeps, or a project of which they are told; `seen` is what was told of it last."""

    person: str
    id: str
    page: str
    asked: dict[str, Any]
    language: str
    name: str
    alert: bool
    seen: dict[str, Any]
    saved_at: str
    told_at: str


def kept_by(session: Session, person: str) -> list[SearchRow]:
    """What somebody keeps, the latest first, the projects of which they are told after their searches."""
    query = select(SavedSearch).where(SavedSearch.person == person)
    order = (col(SavedSearch.saved_at).desc(), col(SavedSearch.id))
    rows = [_row(one) for one in session.exec(query.order_by(*order))]
    return sorted(rows, key=lambda row: row.page == PROJECT)


def count_of(session: Session, person: str) -> int:
    """How many searches somebody keeps."""
    query = select(func.count()).select_from(SavedSearch)
    return session.exec(query.where(SavedSearch.person == person, SavedSearch.page != PROJECT)).one()


def by_code(session: Session, code: str) -> SearchRow | None:
    """What a code of an address stops."""
    row = session.exec(select(SavedSearch).where(SavedSearch.code == digest(code))).first()
    return _row(row) if row else None


def searchers(session: Session) -> set[str]:
    """Everybody who wants to be told of a search; asked within `everything`."""
    wanted = select(SavedSearch.person).where(col(SavedSearch.alert).is_(True), SavedSearch.page != PROJECT)
    return set(session.exec(wanted.distinct()))


def told_on(session: Session, person: str) -> dt.date | None:
    """The day in Québec on which somebody last received the message of the day."""
    at = session.exec(select(Told.written_at).where(Told.person == person)).first()
    return dt.datetime.fromisoformat(at).astimezone(ZONE).date() if at else None


def _row(row: SavedSearch) -> SearchRow:
    return SearchRow(**{name: getattr(row, name) for name in SearchRow.__struct_fields__})
