"""The pages about indicators."""

from typing import Annotated

from litestar import Controller, Response, get
from litestar.params import FromPath
from msgspec import Meta, Struct

from municipal.db import reading
from municipal.indicators.chart import Chart, chart
from municipal.indicators.cities import City, alike, between, cities_of, method_events, observed, years_of
from municipal.indicators.queries import DIMENSIONS, IndicatorPage, indicator, indicators
from municipal.needs import labels, the_taxonomy
from municipal.places.queries import places, who
from municipal.web.addresses import canonical, paths
from municipal.web.form import query
from municipal.web.language import translator
from municipal.web.open import OPEN
from municipal.web.page import Asked, choices, found, language, page
from municipal.web.threads import reads

_MOST_CURVES = 6


class IndicatorsQuery(Struct, frozen=True):
    """What a reader wants to see of the catalogue."""

    dimension: str = ""
    domain: str = ""


class IndicatorQuery(Struct, frozen=True):
    """The city in front, by its code or its name."""

    city: Annotated[str, Meta(max_length=120)] = ""


class IndicatorPages(Controller):
    """The catalogue and each indicator."""

    opt = OPEN
    include_in_schema = False

    @get(paths("indicators"))
    @reads
    def index(self, request: Asked) -> Response[bytes]:
        """The catalogue by dimension of well-being; its rows alone when only they are asked for."""
        asked = query(IndicatorsQuery, canonical(request.query_params.multi_items()))
        spoken = language(request)
        _ = translator(spoken)
        with reading() as session:
            rows = indicators(session, spoken, dimension=asked.dimension or None, domain=asked.domain or None)
        groups = [(name, [row for row in rows if row.dimension == name]) for name in DIMENSIONS]
        return page(
            request,
            "indicators",
            "indicators/index.html",
            fragment="indicators/_rows.html",
            groups=[(name, _(DIMENSIONS[name]), kept) for name, kept in groups if kept],
            count=len(rows),
            asked=asked,
            domains=choices(labels("domain", spoken)),
            dimensions=choices([(name, _(words)) for name, words in DIMENSIONS.items()]),
        )

    @get(paths("indicator"))
    @reads
    def detail(self, request: Asked, id: FromPath[str]) -> Response[bytes]:  # noqa: A002 - the name in the address
        """An indicator: what it is, who publishes it, which cities follow it, and their curves."""
        asked = query(IndicatorQuery, canonical(request.query_params.multi_items()))
        spoken = language(request)
        with reading() as session:
            row = found(indicator(session, id, spoken))
            answer = who(session, asked.city) if asked.city else None
            place = answer.place if answer else None
            cities = cities_of(session, id, spoken, place.code if place else "")
            seen = observed(session, id)
            names = {one.code: one.label for one in places(session)} if seen else {}
        own = next((one for one in cities if one.own), None)
        peers = alike(cities) if place else cities
        taxonomy = the_taxonomy()
        years = years_of(cities)
        return page(
            request,
            "indicator",
            "indicators/detail.html",
            id=id,
            row=row,
            cities=cities,
            place=place,
            own=own,
            q=asked.city,
            near=answer.choices if answer else [],
            dimension=translator(spoken)(DIMENSIONS[row.dimension]),
            drawing=_drawing(row, cities, spoken),
            years=years,
            peers=peers,
            median=between(peers, years),
            by_month=_by_month(cities[:_MOST_CURVES]),
            seen=[(names.get(one.city, one.city), one) for one in seen],
            domains=[(node, taxonomy.label(node, spoken)) for node in row.domains],
        )


class Months(Struct, frozen=True):
    """The monthly readings of the cities that are drawn, the latest month first."""

    cities: list[City]
    rows: list[tuple[str, list[float | None]]]


def _by_month(cities: list[City]) -> Months | None:
    monthly = {
        one.place.code: {point.period: point.value for point in one.points if "-" in point.period} for one in cities
    }
    counted = [one for one in cities if monthly[one.place.code]]
    periods = sorted({period for values in monthly.values() for period in values}, reverse=True)
    rows = [(period, [monthly[one.place.code].get(period) for one in counted]) for period in periods]
    return Months(counted, rows) if rows else None


def _drawing(row: IndicatorPage, cities: list[City], spoken: str) -> Chart | None:
    _ = translator(spoken)
    front = cities[:_MOST_CURVES]
    own = next((one for one in front if one.own), None)
    levels: dict[str, float] = {}
    if own and own.tracked.target is not None:
        levels[_("Cible de la ville")] = own.tracked.target
    return chart(
        f"{row.name} ({row.unit})",
        _("Courbes des villes nommées; les mêmes valeurs sont dans le tableau qui suit."),
        {one.short: one.points for one in front if one.points},
        spoken,
        own=own.short if own else "",
        levels=levels,
        events=method_events(own, spoken),
    )
