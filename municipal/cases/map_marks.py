"""The circles of the map: pushed apart where they overlap, named where there is room."""

from math import hypot
from typing import Final

from msgspec import Struct

from municipal.cases.cards import Card

# How wide a letter of a name is, and how high its line, in the units of the drawing.
LETTER: Final = 7.2
LINE: Final = 16
# About as many comparisons as a page may cost.
_STEPS: Final = 300_000

Box = tuple[float, float, float, float]


class Mark(Struct):
    """A city with cases: where its circle is drawn (`x`, `y`), where the city itself is, and its name beside it.

    `stops`: another of its cases was stopped, which the sign of the furthest would hide.
    """

    code: str
    name: str
    x: float
    y: float
    radius: float
    place_x: float
    place_y: float
    state: str
    cards: list[Card]
    stops: bool = False
    name_x: float | None = None
    name_y: float = 0
    anchor: str = "start"

    @property
    def moved(self) -> bool:
        """Whether the circle had to make room for another one: then a line leads to the city."""
        return hypot(self.x - self.place_x, self.y - self.place_y) > self.radius


def make_room(marks: list[Mark], width: float, height: float) -> None:
    """Push circles that overlap apart, by halves, until none does or it has lasted long enough."""
    for _ in range(_STEPS // max(1, len(marks)) ** 2):
        crowded = False
        for index, one in enumerate(marks):
            for other in marks[index + 1 :]:
                across, down = other.x - one.x, other.y - one.y
                apart = hypot(across, down)
                lacking = one.radius + other.radius + 2 - apart
                if lacking <= 0.01:  # noqa: PLR2004 - less than any eye sees
                    continue
                crowded = True
                # Two cities in the very same spot part sideways.
                toward = (across / apart, down / apart) if apart else (1.0, 0.0)
                for moved, sign in ((one, -1), (other, 1)):
                    moved.x += sign * toward[0] * lacking / 2
                    moved.y += sign * toward[1] * lacking / 2
        if not crowded:
            break
    for mark in marks:
        mark.x = round(min(max(mark.x, mark.radius), width - mark.radius), 1)
        mark.y = round(min(max(mark.y, mark.radius), height - mark.radius), 1)


def name(marks: list[Mark], width: float, height: float) -> None:
    """Write names beside circles, the largest first, where neither a circle nor another name is; some have none."""
    taken = [(mark.x - mark.radius, mark.y - mark.radius, mark.x + mark.radius, mark.y + mark.radius) for mark in marks]
    for mark in marks:
        long = len(mark.name) * LETTER
        gap = mark.radius + 5
        for anchor, left in (("start", mark.x + gap), ("end", mark.x - gap - long)):
            box = (left, mark.y - LINE / 2, left + long, mark.y + LINE / 2)
            free = not any(_overlap(box, other) for other in taken)
            if free and box[0] >= 0 and box[2] <= width and box[1] >= 0 and box[3] <= height:
                mark.anchor, mark.name_y = anchor, round(mark.y + 5, 1)
                mark.name_x = round(left if anchor == "start" else left + long, 1)
                taken.append(box)
                break


def _overlap(one: Box, other: Box) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]
