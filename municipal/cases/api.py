"""The same cases, as JSON."""

from typing import Annotated, Literal

from litestar import Controller, get
from litestar.params import FromPath, FromQuery, QueryParameter
from msgspec import Meta

from municipal.cases.queries import CaseRow, Size, Where, answering, keep, library
from municipal.cases.seed import Effect, State
from municipal.db import reading
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
        region: FromQuery[str | None] = None,
        dimension: FromQuery[str | None] = None,
    ) -> list[CaseRow]:
        """Cases that public sources document, not verified by their cities, and those that cities tell themselves.

        `size` is told by its upper limit, `region` by its name.
        """
        with reading() as session:
            rows = library(session, lang, demo=settings(request).demo)
        # The framework keeps the name `state` of a parameter to itself.
        asked = {"state": state_, "effect": effect, "domain": domain, "place": place, "population": size}
        asked |= {"region": region, "dimension": dimension}
        wanted = (need or "").strip()
        return keep(
            answering(rows, wanted) if wanted else rows, {name: [value] for name, value in asked.items() if value}
        )

    @get("/{id:str}")
    @reads
    def one(self, request: Asked, id: FromPath[str], lang: FromQuery[Literal["fr", "en"]] = "fr") -> CaseRow:  # noqa: A002 - as in the address
        """A case by its id."""
        with reading() as session:
            rows = library(session, lang, demo=settings(request).demo)
        return found(next((row for row in rows if row.id == id), None))
