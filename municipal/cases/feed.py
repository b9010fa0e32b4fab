"""The same list as a feed that one follows: Atom (RFC 4287), with the filters of the page."""

import datetime as dt
from urllib.parse import urlencode

import msgspec
from litestar import Controller, Response, get

from municipal.cases.cards import Card, card
from municipal.cases.forms import CasesQuery
from municipal.cases.queries import answering, keep, library
from municipal.db import reading
from municipal.web.addresses import FEEDS, PARAMETERS, address, canonical
from municipal.web.atom import Entry, atom
from municipal.web.form import query
from municipal.web.language import translator
from municipal.web.open import OPEN
from municipal.web.page import Asked, settings
from municipal.web.threads import reads


class CaseFeeds(Controller):
    """The feed of cases, in each language."""

    opt = OPEN
    include_in_schema = False

    @get(FEEDS["cases"]["fr"])
    @reads
    def french(self, request: Asked) -> Response[bytes]:
        """The cases in French."""
        return _feed(request, "fr")

    @get(FEEDS["cases"]["en"])
    @reads
    def english(self, request: Asked) -> Response[bytes]:
        """The cases in English."""
        return _feed(request, "en")


def feed(spoken: str, asked: CasesQuery) -> str:
    """The address of the feed of a list."""
    pairs = msgspec.structs.asdict(asked).items()
    given = [(PARAMETERS[name][spoken], one) for name, value in pairs for one in (value if name != "need" else [value])]
    kept = [pair for pair in given if pair[1]]
    return FEEDS["cases"][spoken] + (f"?{urlencode(kept)}" if kept else "")


def _feed(request: Asked, spoken: str) -> Response[bytes]:
    asked = query(CasesQuery, canonical(request.query_params.multi_items()))
    demo = settings(request).demo
    with reading() as session:
        rows = library(session, spoken, demo=demo)
    need = asked.need.strip()
    kept = keep(answering(rows, need) if need else rows, asked.chosen())
    _ = translator(spoken)
    title = _("Cas d’usage fictifs (démonstration)") if demo else _("Cas d’usage de villes")
    # A feed without any entry was last changed when the list was.
    updated = max((row.read_on for row in kept or rows), default=dt.date.min)
    entries = (_entry(card(row, spoken), spoken) for row in kept)
    own = feed(spoken, asked)
    return atom(request, page="cases", own=own, title=title, updated=_instant(updated), entries=entries, spoken=spoken)


def _entry(card: Card, spoken: str) -> Entry:
    row = card.case
    told = f"{card.where}. {card.state}. {card.effect}. {row.problem} {row.done}"
    return Entry(row.title, address("case", spoken, id=row.id), _instant(row.read_on), told, row.source_url or "")


def _instant(day: dt.date) -> str:
    return f"{day.isoformat()}T00:00:00Z"
