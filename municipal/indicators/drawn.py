"""A drawing as an SVG that stands alone: for a document, which has no style sheet."""

from typing import Final
from xml.sax.saxutils import escape

from municipal.indicators.chart import Chart, Line, Tick

_INK: Final = "#15211e"
_ACCENT: Final = "#0b5d57"
_QUIET: Final = "#4a5a56"
_FAINT: Final = "#b7c4c0"
_CAUTION: Final = "#9a3412"
_FONT: Final = "Libertinus Serif, Georgia, serif"


def svg(chart: Chart) -> str:
    """The drawing with its colours and its font written in it; what its text says stands beside it."""
    box = f'viewBox="0 0 {chart.width} {chart.height}" width="{chart.width}" height="{chart.height}"'
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" {box} font-family="{_FONT}" font-size="14" fill="none">',
        *(_across(chart, tick) for tick in chart.y_ticks),
        _path(f"M{chart.left} {chart.bottom}H{chart.right}", _QUIET),
        *(_text(tick.at, chart.bottom + 20, tick.label, _QUIET, anchor="middle") for tick in chart.x_ticks),
        *(_event(chart, event, n) for n, event in enumerate(chart.events)),
        *(_level(chart, rule) for rule in chart.rules),
        *(_line(line) for line in chart.lines),
        "</svg>",
    ]
    return "".join(parts)


def _across(chart: Chart, tick: Tick) -> str:
    line = _path(f"M{chart.left} {tick.at}H{chart.right}", _FAINT)
    return line + _text(chart.left - 8, tick.at + 4, tick.label, _QUIET, anchor="end")


def _event(chart: Chart, event: Tick, n: int) -> str:
    line = _path(f"M{event.at} {chart.top}V{chart.bottom}", _INK, dashes="3 3")
    # Written one under the other, so that two marks that are near do not cover each other's words.
    return line + _text(event.at + 6, chart.top + 10 + 16 * n, event.label, _INK)


def _level(chart: Chart, rule: Tick) -> str:
    line = _path(f"M{chart.left} {rule.at}H{chart.right}", _CAUTION, dashes="7 5")
    return line + _text(chart.left + 6, rule.at - 6, rule.label, _CAUTION)


def _line(line: Line) -> str:
    peers = line.tone == "peers"
    colour = _QUIET if peers else _ACCENT
    dashes = ' stroke-dasharray="1 5" stroke-linecap="round"' if peers else ""
    curve = f'<polyline points="{line.points}" stroke="{colour}" stroke-width="{2 if peers else 2.5}"{dashes}/>'
    dots = "".join(
        f'<circle cx="{dot.x}" cy="{dot.y}" r="{3 if peers else 4.5}" fill="#ffffff" stroke="{colour}" '
        'stroke-width="1.5"/>'
        for dot in line.dots
    )
    return curve + dots + _text(line.name_x, line.name_y, line.name, colour, bold=not peers)


def _path(drawn: str, colour: str, *, dashes: str = "") -> str:
    dashed = f' stroke-dasharray="{dashes}"' if dashes else ""
    return f'<path d="{drawn}" stroke="{colour}"{dashed}/>'


def _text(x: float, y: float, words: str, colour: str, *, anchor: str = "start", bold: bool = False) -> str:
    weight = ' font-weight="600"' if bold else ""
    return f'<text x="{x}" y="{y}" fill="{colour}" text-anchor="{anchor}"{weight}>{escape(words)}</text>'
