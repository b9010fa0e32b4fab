"""Exact numbers as they are read: rounded for the eye alone."""

from fractions import Fraction

from municipal.web.language import translator
from vendors.tenders.number import french, plain


def percent(value: Fraction, language: str) -> str:
    """A share as a percentage with two decimals, halves upwards: to be read, never to decide."""
    text = _two(value * 100)
    return f"{french(text)}\u00a0%" if language == "fr" else f"{text}%"


def number(value: Fraction, language: str) -> str:
    """A number that was typed, with all its digits."""
    text = plain(value)
    return french(text) if language == "fr" else text


def about(value: Fraction, language: str) -> str:
    """A number with few decimals as it is; any other as what it is about."""
    if _is_short(value):
        return number(value, language)
    text = _two(value)
    return translator(language)("environ {number}").format(number=french(text) if language == "fr" else text)


def _is_short(value: Fraction) -> bool:
    """Whether a number has few decimals, and can be shown as it is."""
    return 100 % value.denominator == 0


def _two(value: Fraction) -> str:
    """A number that is not negative to two decimals, halves upwards."""
    hundredths = int(value * 100 + Fraction(1, 2))
    return f"{hundredths // 100}.{hundredths % 100:02}"
