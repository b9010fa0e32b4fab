"""Where municipalities are on the plane, for whoever draws them."""

from msgspec import Struct
from sqlalchemy import select as columns
from sqlmodel import Session, col

from municipal.kept import kept
from municipal.places.projection import projected
from municipal.places.tables import Municipality, Region


class Point(Struct, frozen=True):
    """A municipality on the plane, in metres east and north of the origin of the projection; nowhere when unknown."""

    code: str
    name: str
    region: str
    at: tuple[float, float] | None


@kept
def points(session: Session) -> dict[str, Point]:
    """Every municipality by its code."""
    query = (
        columns(
            col(Municipality.code),
            col(Municipality.name),
            col(Region.name),
            col(Municipality.latitude),
            col(Municipality.longitude),
        )
        .join(Region, col(Region.code) == col(Municipality.region))
        .order_by(col(Municipality.sort_key), col(Municipality.code))
    )
    found: dict[str, Point] = {}
    for code, name, region, latitude, longitude in session.execute(query):
        at = None if latitude is None or longitude is None else projected(latitude, longitude)
        found[code] = Point(code, name, region, at)
    return found
