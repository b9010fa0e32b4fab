"""The drawing of the map of cases: where each thing stands, computed; the template only writes it down."""

from collections.abc import Iterable, Mapping, Sequence
from math import sqrt
from typing import Final

from msgspec import Struct

from municipal.cases.cards import Card
from municipal.cases.map_marks import Mark, make_room, name
from municipal.places.points import Point
from vendors.text import sort_key

WIDTH: Final = 960
TALLEST: Final = 660
MARGIN: Final = 36
# Area tells the count: a city with four cases has a circle twice as wide as one with a single case.
RADIUS: Final = 8
MOST_RADIUS: Final = 24
# North of this only a few villages are left (metres north of the origin of the projection): a frame that held them
# always would make all the others too small to tell apart.
NORTH: Final = 950_000
# A frame is never smaller than this (metres): a region of one city keeps its neighbours in sight.
LEAST_FRAME: Final = 60_000
# How far a case got, the furthest first: a city bears the sign of the furthest.
FURTHEST: Final = ("in_use", "pilot", "paused", "stopped", "idea", "unknown")


class Drawing(Struct, frozen=True):
    """The map: every municipality as a path of dots (those of other regions apart), and the cities that have cases."""

    width: int
    height: int
    dots: str
    around: str
    marks: list[Mark]
    beyond: int


class Frame(Struct, frozen=True):
    """The part of the plane that is shown, and its scale."""

    west: float
    north: float
    scale: float
    height: int

    def at(self, place: tuple[float, float]) -> tuple[float, float]:
        """Where a place of the plane is in the drawing."""
        return MARGIN + (place[0] - self.west) * self.scale, MARGIN + (self.north - place[1]) * self.scale

    def holds(self, x: float, y: float) -> bool:
        """Whether a point of the drawing is within it."""
        return 0 <= x <= WIDTH and 0 <= y <= self.height


def drawing(points: Mapping[str, Point], cards: Iterable[Card], region: str = "") -> Drawing:
    """The map of all of Québec, or of one region; only cases of a municipality whose place is known are on it."""
    by_city: dict[str, list[Card]] = {}
    for card in cards:
        code = card.case.municipality
        if code and code in points and points[code].at and (not region or points[code].region == region):
            by_city.setdefault(code, []).append(card)
    known = {code: point.at for code, point in points.items() if point.at}
    inside = {code: place for code, place in known.items() if not region or points[code].region == region}
    shown = [place for code, place in inside.items() if region or place[1] < NORTH or code in by_city]
    frame = _frame(shown or list(known.values()))
    others = [place for code, place in known.items() if code not in inside]
    marks = [_mark(points[code], frame, found) for code, found in by_city.items()]
    marks.sort(key=lambda mark: (-mark.radius, sort_key(mark.name), mark.code))
    make_room(marks, WIDTH, frame.height)
    name(marks, WIDTH, frame.height)
    beyond = 0 if region else len(inside) - len(shown)
    return Drawing(WIDTH, frame.height, _dots(inside.values(), frame), _dots(others, frame), marks, beyond)


def furthest(states: Iterable[str]) -> str:
    """The state that got furthest."""
    return min(states, key=FURTHEST.index)


def _frame(places: Sequence[tuple[float, float]]) -> Frame:
    """The frame around some places; in the middle of one that is never too small."""
    if not places:
        return Frame(0, 0, 1, TALLEST)
    west, east = _widened([x for x, _ in places])
    south, north = _widened([y for _, y in places])
    scale = min((WIDTH - 2 * MARGIN) / (east - west), (TALLEST - 2 * MARGIN) / (north - south))
    # What is too tall for its width stands in the middle.
    left = west - ((WIDTH - 2 * MARGIN) / scale - (east - west)) / 2
    return Frame(left, north, scale, round((north - south) * scale + 2 * MARGIN))


def _dots(places: Iterable[tuple[float, float]], frame: Frame) -> str:
    """One path for all the places in the frame: each a line of no length, which a round end makes a dot."""
    spots = dict.fromkeys(_rounded(frame.at(place)) for place in places)
    return "".join(f"M{x:g} {y:g}h0" for x, y in spots if frame.holds(x, y))


def _widened(values: Sequence[float]) -> tuple[float, float]:
    low, high = min(values), max(values)
    missing = max(0.0, LEAST_FRAME - (high - low)) / 2
    return low - missing, high + missing


def _mark(point: Point, frame: Frame, cards: list[Card]) -> Mark:
    x, y = _rounded(frame.at(point.at or (0, 0)))
    radius = round(min(MOST_RADIUS, RADIUS * sqrt(len(cards))), 1)
    states = {card.case.state for card in cards}
    sign = furthest(states)
    stops = "stopped" in states and sign != "stopped"
    return Mark(point.code, cards[0].case.city, x, y, radius, x, y, sign, cards, stops)


def _rounded(spot: tuple[float, float]) -> tuple[float, float]:
    return round(spot[0], 1), round(spot[1], 1)
