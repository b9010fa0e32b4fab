"""The library of cases: what others tried, filtered by what resembles one's own city, and each case by itself."""

from typing import Any

from litestar import Controller, Response, get
from litestar.exceptions import NotFoundException
from litestar.params import FromPath
from sqlmodel import Session

from municipal.cases.cards import Card, card, facets
from municipal.cases.case_form import case_form
from municipal.cases.curve import curve
from municipal.cases.feed import feed
from municipal.cases.forms import CasesQuery
from municipal.cases.queries import answering, keep, library, of_a_body, seeds, similar
from municipal.cases.shelf import withdrawn
from municipal.community.queries import together
from municipal.db import reading
from municipal.indicators.queries import indicator
from municipal.web.actor import actor_of
from municipal.web.addresses import canonical, paths
from municipal.web.form import query
from municipal.web.format import today
from municipal.web.open import OPEN
from municipal.web.page import Asked, language, page, settings
from municipal.web.threads import reads
from vendors.registry.queries import solutions

GONE = 410


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
        need = asked.need.strip()
        with reading() as session:
            everything = library(session, spoken, demo=settings(request).demo, reader=actor_of(request))
        rows = answering(everything, need) if need else everything
        return page(
            request,
            "cases",
            "cases/index.html",
            fragment="cases/_rows.html",
            cards=[card(row, spoken) for row in keep(rows, asked.chosen())],
            facets=facets(rows, asked, spoken),
            need=need,
            feed=feed(spoken, asked),
            today=today().isoformat(),
        )

    @get(paths("case"))
    @reads
    def detail(self, request: Asked, id: FromPath[str]) -> Response[bytes]:  # noqa: A002 - the name in the address
        """A case: the problem, what was done, the indicator before and after, what did not work, who tells it."""
        spoken = language(request)
        with reading() as session:
            rows = library(session, spoken, demo=settings(request).demo, reader=actor_of(request))
            row = next((one for one in rows if one.id == id), None)
            if row is None:
                return _gone(session, request, id)
            card_of = card(row, spoken)
            return page(
                request,
                "case",
                "cases/detail.html",
                id=id,
                card=card_of,
                similar=[card(one, spoken) for one in similar(row, rows)],
                contact=settings(request).contact_email,
                together=together(session, actor_of(request), id, row.municipality, spoken),
                **around(session, card_of, spoken, demo=settings(request).demo),
            )


def around(session: Session, of: Card, spoken: str, *, demo: bool) -> dict[str, Any]:
    """What a case leads to: its solution, its indicator and the readings, the words of its choices."""
    row = of.case
    control = next((seed.control for seed in seeds(demo=demo) if seed.id == row.id), None)
    form = case_form()
    return {
        "solution": next(iter(solutions(session, ids=[row.solution])), None) if row.solution else None,
        "measure": indicator(session, row.indicator, spoken) if row.indicator else None,
        "curve": curve(session, row, spoken, control),
        "cost": form.name("cost_range", row.told.cost_range, spoken) if row.told else "",
        "again": form.name("would_do_again", row.told.would_do_again, spoken) if row.told else "",
        "today": today().isoformat(),
    }


def _gone(session: Session, request: Asked, identity: str) -> Response[bytes]:
    """What is left of a case that was withdrawn: when, and why."""
    left = withdrawn(session, identity)
    if left is None or (left.visibility == "municipalities" and not of_a_body(actor_of(request))):
        raise NotFoundException
    return page(request, "case", "cases/withdrawn.html", id=identity, status=GONE, left=left)
