"""Numbers exactly as they are written: 0.1 is one tenth, whatever a floating point number would make of it."""

import re
from fractions import Fraction
from typing import Final

from msgspec import Struct

from vendors.sources.document import Place

# What JSON calls a number, and what a person writes as one. ASCII digits only.
_NUMBER: Final = re.compile(r"-?[0-9]+(?:\.[0-9]+)?(?:[eE]([+-]?[0-9]{1,3}))?")
# A number is at most this long, and so is what its exponent adds: any amount fits many times over.
MOST_CHARACTERS: Final = 40
# How many decimals a final score shows. It decides nothing.
_PLACES: Final = 4


class Written(Struct, frozen=True, gc=False):
    """A number of a JSON document, kept as its text."""

    text: str


def exact(text: str) -> Fraction | None:
    """The number that a text says, exactly; None when it says none, or one of more than 40 characters."""
    if len(text) > MOST_CHARACTERS:
        return None
    found = _NUMBER.fullmatch(text)
    if not found or abs(int(found[1] or 0)) > MOST_CHARACTERS:
        return None
    return Fraction(text)


def number(place: Place) -> Fraction | None:
    """The number that stands here; None when this is none, which is then told."""
    if not isinstance(place.value, Written):
        place.refuse("type", "un nombre est attendu", "a number is expected")
        return None
    return _told(place, place.value.text)


def number_or_text(place: Place) -> Fraction | None:
    """The same, or the number that a text says: a price may be given either way."""
    return _told(place, place.value) if isinstance(place.value, str) else number(place)


def plain(value: Fraction) -> str:
    """A number that was a sum of decimals, as a decimal text: all its digits and no more.

    Raises ValueError for any other, such as one third.
    """
    for places in range(2 * MOST_CHARACTERS + 1):
        if 10**places % value.denominator == 0:
            return _decimal(int(value * 10**places), places)
    raise ValueError("not a sum of decimals")


def four_decimals(value: Fraction) -> str:
    """A number that is not negative to four decimals, halves upwards: to be read, never to decide."""
    return _decimal(int(value * 10**_PLACES + Fraction(1, 2)), _PLACES)


def quotient(value: Fraction) -> str:
    """A number as `p/q` in lowest terms, also when it is whole."""
    return f"{value.numerator}/{value.denominator}"


def french(text: str) -> str:
    """A decimal text with the comma of French."""
    return text.replace(".", ",")


def dollars(value: Fraction, language: str) -> str:
    """An amount as a person reads it: whole dollars without cents, else with two decimals."""
    cents = int(value * 100 + Fraction(1, 2))
    whole, rest = divmod(cents, 100)
    if language == "en":
        return f"${whole:,}" + (f".{rest:02}" if rest else "")
    return f"{whole:,}".replace(",", "\u00a0") + (f",{rest:02}" if rest else "") + "\u00a0$"


def _told(place: Place, text: str) -> Fraction | None:
    found = exact(text)
    if found is None:
        fr = f"un nombre en chiffres, comme 98500.00, d’au plus {MOST_CHARACTERS} caractères est attendu"
        en = f"a number in digits, such as 98500.00, of at most {MOST_CHARACTERS} characters is expected"
        place.refuse("number", fr, en)
    return found


def _decimal(digits: int, places: int) -> str:
    """An integer as a decimal with so many places."""
    text = f"{abs(digits):0{places + 1}d}"
    sign = "-" if digits < 0 else ""
    return f"{sign}{text[:-places]}.{text[-places:]}" if places else f"{sign}{text}"
