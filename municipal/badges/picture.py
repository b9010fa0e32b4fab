"""The drawing of a badge: one SVG that carries its own ground, so that it reads the same on light and on dark."""

import textwrap
from typing import Final
from xml.sax.saxutils import escape

from municipal.badges.seed import Achievement

_LINE: Final = 16
_STEP: Final = 34
_MIDDLE: Final = 262
_TEMPLATE: Final = """\
<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 400 400" width="400" height="400" role="img" lang="{language}-CA">\
<title>{title}</title><desc>{description}</desc>\
<circle cx="200" cy="200" r="196" fill="#0b5d57"/>\
<circle cx="200" cy="200" r="184" fill="#f6faf8"/>\
<circle cx="200" cy="200" r="176" fill="none" stroke="#0b5d57" stroke-width="1.5"/>\
<g transform="translate(152 48) scale(4)" fill="none" stroke="#0b5d57" stroke-width="1.6" stroke-linejoin="round" \
stroke-linecap="round"><path d="M3 2.8h18L12 17.6z"/><path d="M3 2.8h9v14.8z" fill="#0b5d57"/>\
<path d="M1.6 21.2h20.8"/></g>\
<g font-family="system-ui, 'Segoe UI', Roboto, 'Helvetica Neue', Arial, sans-serif" text-anchor="middle" \
fill="#15211e">{lines}<text x="200" y="348" font-size="16" fill="#4a5a55">{foot}</text></g></svg>
"""


def picture(achievement: Achievement, language: str) -> str:
    """The drawing of what can be earned, its name written in a language."""
    name = achievement.text("name", language)
    lines = textwrap.wrap(name, _LINE, break_long_words=False)
    first = _MIDDLE - _STEP * (len(lines) - 1) / 2
    told = "".join(
        f'<text x="200" y="{first + _STEP * n:g}" font-size="28" font-weight="600">{escape(line)}</text>'
        for n, line in enumerate(lines)
    )
    foot = f"{achievement.minutes}\u00a0min · Repère" if achievement.minutes else "Repère"
    description = achievement.text("description", language)
    return _TEMPLATE.format(
        language=language, title=escape(name), description=escape(description), lines=told, foot=foot
    )
