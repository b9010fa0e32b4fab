"""The shared needs as a feed that one follows: Atom (RFC 4287), how many cities each has, and no name of any."""

from typing import Final
from xml.sax.saxutils import escape, quoteattr

from litestar import Response

from municipal.db import reading
from municipal.shared_needs.queries import NeedRow, needs
from municipal.shared_needs.words import cities
from municipal.web.addresses import FEEDS, address
from municipal.web.guard import PUBLIC
from municipal.web.language import translator
from municipal.web.page import Asked, base_url, settings

# A feed that holds nothing was last changed before there was any need.
_NEVER: Final = "2026-01-01T00:00:00+00:00"


def feed(request: Asked, spoken: str) -> Response[bytes]:
    """The needs, the one that a city joined last first."""
    with reading() as session:
        rows = sorted(needs(session, spoken), key=lambda row: row.latest, reverse=True)
    demo = settings(request).demo
    base = base_url(request)
    own = base + FEEDS["needs"][spoken]
    _ = translator(spoken)
    title = _("Besoins partagés fictifs (démonstration)") if demo else _("Besoins partagés")
    updated = rows[0].latest if rows else _NEVER
    body = (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        f'<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="{spoken}-CA">\n'
        f"<title>{escape(title)}</title><id>{escape(own)}</id><updated>{updated}</updated>\n"
        f'<author><name>Repère</name></author><link rel="self" href={quoteattr(own)}/>'
        f"<link href={quoteattr(base + address('needs', spoken))}/>\n"
        f"{''.join(_entry(row, base, spoken) for row in rows)}</feed>\n"
    )
    headers = {"cache-control": PUBLIC.decode(), "content-language": f"{spoken}-CA"}
    if demo:
        headers["x-robots-tag"] = "noindex"
    return Response(body.encode(), media_type="application/atom+xml", headers=headers)


def _entry(row: NeedRow, base: str, spoken: str) -> str:
    href = base + address("need", spoken, id=row.id)
    told = ". ".join([cities(row.cities, spoken), *row.labels])
    return (
        f"<entry><title>{escape(row.words)}</title><id>{escape(href)}</id><link href={quoteattr(href)}/>"
        f"<updated>{row.latest}</updated><summary>{escape(told)}</summary></entry>\n"
    )
