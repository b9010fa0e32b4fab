"""The same comparison, as JSON: with its input, its readings and its studies."""

from typing import Annotated, Any, Literal

from litestar import Controller, get
from litestar.params import FromQuery, QueryParameter

from municipal.comparison.forms import ComparisonQuery, Told, told
from municipal.comparison.pages import city
from municipal.db import reading
from municipal.web.open import OPEN
from municipal.web.page import Asked, found, settings
from municipal.web.single import each_once
from municipal.web.threads import writes
from vendors.needs.detect import LONGEST


class ComparisonApi(Controller):
    """The comparison."""

    opt = OPEN
    path = "/api/v1/comparaison"
    tags = ("comparaison",)
    before_request = each_once

    @get()
    @writes
    def index(
        self,
        request: Asked,
        ville: Annotated[str, QueryParameter(pattern=r"^\d{5}$")],
        besoin: Annotated[str, QueryParameter(min_length=1, max_length=LONGEST)],
        ids: Annotated[str, QueryParameter(max_length=2000)] = "",
        lang: FromQuery[Literal["fr", "en"]] = "fr",
    ) -> dict[str, Any]:
        """What to expect in a city: figures, their studies and readings, and the input that computes them again.

        Weights of the council are given as on the page: `poids_<indicator>` from 0 to 3.
        """
        from municipal.comparison import showing  # noqa: PLC0415 - numpy, loaded when a comparison is first asked for

        asked = Told(ComparisonQuery(ville, besoin, [ids]), told(request.query_params.multi_items()).weights)
        with reading() as session:
            place = found(city(session, asked)[0])
            return showing.told_as_json(session, showing.Asking(place, asked, lang, settings(request).demo))
