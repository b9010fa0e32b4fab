"""The pages about indicators."""

from collections import Counter

from litestar import Controller, Response, get
from litestar.params import FromPath
from msgspec import Struct
from sqlmodel import Session

from municipal.db import reading
from municipal.indicators.chart import Chart, chart
from municipal.indicators.queries import (
    DIMENSIONS,
    IndicatorPage,
    Point,
    TrackedRow,
    indicator,
    indicators,
    readings,
    trackers,
)
from municipal.needs import labels, the_taxonomy
from municipal.places.names import Place
from municipal.places.queries import places, similar
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
    """The city in front."""

    city: str = ""


class Shown(Struct, frozen=True):
    """A city on the page of an indicator."""

    place: Place
    tracked: TrackedRow
    points: list[Point]
    own: bool


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
            groups=[(_(DIMENSIONS[name]), kept) for name, kept in groups if kept],
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
            cities = _shown(session, id, spoken, asked.city)
        taxonomy = the_taxonomy()
        return page(
            request,
            "indicator",
            "indicators/detail.html",
            id=id,
            row=row,
            cities=cities,
            own=next((one.place for one in cities if one.own), None),
            dimension=translator(spoken)(DIMENSIONS[row.dimension]),
            twins=Counter(one.place.name for one in cities),
            drawing=_drawing(row, cities, spoken),
            periods=sorted({point.period for one in cities for point in one.points}),
            domains=[(node, taxonomy.label(node, spoken)) for node in row.domains],
        )


def _shown(session: Session, indicator_id: str, spoken: str, city: str) -> list[Shown]:
    """The cities that follow an indicator: the reader's own first, then those most like it."""
    rows = {row.city: row for row in trackers(session, indicator_id, spoken)}
    series = readings(session, indicator_id, spoken)
    by_code = {place.code: place for place in places(session)}
    if city in rows:
        order = [by_code[city], *similar(session, city, set(rows), len(rows))]
    else:
        order = sorted((by_code[code] for code in rows), key=lambda place: -place.population)
    return [Shown(place, rows[place.code], series.get(place.code, []), place.code == city) for place in order]


def _drawing(row: IndicatorPage, cities: list[Shown], spoken: str) -> Chart | None:
    _ = translator(spoken)
    front = cities[:_MOST_CURVES]
    own = next((one for one in front if one.own), None)
    levels: dict[str, float] = {}
    if own and own.tracked.target is not None:
        levels[_("Cible de la ville")] = own.tracked.target
    return chart(
        f"{row.name} ({row.unit})",
        _("Courbes des villes nommées; les mêmes valeurs sont dans le tableau qui suit."),
        {one.place.name if not _twins(one, front) else one.place.label: one.points for one in front if one.points},
        spoken,
        own=own.place.name if own else "",
        levels=levels,
    )


def _twins(one: Shown, front: list[Shown]) -> bool:
    return sum(other.place.name == one.place.name for other in front) > 1
