"""How much one city is like another: Gower's coefficient on what is known of both."""

import math
from collections.abc import Iterable, Mapping

from msgspec import Struct

from vendors.evidence.constants import Constants


class City(Struct, frozen=True):
    """What likeness is told by: numbers (already on the scale on which they are compared) and kinds."""

    numbers: dict[str, float]
    kinds: dict[str, str]


def city(
    *,
    population: float | None = None,
    area_km2: float | None = None,
    vitality: float | None = None,
    region: str | None = None,
    more: Mapping[str, float] | None = None,
) -> City:
    """A city by ln population, ln density, economic vitality, region, and more numbers; what is unknown is left out."""
    numbers = dict(more or {})
    if population and population > 0:
        numbers["population"] = math.log(population)
        if area_km2 and area_km2 > 0:
            numbers["density"] = math.log(population / area_km2)
    if vitality is not None:
        numbers["vitality"] = vitality
    return City(numbers, {"region": region} if region else {})


def ranges(cities: Iterable[City]) -> dict[str, float]:
    """How far apart the cities of a whole territory lie, by number: the unit of every distance."""
    lowest: dict[str, float] = {}
    highest: dict[str, float] = {}
    for one in cities:
        for name, value in one.numbers.items():
            lowest[name] = min(value, lowest.get(name, value))
            highest[name] = max(value, highest.get(name, value))
    return {name: highest[name] - low for name, low in lowest.items()}


def distances(one: City, other: City, spans: Mapping[str, float]) -> dict[str, float]:
    """The distance of two cities on each feature known of both, from 0 to 1."""
    found: dict[str, float] = {}
    for name in sorted(one.numbers.keys() & other.numbers.keys() & spans.keys()):
        apart = abs(one.numbers[name] - other.numbers[name])
        # Where the whole territory has one value, a city that has another is as far as can be.
        found[name] = min(1.0, apart / spans[name]) if spans[name] > 0 else float(apart > 0)
    for name in sorted(one.kinds.keys() & other.kinds.keys()):
        found[name] = float(one.kinds[name] != other.kinds[name])
    return found


def likeness(one: City, other: City, spans: Mapping[str, float], constants: Constants) -> float | None:
    """1 − the mean distance, never below the floor; None, « inconnue », when too few features are known of both."""
    found = distances(one, other, spans)
    if len(found) < constants.likeness_features:
        return None
    return max(constants.likeness_lowest, 1 - sum(found.values()) / len(found))
