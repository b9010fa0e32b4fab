"""That a message told something is remembered, in the transaction that keeps the message: nothing is told twice."""

import datetime as dt

from sqlmodel import Session, select

from municipal.alerts.codes import digest, search_code
from municipal.alerts.novelty import FOLLOWS, Item
from municipal.alerts.queries import PROJECT
from municipal.alerts.saving import made
from municipal.alerts.tables import SavedSearch, Told
from municipal.community.digest import told
from municipal.people.queries import PersonRow
from municipal.web.format import stored


def settle(session: Session, who: PersonRow, items: list[Item], moment: dt.datetime) -> None:
    """Remember what a message told somebody, and that it is their message of the day."""
    for item in items:
        if item.part != FOLLOWS:
            _remember(session, who, item, moment)
    told(session, who.id, moment)
    row = session.exec(select(Told).where(Told.person == who.id)).first()
    row = row or Told(person=who.id, written_at="", projects_until="")
    row.written_at = stored(moment)
    if any(item.part == PROJECT for item in items):
        row.projects_until = stored(moment)
    session.add(row)
    session.flush()


def _remember(session: Session, who: PersonRow, item: Item, moment: dt.datetime) -> None:
    query = select(SavedSearch).where(SavedSearch.person == who.id, SavedSearch.id == item.row)
    row = session.exec(query).first() or made(
        who.id, item.part, item.asked, who.language, item.title, {}, identity=item.row
    )
    row.seen, row.told_at = item.seen, stored(moment)
    # The message gives the address that the present key makes.
    row.code = digest(search_code(row.id))
    session.add(row)
