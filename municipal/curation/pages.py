"""The queue of curation."""

import datetime as dt

from litestar import Controller, Response, get

from municipal.curation.barred import may
from municipal.curation.elsewhere import elsewhere
from municipal.curation.figures import figures
from municipal.curation.forms import QueueQuery
from municipal.curation.promises import promises
from municipal.curation.queue import queue
from municipal.curation.waiting import Asked as Reader
from municipal.db import reading
from municipal.people.roles import PROVINCE
from municipal.web.actor import the_actor
from municipal.web.addresses import address, canonical, paths
from municipal.web.form import query
from municipal.web.format import today
from municipal.web.language import translator
from municipal.web.page import Asked, language, page, settings
from municipal.web.threads import reads


class CurationPages(Controller):
    """What waits, by the day that is due."""

    include_in_schema = False

    @get(paths("curation"), action="curation.read", body=PROVINCE)
    @reads
    def index(self, request: Asked) -> Response[bytes]:
        """The list; its rows alone when only they are asked for."""
        asked = query(QueueQuery, canonical(request.query_params.multi_items()))
        spoken, actor, day = language(request), the_actor(request), today()
        _ = translator(spoken)
        legends = {
            "kind": _("Genre"),
            "state": _("Délai"),
            "late": _("En retard"),
            "second": _("À confirmer par une autre personne"),
        }

        def allowed(action: str) -> bool:
            return may(actor, action)

        with reading() as session:
            reader = Reader(actor.person, spoken, day.isoformat(), allowed)
            chosen = {"kind": asked.kind, "state": asked.state}
            found = queue(session, reader, chosen, asked.page, lambda name: legends[name])
            links = list(elsewhere(session, settings(request).data, day, spoken, allowed))
            told = figures(session, dt.datetime.now(tz=dt.UTC))

        def at(number: int) -> str:
            return address("curation", spoken, kind=asked.kind, state=asked.state, page=number)

        return page(
            request,
            "curation",
            "curation/index.html",
            fragment="curation/_queue.html",
            private=True,
            queue=found,
            facets=found.facets,
            kinds={kind: one.name(spoken) for kind, one in promises().items()},
            links=links,
            figures=[(one.promise.name(spoken), one) for one in told],
            previous=at(found.page - 1) if found.page > 1 else "",
            next=at(found.page + 1) if found.page < found.pages else "",
            received=asked.received,
        )
