"""The pages about municipalities: find one's own, see what is known of it."""

from litestar import Controller, Response, get
from litestar.params import FromPath
from msgspec import Struct

from municipal.cases.cards import card
from municipal.cases.queries import library, of_city, size_of
from municipal.cities.queries import published
from municipal.db import reading
from municipal.indicators.queries import tracked_by
from municipal.places.names import Place
from municipal.places.queries import municipality, places, who
from municipal.web.actor import actor_of
from municipal.web.addresses import canonical, paths
from municipal.web.form import query
from municipal.web.open import OPEN
from municipal.web.page import Asked, found, language, page, settings
from municipal.web.threads import reads


class PlacesQuery(Struct, frozen=True):
    """What a reader looks for."""

    q: str = ""


class PlacePages(Controller):
    """Municipalities."""

    opt = OPEN
    include_in_schema = False

    @get(paths("municipalities"))
    @reads
    def index(self, request: Asked) -> Response[bytes]:
        """The municipality that a name or code means, or those to choose from; all of them by region without one."""
        asked = query(PlacesQuery, canonical(request.query_params.multi_items()))
        with reading() as session:
            answer = who(session, asked.q) if asked.q else None
            everyone = places(session)
        choices = [] if answer is None else [answer.place] if answer.place else answer.choices
        return page(
            request,
            "municipalities",
            "places/index.html",
            fragment="places/_rows.html",
            q=asked.q,
            choices=choices,
            count=len(everyone),
            regions={} if asked.q else _by_region(everyone),
        )

    @get(paths("municipality"))
    @reads
    def detail(self, request: Asked, id: FromPath[str]) -> Response[bytes]:  # noqa: A002 - the name in the address
        """What is known of a municipality, what it says of itself, and the indicators that it declares it follows."""
        spoken = language(request)
        with reading() as session:
            row = found(municipality(session, id))
            tracked = tracked_by(session, id, spoken)
            words = published(session, id, spoken)
            known = library(session, spoken, demo=settings(request).demo, reader=actor_of(request))
            cases = [card(one, spoken) for one in of_city(known, id)]
        size = size_of(row.population)
        return page(
            request,
            "municipality",
            "places/detail.html",
            id=id,
            row=row,
            tracked=tracked,
            words=words,
            cases=cases,
            size=size,
            of_this_size=any(one.size == size for one in known),
        )


def _by_region(everyone: list[Place]) -> dict[str, list[Place]]:
    regions: dict[str, list[Place]] = {}
    for place in everyone:
        regions.setdefault(place.region, []).append(place)
    return dict(sorted(regions.items()))
