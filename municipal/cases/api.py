"""The same cases, as JSON."""

from typing import Annotated, Literal

from litestar import Controller, get
from litestar.params import FromPath, FromQuery, QueryParameter
from msgspec import Meta

from municipal.cases.queries import CaseRow, Size, Where, answering, by_id, cases, keep
from municipal.cases.seed import Effect, State
from municipal.web.open import OPEN
from municipal.web.page import Asked, found, settings
from municipal.web.single import each_once
from municipal.web.threads import reads


class CaseApi(Controller):
    """Use cases."""

    opt = OPEN
    path = "/api/v1/cas"
    tags = ("cas",)
    before_request = each_once

    @get()
    @reads
    def index(
        self,
        request: Asked,
        lang: FromQuery[Literal["fr", "en"]] = "fr",
        need: FromQuery[Annotated[str, Meta(max_length=500)] | None] = None,
        state_: Annotated[State | None, QueryParameter(name="state")] = None,
        effect: FromQuery[Effect | None] = None,
        domain: FromQuery[str | None] = None,
        place: FromQuery[Where | None] = None,
        size: FromQuery[Size | None] = None,
    ) -> list[CaseRow]:
        """Cases that public sources document, none verified by its city; `size` is told by its upper limit."""
        # The framework keeps the name `state` of a parameter to itself.
        rows = cases(lang, demo=settings(request).demo)
        asked = {"state": state_, "effect": effect, "domain": domain, "place": place, "population": size}
        wanted = (need or "").strip()
        return keep(
            answering(rows, wanted) if wanted else rows, {name: [value] for name, value in asked.items() if value}
        )

    @get("/{id:str}")
    @reads
    def one(self, request: Asked, id: FromPath[str], lang: FromQuery[Literal["fr", "en"]] = "fr") -> CaseRow:  # noqa: A002 - as in the address
        """A case by its id."""
        return found(by_id(lang, demo=settings(request).demo).get(id))
