"""French typography of Québec, applied once to the texts of `seed/` when they are stored."""

import re
from typing import Final

NO_BREAK: Final = "\u00a0"

_RULES: Final = (
    (re.compile(r"(?<=\w)'(?=\w)"), "’"),
    (re.compile(r"«[ \u00a0\u202f]*"), "«" + NO_BREAK),
    (re.compile(r"[ \u00a0\u202f]*»"), NO_BREAK + "»"),
    (re.compile(r"(?<=[\w)»%$])[ \u202f]*:(?=[ \u00a0\n]|$)"), NO_BREAK + ":"),
    (re.compile(r"[ \u00a0\u202f]+(?=[;!?])"), ""),
    (re.compile(r"(?<=\d)[ \u202f]?(?=[%$])"), NO_BREAK),
    (re.compile(r"(?<=\d)[ \u202f](?=\d{3}(?!\d))"), NO_BREAK),
    (re.compile(r"(?<=\d)[ \u202f]?h[ \u202f]?(?=\d\d(?!\d))"), NO_BREAK + "h" + NO_BREAK),
)


def french(text: str) -> str:
    """The text with no-break spaces before `:`, inside « », in `12 %`, `1 234 $` and `14 h 05`; none before `; ! ?`."""
    for pattern, mended in _RULES:
        text = pattern.sub(mended, text)
    return text
