"""The comparison page: for a city and a need, what to expect here of two to five solutions and of changing nothing."""

from typing import Any, Final

from litestar import Controller, Response, get
from litestar.response import Redirect
from sqlmodel import Session

from municipal.comparison.forms import Told, told
from municipal.db import reading
from municipal.people.rules import municipalities
from municipal.places.names import Place
from municipal.places.queries import who
from municipal.web.actor import Actor, actor_of
from municipal.web.addresses import address, paths
from municipal.web.open import OPEN
from municipal.web.page import Asked, language, page, settings
from municipal.web.threads import writes

FORMS: Final = ("pdf", "docx", "xlsx", "csv", "json")


class ComparisonPages(Controller):
    """The page, and the same as a file."""

    opt = OPEN
    include_in_schema = False

    @get(paths("comparison"))
    @writes
    def index(self, request: Asked) -> Response[bytes]:
        """The comparison; without a city or a need, what to choose first."""
        from municipal.comparison import showing  # noqa: PLC0415 - numpy, loaded when a comparison is first asked for

        asked = told(request.query_params.multi_items())
        need = asked.asked.need.strip()
        data: dict[str, Any] = {}
        with reading() as session:
            place, choices = city(session, asked, actor_of(request))
            if place and need:
                asking = showing.Asking(place, asked, language(request), settings(request).demo)
                data = showing.shown(session, asking)
        return page(
            request,
            "comparison",
            "comparison/index.html" if data else "comparison/choose.html",
            need=need,
            place=place,
            asked=asked,
            choices=choices,
            forms=FORMS,
            **data,
        )

    @get(paths("comparison_file"))
    @writes
    def file(self, request: Asked) -> Response[bytes] | Redirect:
        """The same as a document, a workbook, or all that it takes to compute it again; else where to choose."""
        from municipal.comparison import showing  # noqa: PLC0415 - as above

        asked = told(request.query_params.multi_items())
        with reading() as session:
            place, _ = city(session, asked, actor_of(request))
            if place is None or not asked.asked.need.strip():
                return Redirect(address("comparison", language(request), city=asked.asked.city, need=asked.asked.need))
            asking = showing.Asking(place, asked, language(request), settings(request).demo)
            made = showing.file(session, asking, asked.asked.format)
        name = f"repere-{place.code}-{language(request)}.{asked.asked.format}"
        headers = {"content-disposition": f'attachment; filename="{name}"'}
        return Response(made, media_type=showing.TYPES[asked.asked.format], headers=headers)


def city(session: Session, asked: Told, actor: Actor | None = None) -> tuple[Place | None, list[Place]]:
    """The municipality that the address names, or the only one of the reader, or those to choose from."""
    own = municipalities(actor)
    given = asked.asked.city.strip() or (own[0] if len(own) == 1 and not asked.asked.other else "")
    if not given:
        return None, []
    answer = who(session, given)
    return answer.place, answer.choices
