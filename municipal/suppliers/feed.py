"""A search of suppliers as a feed that one follows: Atom (RFC 4287), with the parameters of the page."""

import datetime as dt
from typing import Any

import msgspec
from litestar import Controller, Response, get

from municipal.db import reading
from municipal.suppliers.forms import VendorsQuery
from municipal.suppliers.watched import NEVER, listed
from municipal.web.addresses import ADDRESSES, FEEDS, address, canonical
from municipal.web.atom import Entry, atom
from municipal.web.form import query
from municipal.web.language import translator
from municipal.web.open import OPEN
from municipal.web.page import Asked, settings
from municipal.web.threads import reads


class VendorFeeds(Controller):
    """The feed of solutions, in each language."""

    opt = OPEN
    include_in_schema = False

    @get(FEEDS["vendors"]["fr"])
    @reads
    def french(self, request: Asked) -> Response[bytes]:
        """The solutions in French."""
        return _feed(request, "fr")

    @get(FEEDS["vendors"]["en"])
    @reads
    def english(self, request: Asked) -> Response[bytes]:
        """The solutions in English."""
        return _feed(request, "en")


def feed(spoken: str, asked: VendorsQuery) -> str:
    """The address of the feed of a list: all its pages together."""
    kept: dict[str, Any] = msgspec.structs.asdict(asked) | {"page": "", "need": asked.need.strip()}
    return FEEDS["vendors"][spoken] + address("vendors", spoken, **kept).removeprefix(ADDRESSES["vendors"][spoken])


def _feed(request: Asked, spoken: str) -> Response[bytes]:
    asked = query(VendorsQuery, canonical(request.query_params.multi_items()))
    demo = settings(request).demo
    with reading() as session:
        items = listed(session, msgspec.to_builtins(asked), spoken, demo=demo)
    _ = translator(spoken)
    title = _("Solutions fictives (démonstration)") if demo else _("Fournisseurs et solutions")
    updated = max((one.updated for one in items), key=dt.datetime.fromisoformat, default=NEVER)
    entries = (Entry(one.title, one.path, one.updated, one.summary) for one in items)
    made = atom(
        request,
        page="vendors",
        own=feed(spoken, asked),
        title=f"{title}\u00a0: {asked.need.strip()}" if asked.need.strip() else title,
        updated=updated,
        entries=entries,
        spoken=spoken,
    )
    # A contestation moves no version of the public data: what is kept by it would be told a day late.
    made.headers["cache-control"] = "no-cache"
    return made
