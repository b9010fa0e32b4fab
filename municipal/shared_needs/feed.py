"""The shared needs as a feed that one follows: Atom (RFC 4287), how many cities each has, and no name of any."""

from typing import Any, Final

import msgspec
from litestar import Response

from municipal.db import reading
from municipal.shared_needs.forms import NeedsQuery
from municipal.shared_needs.queries import NeedRow, needs
from municipal.shared_needs.words import cities
from municipal.web.addresses import ADDRESSES, FEEDS, address, canonical
from municipal.web.atom import Entry, atom
from municipal.web.form import query
from municipal.web.language import translator
from municipal.web.page import Asked, settings

# A feed that holds nothing was last changed before there was any need.
_NEVER: Final = "2026-01-01T00:00:00+00:00"


def feed_of(spoken: str, asked: NeedsQuery) -> str:
    """The address of the feed of a list."""
    kept: dict[str, Any] = msgspec.structs.asdict(asked)
    return FEEDS["needs"][spoken] + address("needs", spoken, **kept).removeprefix(ADDRESSES["needs"][spoken])


def feed(request: Asked, spoken: str) -> Response[bytes]:
    """The needs that the filters of the page keep, the one that a city joined last first."""
    asked = query(NeedsQuery, canonical(request.query_params.multi_items()))
    with reading() as session:
        kept = needs(session, spoken, domain=asked.domain, q=asked.q)
        rows = sorted(kept, key=lambda row: row.latest, reverse=True)
    demo = settings(request).demo
    _ = translator(spoken)
    title = _("Besoins partagés fictifs (démonstration)") if demo else _("Besoins partagés")
    entries = (_entry(row, spoken) for row in rows)
    own, updated = feed_of(spoken, asked), rows[0].latest if rows else _NEVER
    return atom(request, page="needs", own=own, title=title, updated=updated, entries=entries, spoken=spoken)


def _entry(row: NeedRow, spoken: str) -> Entry:
    told = ". ".join([cities(row.cities, spoken), *row.labels])
    return Entry(row.words, address("need", spoken, id=row.id), row.latest, told)
