"""A page per dimension of well-being: what it is, what a city follows of it, and what moved."""

from typing import Annotated, Final

from litestar import Controller, Response, get
from litestar.params import FromPath
from msgspec import Meta, Struct

from municipal.db import reading
from municipal.indicators.dimensions import dimensions
from municipal.indicators.queries import DIMENSIONS, indicators
from municipal.indicators.spark import HEIGHT, WIDTH
from municipal.indicators.well_being import view
from municipal.places.queries import who
from municipal.web.addresses import canonical, paths
from municipal.web.form import query
from municipal.web.language import translator
from municipal.web.marking import mark
from municipal.web.open import OPEN
from municipal.web.page import Asked, found, language, page
from municipal.web.threads import reads

VERDICTS: Final = {
    "better": mark("mieux"),
    "worse": mark("moins bien"),
    "same": mark("pareil"),
    "few": mark("trop peu de relevés"),
    "no_target": mark("sans cible, on ne peut pas dire"),
    "describes": mark("décrit la ville"),
}
TONES: Final = {"better": "good", "worse": "caution"}


class DimensionQuery(Struct, frozen=True):
    """The city in front, by its code or its name."""

    city: Annotated[str, Meta(max_length=120)] = ""


class WellBeingPages(Controller):
    """The dimensions."""

    opt = OPEN
    include_in_schema = False

    @get(paths("well_being"))
    @reads
    def detail(self, request: Asked, id: FromPath[str]) -> Response[bytes]:  # noqa: A002 - the name in the address
        """A dimension in a city; without one, its indicators and how many cities follow each."""
        asked = query(DimensionQuery, canonical(request.query_params.multi_items()))
        spoken = language(request)
        _ = translator(spoken)
        told = found(dimensions().get(id))
        with reading() as session:
            answer = who(session, asked.city) if asked.city else None
            place = answer.place if answer else None
            shown = view(session, place.code, id, spoken) if place else None
            rows = [] if place else indicators(session, spoken, dimension=id)
        return page(
            request,
            "well_being",
            "indicators/well_being.html",
            id=id,
            called=_(DIMENSIONS[id]),
            told=told,
            chosen=id,
            dimensions=[(one, _(words)) for one, words in DIMENSIONS.items()],
            q=asked.city,
            place=place,
            choices=answer.choices if answer else [],
            view=shown,
            rows_of=rows,
            verdicts={key: _(words) for key, words in VERDICTS.items()},
            tones=TONES,
            box=(WIDTH, HEIGHT),
        )
