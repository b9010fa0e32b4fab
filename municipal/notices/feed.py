"""A list of public notices as a feed that one follows: Atom (RFC 4287), with the parameters of the page."""

import datetime as dt
from typing import Final

from litestar import Controller, Response, get
from msgspec.structs import replace

from municipal.db import reading
from municipal.notices.forms import NoticesQuery
from municipal.notices.lines import Line, line
from municipal.notices.listing import feed, listed
from municipal.notices.queries import awards, imported, vendor_name
from municipal.web.addresses import FEEDS, canonical
from municipal.web.atom import Entry, atom
from municipal.web.form import query
from municipal.web.language import translator
from municipal.web.open import OPEN
from municipal.web.page import Asked, found, settings
from municipal.web.threads import reads

_NEVER: Final = "1970-01-01T00:00:00+00:00"


class NoticeFeeds(Controller):
    """The feed of public notices, in each language."""

    opt = OPEN
    include_in_schema = False

    @get(FEEDS["notices"]["fr"])
    @reads
    def french(self, request: Asked) -> Response[bytes]:
        """The notices in French."""
        return _feed(request, "fr")

    @get(FEEDS["notices"]["en"])
    @reads
    def english(self, request: Asked) -> Response[bytes]:
        """The notices in English."""
        return _feed(request, "en")


def _feed(request: Asked, spoken: str) -> Response[bytes]:
    asked = replace(query(NoticesQuery, canonical(request.query_params.multi_items())), page=1)
    with reading() as session:
        if asked.vendor:
            found(vendor_name(session, asked.vendor))
        rows = listed(session, asked).rows
        contracts = awards(session, [one.notice for one in rows])
        newest = imported(session).newest or _NEVER
    _ = translator(spoken)
    title = _("Avis publics fictifs (démonstration)") if settings(request).demo else _("Avis publics")
    need = asked.need.strip()
    entries = (_entry(line(one, contracts.get(one.notice.ocid, []), spoken), one.notice.date, spoken) for one in rows)
    return atom(
        request,
        page="notices",
        own=feed(asked, spoken),
        title=f"{title}\u00a0: {need}" if need else title,
        updated=max((one.notice.date for one in rows), key=dt.datetime.fromisoformat, default=newest),
        entries=entries,
        spoken=spoken,
    )


def _entry(one: Line, updated: str, spoken: str) -> Entry:
    _ = translator(spoken)
    told = [one.buyer, one.method, one.common]
    told += [_("Estimé\u00a0: {amount}").format(amount=one.estimate)] if one.estimate else []
    told += [_("Octroyé\u00a0: {amount}").format(amount=one.awarded)] if one.awarded else []
    return Entry(one.title, one.href, updated, ". ".join(each for each in told if each), one.url)
