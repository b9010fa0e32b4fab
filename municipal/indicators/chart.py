"""A drawing of readings: Python computes every position, the template draws, the table beside says the same."""

from math import ceil, floor, log10
from typing import Final

from msgspec import Struct

from municipal.indicators.queries import Point
from municipal.web.format import number

WIDTH: Final = 720
HEIGHT: Final = 320
LEFT: Final = 64
RIGHT: Final = 560
TOP: Final = 24
BOTTOM: Final = 272
_TICKS: Final = 4
COLON: Final = {"fr": "\u00a0:", "en": ":"}
_NAME_GAP: Final = 16
_LONGEST_NAME: Final = 20


class Tick(Struct, frozen=True):
    """A mark on an axis, or a dashed level."""

    at: float
    label: str


class Dot(Struct, frozen=True):
    """A reading, with what it says when pointed at."""

    x: float
    y: float
    title: str


class Line(Struct, frozen=True):
    """A city's readings; `tone` is `peers` for the others."""

    name: str
    tone: str
    points: str
    dots: list[Dot]
    name_x: float
    name_y: float


class Chart(Struct, frozen=True):
    """Everything the `series` macro draws."""

    id: str
    title: str
    description: str
    x_ticks: list[Tick]
    y_ticks: list[Tick]
    lines: list[Line]
    rules: list[Tick]
    events: list[Tick] = []
    width: int = WIDTH
    height: int = HEIGHT
    left: int = LEFT
    right: int = RIGHT
    top: int = TOP
    bottom: int = BOTTOM


def chart(
    title: str,
    description: str,
    series: dict[str, list[Point]],
    language: str,
    *,
    own: str = "",
    levels: dict[str, float] | None = None,
) -> Chart | None:
    """The drawing of several cities' readings, the reader's own city in front; None with fewer than two readings."""
    points = [point for one in series.values() for point in one]
    periods = sorted({point.period for point in points})
    if len(periods) < 2:  # noqa: PLR2004 - one point is no curve
        return None
    values = [point.value for point in points] + list((levels or {}).values())
    marks = nice_ticks(min(values), max(values))
    low, high = marks[0], marks[-1]

    def x(period: str) -> float:
        return round(LEFT + (RIGHT - LEFT) * periods.index(period) / (len(periods) - 1), 1)

    def y(value: float) -> float:
        return round(BOTTOM - (BOTTOM - TOP) * (value - low) / (high - low), 1)

    lines = [
        Line(
            name=_short(name),
            tone="" if name == own or not own else "peers",
            points=" ".join(f"{x(point.period)},{y(point.value)}" for point in one),
            dots=[
                Dot(x(p.period), y(p.value), f"{name}, {p.period}{COLON[language]} {number(p.value, language)}")
                for p in one
            ],
            name_x=RIGHT + 10,
            name_y=y(one[-1].value) + 4,
        )
        for name, one in sorted(series.items(), key=lambda pair: pair[0] == own)
        if one
    ]
    return Chart(
        id="serie",
        title=title,
        description=description,
        x_ticks=[Tick(x(period), period) for period in periods],
        y_ticks=[Tick(y(mark), number(mark, language)) for mark in marks],
        lines=_apart(lines),
        rules=[Tick(y(value), label) for label, value in (levels or {}).items()],
    )


def nice_ticks(low: float, high: float) -> list[float]:
    """Round values that enclose the range, about four steps apart (1, 2, 2.5 or 5 times a power of ten)."""
    span = high - low or abs(high) or 1.0
    rough = span / _TICKS
    power = 10 ** floor(log10(rough))
    step = next(power * factor for factor in (1, 2, 2.5, 5, 10) if power * factor >= rough)
    first, last = floor(low / step), ceil(high / step)
    last = max(last, first + 1)
    return [round(n * step, 10) for n in range(first, last + 1)]


def _short(name: str) -> str:
    return name if len(name) <= _LONGEST_NAME else name[: _LONGEST_NAME - 1] + "…"


def _apart(lines: list[Line]) -> list[Line]:
    """Names beside the curves, moved so that none covers another."""
    at = float("-inf")
    moved: dict[int, float] = {}
    for n in sorted(range(len(lines)), key=lambda n: lines[n].name_y):
        at = moved[n] = max(lines[n].name_y, at + _NAME_GAP)
    low = max(moved.values(), default=0) - (HEIGHT - 8)
    shift = max(low, 0)
    return [
        Line(one.name, one.tone, one.points, one.dots, one.name_x, round(moved[n] - shift, 1))
        for n, one in enumerate(lines)
    ]
