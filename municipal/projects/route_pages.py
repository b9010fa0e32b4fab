"""« Quelle voie suivre? »: three answers give the route, its reasons and their articles; nothing is kept."""

from typing import Final

from litestar import Controller, Response, get
from litestar.response import Redirect

from municipal.db import reading
from municipal.law.answers import RouteQuery, read
from municipal.law.queries import the_law
from municipal.projects.route_step import shown
from municipal.web.addresses import address, canonical, paths
from municipal.web.form import query
from municipal.web.open import OPEN
from municipal.web.page import Asked, language, page
from municipal.web.threads import reads

_AMOUNTS: Final = ("amount", "threshold", "bylaw")


class RoutePages(Controller):
    """The question and its answer, at one address that may be shared."""

    opt = OPEN
    include_in_schema = False

    @get(paths("route"))
    @reads
    def ask(self, request: Asked) -> Response[bytes] | Redirect:
        """The three questions; once they are answered, the route."""
        given = query(RouteQuery, canonical(request.query_params.multi_items()))
        spoken = language(request)
        with reading() as session:
            law = the_law(session)
        answers, errors = read(law, given, spoken) if given.begun else (None, [])
        if answers:
            # One question has one address, whoever typed it and in whichever language.
            wanted = answers.query()
            if any(wanted[name] != getattr(given, name) for name in _AMOUNTS):
                return Redirect(address("route", spoken, **wanted, date=given.date))
        data = shown(law, given, answers, errors, spoken)
        wrong = bool(data["route_errors"])
        return page(request, "route", "projects/route.html", status=422 if wrong else 200, **data)
