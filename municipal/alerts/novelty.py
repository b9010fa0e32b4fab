"""All that is new for one person: of the projects that they look after, of their searches, of what they follow."""

from collections.abc import Iterator
from typing import Any, Final

import msgspec
from msgspec import Struct
from sqlmodel import Session

from municipal.alerts.changes import Change, changes
from municipal.alerts.lists import LISTS, named, path_of
from municipal.alerts.queries import PROJECT, SearchRow, kept_by
from municipal.alerts.saving import new_id
from municipal.alerts.words import lines
from municipal.community.digest import followed_news
from municipal.community.news import Reader, reader, standing
from municipal.people.queries import PersonRow
from municipal.people.roles import kind_of
from municipal.people.rules import decide
from municipal.projects.news import looked_after, news
from municipal.suppliers.watched import DEREFERENCED
from municipal.suppliers.watched import standing as still_there
from municipal.watched import seen
from municipal.web.actor import Actor
from municipal.web.addresses import address

FOLLOWS: Final = "follows"
# Who may read a project is told of it.
_READ: Final = "project.read"


class Item(Struct, frozen=True):
    """One thing with what is new of it, and the path of its page. What is `urgent` does not wait for the morning.

    `row` is the id under which it is remembered that `seen` was told; a thing that one follows remembers it by itself.
    """

    part: str
    title: str
    path: str
    lines: list[str]
    urgent: bool = False
    row: str = ""
    asked: dict[str, Any] = {}
    seen: dict[str, Any] = {}


def novelty(session: Session, who: PersonRow, *, demo: bool) -> list[Item]:
    """What is new for somebody since they were last told, by the roles that they hold now."""
    actor, knows, rows = standing(session, who), reader(session, who, demo=demo), kept_by(session, who.id)
    searches = (_of_search(session, actor, knows, row, demo=demo) for row in rows if row.page in LISTS and row.alert)
    follows = followed_news(session, knows)
    return [
        *_of_projects(session, actor, rows),
        *(item for item in searches if item),
        *(Item(FOLLOWS, one.title, one.path, one.lines, urgent=one.gone) for one in follows),
    ]


def _of_projects(session: Session, actor: Actor, rows: list[SearchRow]) -> Iterator[Item]:
    """What is new around each project of the cities where somebody may read projects; each piece is told once."""
    known = {row.asked["project"]: row for row in rows if row.page == PROJECT}
    for city in dict.fromkeys(actor.bodies):
        if kind_of(city) != "municipality" or not decide(actor, _READ, body=city).ok:
            continue
        for watch in looked_after(session, actor.person, city):
            row = known.get(watch.project.id)
            found = news(session, watch.fixed, actor.language)
            fresh = [one for one in found if not row or one.key not in row.seen]
            if fresh and (row is None or row.alert):
                yield Item(
                    PROJECT,
                    watch.project.title,
                    address("project", actor.language, id=city, project=watch.project.id),
                    [one.title for one in fresh],
                    urgent=True,
                    row=row.id if row else new_id(),
                    asked={"city": city, "project": watch.project.id},
                    seen={one.key: {} for one in found},
                )


def _of_search(session: Session, actor: Actor, knows: Reader, row: SearchRow, *, demo: bool) -> Item | None:
    items = LISTS[row.page].listed(session, row.asked, actor.language, demo=demo, reader=actor)
    found = [_left(session, knows, row.page, one) for one in changes(row.seen, items)]
    if not found:
        return None
    return Item(
        row.page,
        named(session, row.page, row.asked, actor.language),
        path_of(row.page, row.asked, actor.language),
        lines(found, actor.language),
        urgent=any(one.kind in ("left", "dereferenced") for one in found),
        row=row.id,
        asked=row.asked,
        seen=dict(seen(items)),
    )


def _left(session: Session, knows: Reader, page: str, one: Change) -> Change:
    """What is gone from a list, told apart: a supplier dereferenced, a thing that is nowhere any more."""
    if one.kind != "gone" or page == "needs":
        return one
    if page == "cases":
        return one if one.id in knows.cases else msgspec.structs.replace(one, kind="left")
    row = still_there(session, [one.id]).get(one.id)
    if row is None:
        return msgspec.structs.replace(one, kind="left")
    return msgspec.structs.replace(one, kind="dereferenced") if row.status == DEREFERENCED else one
