"""The needs that cities share: the list, each by itself."""

from litestar import Controller, Response, get, post
from litestar.exceptions import NotFoundException
from litestar.params import FromPath
from litestar.response import Redirect

from municipal.db import reading
from municipal.needs import labels
from municipal.shared_needs.acts import ACTS
from municipal.shared_needs.detail_acts import Again
from municipal.shared_needs.feed import feed, feed_of
from municipal.shared_needs.forms import NeedQuery, NeedsQuery
from municipal.shared_needs.join_pages import NeedJoinPages
from municipal.shared_needs.need_views import shown
from municipal.shared_needs.queries import need, needs
from municipal.web.addresses import FEEDS, canonical, paths
from municipal.web.form import query, said
from municipal.web.open import OPEN
from municipal.web.page import Asked, choices, found, language, page
from municipal.web.threads import reads, sent, takes

__all__ = ["NeedJoinPages", "NeedPages"]


class NeedPages(Controller):
    """Shared needs."""

    include_in_schema = False

    @get(paths("needs"), **OPEN)
    @reads
    def index(self, request: Asked) -> Response[bytes]:
        """The needs by how many cities share them; those of a domain, or that some words name."""
        asked = query(NeedsQuery, canonical(request.query_params.multi_items()))
        spoken = language(request)
        with reading() as session:
            rows = needs(session, spoken, domain=asked.domain, q=asked.q)
        return page(
            request,
            "needs",
            "shared_needs/index.html",
            fragment="shared_needs/_rows.html",
            needs=rows,
            asked=asked,
            domains=choices(labels("domain", spoken)),
            feed=feed_of(spoken, asked),
        )

    @get(paths("need"), **OPEN)
    @reads
    def detail(self, request: Asked, id: FromPath[str]) -> Response[bytes]:  # noqa: A002 - the name in the address
        """A need: how many cities share it and where, what helps, and for people of municipalities, the talk."""
        asked = query(NeedQuery, canonical(request.query_params.multi_items()))
        return _need(request, id, Again(), asked)

    @post(paths("need"), action="need.talk")
    @takes
    def change(self, request: Asked, id: FromPath[str]) -> Response[bytes] | Redirect:  # noqa: A002 - as in the address
        """One of the page's forms; each asks the table of rules about its city."""
        act = ACTS.get(said(sent(request), "act"))
        if act is None:
            raise NotFoundException
        made = act(request, id)
        return _need(request, id, made, NeedQuery()) if isinstance(made, Again) else Redirect(made, status_code=303)

    @get(FEEDS["needs"]["fr"], **OPEN)
    @reads
    def french(self, request: Asked) -> Response[bytes]:
        """The needs as a feed, in French."""
        return feed(request, "fr")

    @get(FEEDS["needs"]["en"], **OPEN)
    @reads
    def english(self, request: Asked) -> Response[bytes]:
        """The needs as a feed, in English."""
        return feed(request, "en")


def _need(request: Asked, identity: str, again: Again, asked: NeedQuery) -> Response[bytes]:
    with reading() as session:
        row = found(need(session, identity, language(request)))
        data = shown(session, request, row, again, asked.city)
    return page(
        request,
        "need",
        "shared_needs/detail.html",
        id=identity,
        status=again.status if again.errors or again.parts else 200,
        received=asked.received,
        **data,
    )
