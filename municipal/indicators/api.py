"""The same questions about indicators, as JSON."""

from typing import Literal

from litestar import Controller, get
from litestar.params import FromPath, FromQuery
from msgspec import Struct

from municipal.db import reading
from municipal.indicators.queries import (
    IndicatorPage,
    IndicatorRow,
    Point,
    TrackedRow,
    indicator,
    indicators,
    readings,
    trackers,
)
from municipal.web.open import OPEN
from municipal.web.page import found
from municipal.web.single import each_once
from municipal.web.threads import reads


class IndicatorAnswer(Struct, frozen=True):
    """An indicator, the cities that declare they follow it, and their readings."""

    indicator: IndicatorPage
    tracked: list[TrackedRow]
    readings: dict[str, list[Point]]


class IndicatorApi(Controller):
    """The catalogue."""

    opt = OPEN
    path = "/api/v1/indicateurs"
    tags = ("indicateurs",)
    before_request = each_once

    @get()
    @reads
    def index(
        self,
        lang: FromQuery[Literal["fr", "en"]] = "fr",
        dimension: FromQuery[str | None] = None,
        domain: FromQuery[str | None] = None,
    ) -> list[IndicatorRow]:
        """The catalogue, or one dimension of well-being or one domain of it."""
        with reading() as session:
            return indicators(session, lang, dimension=dimension, domain=domain)

    @get("/{id:str}")
    @reads
    def one(self, id: FromPath[str], lang: FromQuery[Literal["fr", "en"]] = "fr") -> IndicatorAnswer:  # noqa: A002 - as in the address
        """An indicator with the cities that follow it."""
        with reading() as session:
            return IndicatorAnswer(
                found(indicator(session, id, lang)), trackers(session, id, lang), readings(session, id, lang)
            )
