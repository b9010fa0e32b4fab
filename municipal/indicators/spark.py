"""A curve as small as a word: it shows the way, the numbers beside it say the values."""

from typing import Final

from municipal.indicators.chart import middle
from municipal.indicators.queries import Point

WIDTH: Final = 120
HEIGHT: Final = 32
_MARGIN: Final = 4


def spark(points: list[Point]) -> str:
    """The points of a polyline in a box of 120 by 32; nothing with fewer than two readings."""
    if len(points) < 2:  # noqa: PLR2004 - one point is no curve
        return ""
    times, values = [middle(point.period) for point in points], [point.value for point in points]
    across, low = (times[-1] - times[0]) or 1.0, min(values)
    height = (max(values) - low) or 1.0
    flat = max(values) == low
    return " ".join(
        f"{round(_MARGIN + (WIDTH - 2 * _MARGIN) * (time - times[0]) / across, 1)},"
        f"{HEIGHT / 2 if flat else round(HEIGHT - _MARGIN - (HEIGHT - 2 * _MARGIN) * (value - low) / height, 1)}"
        for time, value in zip(times, values, strict=True)
    )
