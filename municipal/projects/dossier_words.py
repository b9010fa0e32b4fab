"""Texts that people of a city wrote, with the names of its people taken out."""

import re
from collections.abc import Callable, Iterable
from typing import Final, TypeAlias
from unicodedata import normalize

# A text without the names of anybody whom we know.
Hide: TypeAlias = Callable[[str], str]
INSTEAD: Final = "[…]"
_SHORTEST: Final = 3
# Spaces, hyphens and apostrophes are typed in many ways.
_BETWEEN: Final = r"[\s\u00a0\u202f’'\u2010\u2011-]+"


def hiding(names: Iterable[str]) -> Hide:
    """What takes whole names out of a text, whatever their capitals, longest first; parts of a name stay."""
    known = {normalize("NFC", name.strip()) for name in names}
    parts = [re.split(_BETWEEN, name) for name in sorted(known, key=len, reverse=True) if len(name) >= _SHORTEST]
    if not parts:
        return lambda text: text
    one_of = "|".join(_BETWEEN.join(map(re.escape, part)) for part in parts)
    pattern = re.compile(rf"(?<!\w)(?:{one_of})(?!\w)", re.IGNORECASE)
    return lambda text: pattern.sub(INSTEAD, normalize("NFC", text))
