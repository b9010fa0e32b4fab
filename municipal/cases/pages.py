"""The library of cases: what others tried, filtered by what resembles one's own city, and each case by itself."""

from litestar import Controller, Response, get
from litestar.params import FromPath

from municipal.cases.cards import cards, facets
from municipal.cases.feed import feed
from municipal.cases.forms import CasesQuery
from municipal.cases.queries import answering, cases, keep, similar
from municipal.db import reading
from municipal.indicators.queries import indicator
from municipal.web.addresses import canonical, paths
from municipal.web.form import query
from municipal.web.open import OPEN
from municipal.web.page import Asked, found, language, page, settings
from municipal.web.threads import reads
from vendors.registry.queries import solutions


class CasePages(Controller):
    """Use cases."""

    opt = OPEN
    include_in_schema = False

    @get(paths("cases"))
    @reads
    def index(self, request: Asked) -> Response[bytes]:
        """The cases that answer a need and pass the filters; the list alone when only it is asked for."""
        asked = query(CasesQuery, canonical(request.query_params.multi_items()))
        spoken = language(request)
        demo = settings(request).demo
        need = asked.need.strip()
        everything = cases(spoken, demo=demo)
        rows = answering(everything, need) if need else everything
        known = cards(spoken, demo=demo)
        return page(
            request,
            "cases",
            "cases/index.html",
            fragment="cases/_rows.html",
            cards=[known[row.id] for row in keep(rows, asked.chosen())],
            facets=facets(rows, asked, spoken),
            need=need,
            feed=feed(spoken, asked),
        )

    @get(paths("case"))
    @reads
    def detail(self, request: Asked, id: FromPath[str]) -> Response[bytes]:  # noqa: A002 - the name in the address
        """A case: the problem, what was done, what was measured and by whom, what did not work, the source."""
        spoken = language(request)
        here = settings(request)
        known = cards(spoken, demo=here.demo)
        card = found(known.get(id))
        row = card.case
        with reading() as session:
            solution = next(iter(solutions(session, ids=[row.solution])), None) if row.solution else None
            measure = indicator(session, row.indicator, spoken) if row.indicator else None
        return page(
            request,
            "case",
            "cases/detail.html",
            id=id,
            card=card,
            solution=solution,
            measure=measure,
            similar=[known[one.id] for one in similar(row, cases(spoken, demo=here.demo))],
            contact=here.contact_email,
        )
