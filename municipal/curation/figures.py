"""How well curation kept its promises over ninety days, from every source that knows when it was answered."""

import datetime as dt
from collections.abc import Iterator

from sqlmodel import Session, SQLModel, col, select

from municipal.curation.promises import WINDOW, Ended, Share, day_of, due, promises, shares
from municipal.curation.tables import RegistryEdit
from municipal.declarations.queries import in_states
from municipal.shared_needs.desk_queue import figures as desk_figures
from municipal.suppliers.reports import since as reports_since
from municipal.thesaurus.queries import words_since
from municipal.web.format import stored
from vendors.registry.tables import LifecycleStep, PairDecision

# A declaration that was answered, and one that waits.
_ANSWERED = ("accepted", "refused")
_TOLD = ("told", "first", *_ANSWERED)
_SECONDED: tuple[type[SQLModel], ...] = (PairDecision, RegistryEdit, LifecycleStep)


def figures(session: Session, now: dt.datetime) -> list[Share]:
    """Of each kind that has enough answers in the window: how many, and how many on time."""
    since = stored(now - WINDOW)
    told = shares(
        [*_reports(session, since), *_declared(session, since), *_seconded(session, since)], day_of(stored(now))
    )
    desk = desk_figures(session)
    return [*told, *([Share(promises()["desk"], desk.requests, desk.on_time)] if desk else [])]


def _reports(session: Session, since: str) -> Iterator[Ended]:
    for kind, due_on, at in reports_since(session, since):
        yield Ended(kind, due_on, day_of(at) if at else None)


def _declared(session: Session, since: str) -> Iterator[Ended]:
    for row in in_states(session, *_TOLD):
        if row.told_at and row.told_at >= since:
            at = (row.second_at or row.first_at) if row.state in _ANSWERED else None
            yield Ended(
                "declaration", row.due_on or due("declaration", day_of(row.told_at)), day_of(at) if at else None
            )


def _seconded(session: Session, since: str) -> Iterator[Ended]:
    """What asked for a second person: a decision that one person took alone never did."""
    for table in _SECONDED:
        at, second_at, state = (col(getattr(table, name)) for name in ("at", "second_at", "state"))
        query = select(at, second_at).where(at >= since, (state == "waiting") | second_at.is_not(None))
        yield from (_second(began, ended) for began, ended in session.exec(query))
    yield from (_second(began, ended) for began, ended in words_since(session, since))


def _second(began: str, ended: str | None) -> Ended:
    return Ended("second", due("second", day_of(began)), day_of(ended) if ended else None)
