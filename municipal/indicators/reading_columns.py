"""What the cells of an imported reading may say: their columns in both languages, numbers, periods, yes and no."""

import re
from typing import Final

COLUMNS: Final = ("municipalite", "indicateur", "periode", "valeur", "source", "nombre_compte", "methode_changee")
ENGLISH: Final = ("municipality", "indicator", "period", "value", "source", "counted", "method_changed")
# Without a city that is already known, a file names it.
REQUIRED: Final = ("indicateur", "periode", "valeur")
# Other names that a header may use, in lower case.
ALIASES: Final = {
    **dict(zip(COLUMNS, COLUMNS, strict=True)),
    **dict(zip(ENGLISH, COLUMNS, strict=True)),
    "municipalité": "municipalite",
    "ville": "municipalite",
    "city": "municipalite",
    "période": "periode",
    "nombre compté": "nombre_compte",
    "count": "nombre_compte",
    "méthode changée": "methode_changee",
    "method changed": "methode_changee",
}
_SPACES: Final = re.compile(r"[\s\u00a0\u202f]")
_PLAIN: Final = re.compile(r"[+-]?[0-9]+(\.[0-9]+)?([eE][+-]?[0-9]{1,3})?")
_THOUSANDS: Final = re.compile(r"[+-]?[0-9]{1,3}(,[0-9]{3})+(\.[0-9]+)?")
_FIRST_OF_MONTH: Final = re.compile(r"([0-9]{4}-[0-9]{2})-01")
_YES: Final = ("oui", "yes", "vrai", "true", "1", "x")
_NO: Final = ("", "non", "no", "faux", "false", "0")


def number(text: str, *, english: bool) -> float | None:
    """A number as people write it: `1 234,5`, `1,234.5`, `12.5`; None for what is none.

    `1,234` is a thousand and more in an `english` file, and one and a little in a French one.
    """
    bare = _SPACES.sub("", text).replace("\u2212", "-").rstrip("%$")
    if _THOUSANDS.fullmatch(bare) and (english or bare.count(",") > 1 or "." in bare):
        bare = bare.replace(",", "")
    elif bare.count(",") == 1 and "." not in bare:
        bare = bare.replace(",", ".")
    return float(bare) if _PLAIN.fullmatch(bare) else None


def whole(text: str) -> int | None:
    """A whole number of at most ten digits, spaces between them allowed; None for what is none."""
    bare = _SPACES.sub("", text)
    return int(bare) if re.fullmatch(r"[0-9]{1,10}", bare) else None


def period(text: str) -> str:
    """A period as it is stored: a spreadsheet makes the first of the month of `2025-03`."""
    day = _FIRST_OF_MONTH.fullmatch(text)
    return day[1] if day else text


def truth(text: str) -> bool | None:
    """Yes or no; no for an empty cell, None for any other word."""
    said = text.casefold()
    return True if said in _YES else False if said in _NO else None
