"""What the page of a need shows: to anyone how many and where, to people of municipalities also who and what."""

from typing import Any, Final

from msgspec import Struct
from sqlmodel import Session

from municipal.cases.cards import card
from municipal.cases.queries import answering, library
from municipal.cities.desk import called
from municipal.indicators.queries import for_need
from municipal.places.names import Place
from municipal.shared_needs.detail_acts import FIELDS, Again, texts
from municipal.shared_needs.joining import held
from municipal.shared_needs.offer import cities_for, offer_of
from municipal.shared_needs.queries import NeedRow, members, wordings
from municipal.shared_needs.spreading import spread
from municipal.shared_needs.talking import MessageRow, messages
from municipal.traces.once import new_token
from municipal.web.actor import Actor, actor_of
from municipal.web.page import Asked, language, settings
from vendors.needs.words import stems

MOST_CASES: Final = 4
MOST_INDICATORS: Final = 5


class Said(Struct, frozen=True):
    """A message as the cities read it; `own` when the reader wrote it."""

    row: MessageRow
    who: str
    own: bool


class Mine(Struct, frozen=True):
    """The details of one of the reader's cities, in the form."""

    place: Place
    values: dict[str, str]
    version: int


def is_municipal(actor: Actor | None) -> bool:
    """Whether somebody acts for a public body here: such people alone see the names of cities and what they say."""
    return actor is not None and not actor.pending and bool(actor.bodies)


def shown(session: Session, request: Asked, row: NeedRow, again: Again, city: str) -> dict[str, Any]:
    """All that the page of a need shows."""
    spoken, actor = language(request), actor_of(request)
    demo = settings(request).demo
    sharing = members(session, row.id)
    found = answering(library(session, spoken, demo=demo, reader=actor), row.words)[:MOST_CASES]
    inside = is_municipal(actor)
    talking = cities_for(session, actor, "need.talk")
    return {
        "row": row,
        "offer": offer_of(session, actor, row, spoken),
        "spread": spread(sharing, spoken),
        "wordings": wordings(session, row.id),
        "indicators": for_need(session, row.domains, stems(row.words, row.language), row.language, spoken=spoken)[
            :MOST_INDICATORS
        ],
        "cases": [card(one, spoken) for one in found],
        "inside": inside,
        "members": sharing if inside else [],
        "said": _said(session, row, actor, spoken) if inside else [],
        "talking": talking,
        "mine": _mine(session, request, row, again, city),
        "again": again,
        "once": new_token() if talking else "",
    }


def _said(session: Session, row: NeedRow, actor: Actor | None, spoken: str) -> list[Said]:
    own = actor.person if actor else ""
    return [Said(one, called(session, one.person, spoken), one.person == own) for one in messages(session, row.id)]


def _mine(session: Session, request: Asked, row: NeedRow, again: Again, city: str) -> list[Mine]:
    """The details of the reader's cities that have joined; of one of them alone when it is named."""
    spoken = language(request)
    found: list[Mine] = []
    for place in cities_for(session, actor_of(request), "need.join"):
        now = held(session, place.code, row.id)
        if again.values and again.city == place.code:
            found.append(Mine(place, {name: again.values.get(name, "") for name in FIELDS}, again.version))
        elif now:
            found.append(Mine(place, texts(now.details, spoken), now.version))
    return [one for one in found if one.place.code == city] or found
