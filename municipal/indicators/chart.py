"""A drawing of readings: Python computes every position, the template draws, the table beside says the same."""

from math import ceil, floor, log10
from typing import Final

from msgspec import Struct

from municipal.indicators.queries import Point
from municipal.web.format import date, number
from municipal.web.language import translator
from municipal.web.marking import mark

WIDTH: Final = 784
HEIGHT: Final = 320
LEFT: Final = 64
RIGHT: Final = 560
TOP: Final = 24
BOTTOM: Final = 272
_TICKS: Final = 4
COLON: Final = {"fr": "\u00a0:", "en": ":"}
METHOD: Final = mark("nouvelle façon de compter")
_NAME_GAP: Final = 16
_LONGEST_NAME: Final = 24
# More periods than this have no room for their names, nor a line for so many dots.
_MOST_NAMED: Final = 24
_LABEL_GAP: Final = 40


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
    events: dict[str, str] | None = None,
) -> Chart | None:
    """The drawing of several cities' readings, the reader's own city in front; None with fewer than two readings.

    `events` say what happened, by period, and stand where it begins; one outside the readings is not drawn.
    """
    points = [point for one in series.values() for point in one]
    periods = sorted({point.period for point in points})
    if len(periods) < 2:  # noqa: PLR2004 - one point is no curve
        return None
    values = [point.value for point in points] + list((levels or {}).values())
    marks = nice_ticks(min(values), max(values))
    low, high = marks[0], marks[-1]

    first, latest = min(map(middle, periods)), max(map(middle, periods))

    def across(moment: float) -> float:
        share = (moment - first) / (latest - first)
        return round(LEFT + (RIGHT - LEFT) * min(max(share, 0), 1), 1)

    def x(period: str) -> float:
        return across(middle(period))

    def y(value: float) -> float:
        return round(BOTTOM - (BOTTOM - TOP) * (value - low) / (high - low), 1)

    lines = [
        Line(
            name=_short(name),
            tone="" if name == own or not own else "peers",
            points=" ".join(f"{x(point.period)},{y(point.value)}" for point in one),
            dots=[Dot(x(p.period), y(p.value), _told(name, p, language)) for p in _dotted(one)],
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
        x_ticks=_spaced([Tick(x(name), name) for name in _named(periods)], crowded=len(periods) > _MOST_NAMED),
        y_ticks=[Tick(y(mark), number(mark, language)) for mark in marks],
        lines=_apart(lines),
        rules=[Tick(y(value), label) for label, value in (levels or {}).items()],
        events=[
            Tick(across(begun), label)
            for period, label in (events or {}).items()
            if first <= (begun := beginning(period)) <= latest
        ],
    )


def middle(period: str) -> float:
    """Where the middle of a period lies, in years: a month in its twelfth, a year halfway."""
    year, _, month = period.partition("-")
    return int(year) + ((int(month) - 0.5) / 12 if month else 0.5)


def beginning(period: str) -> float:
    """Where a period begins, in years."""
    year, _, month = period.partition("-")
    return int(year) + ((int(month) - 1) / 12 if month else 0)


def nice_ticks(low: float, high: float) -> list[float]:
    """Round values that enclose the range, about four steps apart (1, 2, 2.5 or 5 times a power of ten)."""
    span = high - low or abs(high) or 1.0
    rough = span / _TICKS
    power = 10 ** floor(log10(rough))
    step = next(power * factor for factor in (1, 2, 2.5, 5, 10) if power * factor >= rough)
    first, last = floor(low / step), ceil(high / step)
    last = max(last, first + 1)
    return [round(n * step, 10) for n in range(first, last + 1)]


def _named(periods: list[str]) -> list[str]:
    """The periods that the axis names: all, or where they are many the years to which they belong."""
    return periods if len(periods) <= _MOST_NAMED else sorted({period[:4] for period in periods})


def _spaced(ticks: list[Tick], *, crowded: bool) -> list[Tick]:
    """Where there are many, without the names that would touch the one before."""
    kept: list[Tick] = []
    for tick in ticks:
        if not crowded or not kept or tick.at - kept[-1].at >= _LABEL_GAP:
            kept.append(tick)
    return kept


def _dotted(points: list[Point]) -> list[Point]:
    """The points of a curve that get a dot: all, or where they are many the ends and each new way of counting."""
    if len(points) <= _MOST_NAMED:
        return points
    return [points[0], *(point for point in points[1:-1] if point.method_changed), points[-1]]


def _told(name: str, point: Point, language: str) -> str:
    """What a point says of itself."""
    told = f"{name}, {date(point.period, language)}{COLON[language]} {number(point.value, language)}"
    return f"{told} ({translator(language)(METHOD)})" if point.method_changed else told


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
