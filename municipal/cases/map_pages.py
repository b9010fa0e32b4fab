"""The map of cases: the same filters as the library, a drawing, and the same cases in a table."""

from collections import Counter
from typing import Final, Literal

from litestar import Controller, Response, get
from msgspec import Struct, structs

from municipal.cases.cards import Card, card, facets
from municipal.cases.feed import feed
from municipal.cases.forms import CasesQuery
from municipal.cases.map import FURTHEST, Drawing, drawing
from municipal.cases.queries import answering, keep, library
from municipal.cases.words import STATES
from municipal.db import reading
from municipal.places.points import Point, points
from municipal.web.actor import actor_of
from municipal.web.addresses import address, canonical, paths
from municipal.web.form import query
from municipal.web.language import translator
from municipal.web.open import OPEN
from municipal.web.page import Asked, Link, language, page, settings
from municipal.web.threads import reads
from vendors.text import sort_key

Column = Literal["city", "region", "state", "effect"]
_EFFECTS: Final = ("better", "same", "mixed", "worse", "not_measured")


class MapQuery(Struct, frozen=True):
    """The column that orders the table."""

    sort: Column = "city"


class Row(Struct, frozen=True):
    """A case in the table, with its municipality."""

    card: Card
    point: Point


class CaseMapPages(Controller):
    """The map."""

    opt = OPEN
    include_in_schema = False

    @get(paths("cases_map"))
    @reads
    def index(self, request: Asked) -> Response[bytes]:
        """Where the cases that pass the filters are; one region alone is drawn larger."""
        pairs = canonical(request.query_params.multi_items())
        asked, order = query(CasesQuery, pairs), query(MapQuery, pairs).sort
        spoken = language(request)
        with reading() as session:
            everything = library(session, spoken, demo=settings(request).demo, reader=actor_of(request))
            places = points(session)
        need = asked.need.strip()
        rows = answering(everything, need) if need else everything
        cards = [card(row, spoken) for row in keep(rows, asked.chosen())]
        anywhere = keep(rows, asked.chosen() | {"region": []})
        region = asked.region[0] if len(asked.region) == 1 else ""
        placed = [one for one in cards if _at(one, places)]
        drawn = drawing(places, placed, region)
        return page(
            request,
            "cases_map",
            "cases/map.html",
            fragment="cases/_map.html",
            drawn=drawn,
            table=_ordered([Row(one, places[one.case.municipality or ""]) for one in placed], order),
            heads=_heads(asked, order, spoken),
            elsewhere=[one for one in cards if not _at(one, places)],
            legend=_legend(drawn, spoken),
            regions=_regions(asked, order, Counter(row.region for row in anywhere if row.region), spoken),
            region=region,
            order=order,
            facets=[one for one in facets(rows, asked, spoken) if one.name not in _PLACE],
            asked=asked,
            need=need,
            feed=feed(spoken, asked),
        )


# The map is itself the filter of places.
_PLACE: Final = ("lieu", "place", "region")


def _at(one: Card, places: dict[str, Point]) -> bool:
    """Whether a case has a place on the map; one that does not name its city never has."""
    code = one.case.municipality
    return bool(code and not one.case.anonymous and code in places and places[code].at)


def _ordered(rows: list[Row], order: Column) -> list[Row]:
    """By city; then by the column that is asked for."""
    by_city = sorted(rows, key=lambda row: (sort_key(row.card.case.city), row.point.code, row.card.case.id))
    if order == "region":
        return sorted(by_city, key=lambda row: sort_key(row.point.region))
    if order == "state":
        return sorted(by_city, key=lambda row: FURTHEST.index(row.card.case.state))
    if order == "effect":
        return sorted(by_city, key=lambda row: _EFFECTS.index(row.card.case.effect))
    return by_city


def _heads(asked: CasesQuery, order: Column, spoken: str) -> list[Link]:
    """The columns of the table, each the link that orders by it."""
    _ = translator(spoken)
    names: dict[Column, str] = {"city": _("Ville"), "region": _("Région"), "state": _("État"), "effect": _("Effet")}
    return [Link(name, _to(asked, key, spoken) + "#tableau", key == order) for key, name in names.items()]


def _regions(asked: CasesQuery, order: Column, counts: Counter[str], spoken: str) -> list[Link]:
    """The regions that have cases, each the link that draws it larger."""
    _ = translator(spoken)
    chosen = asked.region
    found = [Link(_("Tout le Québec"), _to(structs.replace(asked, region=[]), order, spoken), not chosen)]
    for name in sorted({*counts, *chosen}, key=sort_key):
        label = f"{name} ({counts[name]})"
        found.append(Link(label, _to(structs.replace(asked, region=[name]), order, spoken), chosen == [name]))
    return found


def _legend(drawn: Drawing, spoken: str) -> list[tuple[str, str]]:
    """The signs that this map shows, with their words."""
    _ = translator(spoken)
    shown = {mark.state for mark in drawn.marks}
    found = [(state, _(STATES[state])) for state in FURTHEST if state in shown]
    also = [("stopped", _("En coin\u00a0: un autre cas arrêté"))] if any(mark.stops for mark in drawn.marks) else []
    return found + also


def _to(asked: CasesQuery, order: Column, spoken: str) -> str:
    return address("cases_map", spoken, **structs.asdict(asked), sort="" if order == "city" else order)
