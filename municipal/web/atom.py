"""A list that one follows: Atom (RFC 4287)."""

import re
from collections.abc import Iterable
from typing import Final
from xml.sax.saxutils import escape, quoteattr

from litestar import Response
from msgspec import Struct

from municipal.web.addresses import address
from municipal.web.guard import PUBLIC
from municipal.web.page import Asked, base_url, settings

# People may paste what no XML holds.
_NO_XML: Final = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


class Entry(Struct, frozen=True):
    """One entry: its page on this site, when it last changed (RFC 3339), and the page elsewhere that tells it."""

    title: str
    href: str
    updated: str
    summary: str
    via: str = ""


def atom(
    request: Asked, *, page: str, own: str, title: str, updated: str, entries: Iterable[Entry], spoken: str
) -> Response[bytes]:
    """The feed of the list that stands at a page; `own` is its address, with its filters."""
    base = base_url(request)
    body = (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        f'<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="{spoken}-CA">\n'
        f"<title>{_text(title)}</title><id>{_text(base + own)}</id><updated>{updated}</updated>\n"
        f'<author><name>Repère</name></author><link rel="self" href={quoteattr(base + own)}/>'
        f"<link href={quoteattr(base + address(page, spoken))}/>\n"
        f"{''.join(_entry(one, base) for one in entries)}</feed>\n"
    )
    headers = {"cache-control": PUBLIC.decode(), "content-language": f"{spoken}-CA"}
    if settings(request).demo:
        headers["x-robots-tag"] = "noindex"
    return Response(body.encode(), media_type="application/atom+xml", headers=headers)


def _entry(one: Entry, base: str) -> str:
    href = base + one.href
    via = f'<link rel="via" href={quoteattr(one.via)}/>' if one.via else ""
    return (
        f"<entry><title>{_text(one.title)}</title><id>{_text(href)}</id><link href={quoteattr(href)}/>"
        f"{via}<updated>{one.updated}</updated><summary>{_text(one.summary)}</summary></entry>\n"
    )


def _text(text: str) -> str:
    return escape(_NO_XML.sub("", text))
