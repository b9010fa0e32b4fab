"""From latitude and longitude to the plane: the Lambert conformal conic projection in which Québec draws its maps.

Formulas: IOGP Publication 373-7-2, method 9802 (two standard parallels).
Parameters: EPSG:32198, NAD83 / Québec Lambert.
"""

from math import cos, log, pi, radians, sin, sqrt, tan
from typing import Final

from msgspec import Struct


class Conic(Struct, frozen=True):
    """A conic: two standard parallels and an origin, in degrees; an ellipsoid, by its half axis and flattening."""

    first: float
    second: float
    latitude: float
    longitude: float
    axis: float
    flattening: float


# NAD83 uses the ellipsoid GRS 1980; the origin has neither false easting nor false northing.
QUEBEC: Final = Conic(46.0, 60.0, 44.0, -68.5, 6_378_137.0, 1 / 298.257_222_101)


def projected(latitude: float, longitude: float, conic: Conic = QUEBEC) -> tuple[float, float]:
    """East and north of the origin of the conic, in its ellipsoid’s unit, for degrees of latitude and longitude."""
    squared = conic.flattening * (2 - conic.flattening)
    first, second, origin = radians(conic.first), radians(conic.second), radians(conic.latitude)
    t_first, t_second = _t(first, squared), _t(second, squared)
    cone = (log(_m(first, squared)) - log(_m(second, squared))) / (log(t_first) - log(t_second))
    scale = conic.axis * _m(first, squared) / (cone * t_first**cone)
    radius = scale * _t(radians(latitude), squared) ** cone
    angle = cone * radians(longitude - conic.longitude)
    return radius * sin(angle), scale * _t(origin, squared) ** cone - radius * cos(angle)


def _m(angle: float, squared: float) -> float:
    return cos(angle) / sqrt(1 - squared * sin(angle) ** 2)


def _t(angle: float, squared: float) -> float:
    eccentric = sqrt(squared) * sin(angle)
    return tan(pi / 4 - angle / 2) / ((1 - eccentric) / (1 + eccentric)) ** (sqrt(squared) / 2)
