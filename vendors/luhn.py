"""The check digit of Luhn, which Québec’s enterprise numbers and social insurance numbers bear (ISO/IEC 7812-1)."""


def is_luhn(digits: str) -> bool:
    """From the right, every second digit counts double, its own digits added; the whole is a multiple of ten."""
    total = 0
    for place, digit in enumerate(reversed(digits)):
        value = int(digit) * (1 + place % 2)
        total += value - 9 * (value > 9)  # noqa: PLR2004 - the sum of the two digits of ten to eighteen
    return total % 10 == 0
