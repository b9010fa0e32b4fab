"""Text made comparable: no accents, no case, no typographic variants."""

import re
import unicodedata
from typing import Final

_VARIANTS: Final = str.maketrans(
    {
        "œ": "oe",
        "Œ": "oe",
        "æ": "ae",
        "Æ": "ae",
        "ß": "ss",
        "’": "'",
        "‘": "'",
        "‛": "'",
        "ʼ": "'",
        "‐": "-",
        "‑": "-",
        "‒": "-",
        "–": "-",
        "—": "-",
        "\u00a0": " ",
        "\u202f": " ",
    }
)
_WORD: Final = re.compile(r"[a-z0-9]+")


def fold(text: str) -> str:
    """The text in lower case, without accents, ligatures, curly quotes, long dashes or no-break spaces."""
    if text.isascii():
        return text.lower()
    decomposed = unicodedata.normalize("NFKD", text.translate(_VARIANTS))
    return "".join(letter for letter in decomposed if not unicodedata.combining(letter)).casefold()


def words(text: str) -> list[str]:
    """The folded words of a text; apostrophes, hyphens and punctuation separate them."""
    return _WORD.findall(fold(text))


def sort_key(text: str) -> str:
    """What to order a name by, the same on every database: French order knows neither accents nor punctuation."""
    return " ".join(words(text)) or fold(text)
