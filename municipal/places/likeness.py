"""How much one municipality is like another: population, density, economic vitality where it is known, region."""

from collections.abc import Iterable
from typing import Any

from msgspec import Struct
from sqlmodel import Session, col, select

from municipal.indicators.queries import readings
from municipal.kept import kept
from municipal.places.tables import Municipality
from vendors.evidence.constants import Constants
from vendors.evidence.similarity import City, city, distances, likeness, ranges

# The indicator of the catalogue that tells it, for whoever has a reading.
VITALITY = "indice-vitalite-economique"


class Alike(Struct, frozen=True):
    """The likeness of two municipalities, None when unknown, and their distance on each feature known of both."""

    share: float | None
    distances: dict[str, float]


class _Territory(Struct, frozen=True):
    cities: dict[str, City]
    spans: dict[str, float]


def alike(session: Session, one: str, other: str, constants: Constants) -> Alike:
    """How much two municipalities are alike; of a code that nobody knows, nothing is known."""
    here = territory(session)
    nobody = City({}, {})
    first, second = here.cities.get(one, nobody), here.cities.get(other, nobody)
    if one == other:
        return Alike(1.0, distances(first, second, here.spans))
    return Alike(likeness(first, second, here.spans, constants), distances(first, second, here.spans))


def features(session: Session, codes: Iterable[str]) -> dict[str, Any]:
    """What the likeness of some municipalities is told by, and the ranges that are its units: to tell it again."""
    here = territory(session)
    return {"ranges": here.spans, "cities": {code: here.cities[code] for code in codes if code in here.cities}}


@kept
def territory(session: Session) -> _Territory:
    """Every municipality by what likeness is told by, and how far apart they lie."""
    query = select(
        col(Municipality.code), col(Municipality.population), col(Municipality.area_km2), col(Municipality.region)
    )
    vitality = {code: points[-1].value for code, points in readings(session, VITALITY, "fr").items()}
    cities = {
        code: city(population=people, area_km2=area, vitality=vitality.get(code), region=region)
        for code, people, area, region in session.exec(query)
    }
    return _Territory(cities, ranges(cities.values()))
