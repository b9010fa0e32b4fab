"""The same list as a feed that one follows: Atom (RFC 4287), with the filters of the page."""

import datetime as dt
from urllib.parse import urlencode
from xml.sax.saxutils import escape, quoteattr

import msgspec
from litestar import Controller, Response, get

from municipal.cases.cards import Card, card
from municipal.cases.forms import CasesQuery
from municipal.cases.queries import answering, keep, library
from municipal.db import reading
from municipal.web.addresses import FEEDS, PARAMETERS, address, canonical
from municipal.web.form import query
from municipal.web.guard import PUBLIC
from municipal.web.language import translator
from municipal.web.open import OPEN
from municipal.web.page import Asked, base_url, settings
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
    base = base_url(request)
    own = base + feed(spoken, asked)
    _ = translator(spoken)
    title = _("Cas d’usage fictifs (démonstration)") if demo else _("Cas d’usage de villes")
    # A feed without any entry was last changed when the list was.
    updated = max((row.read_on for row in kept or rows), default=dt.date.min)
    body = (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        f'<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="{spoken}-CA">\n'
        f"<title>{escape(title)}</title><id>{escape(own)}</id><updated>{_instant(updated)}</updated>\n"
        f'<author><name>Repère</name></author><link rel="self" href={quoteattr(own)}/>'
        f"<link href={quoteattr(base + address('cases', spoken))}/>\n"
        f"{''.join(_entry(card(row, spoken), base, spoken) for row in kept)}</feed>\n"
    )
    headers = {"cache-control": PUBLIC.decode(), "content-language": f"{spoken}-CA"}
    if demo:
        headers["x-robots-tag"] = "noindex"
    return Response(body.encode(), media_type="application/atom+xml", headers=headers)


def _entry(card: Card, base: str, spoken: str) -> str:
    href = base + address("case", spoken, id=card.case.id)
    told = f"{card.where}. {card.state}. {card.effect}. {card.case.problem} {card.case.done}"
    source = card.case.source_url
    via = f'<link rel="via" href={quoteattr(source)}/>' if source else ""
    return (
        f"<entry><title>{escape(card.case.title)}</title><id>{escape(href)}</id><link href={quoteattr(href)}/>"
        f"{via}<updated>{_instant(card.case.read_on)}</updated><summary>{escape(told)}</summary></entry>\n"
    )


def _instant(day: dt.date) -> str:
    return f"{day.isoformat()}T00:00:00Z"
