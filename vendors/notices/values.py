"""Amounts in cents, instants in UTC, days: exactly what a release says, or a refusal with its place and remedy."""

import datetime as dt
from decimal import ROUND_HALF_EVEN, Decimal
from functools import lru_cache
from typing import Final
from zoneinfo import ZoneInfo

from vendors.notices.release import Value

# Ten thousand billions: beyond any public contract, and within what both databases count exactly.
MOST: Final = Decimal(10_000_000_000_000)
_CENT: Final = Decimal("0.01")
# An hour without an offset is that of Québec.
_HERE: Final = ZoneInfo("America/Toronto")
_AMOUNT: Final = (
    ("montant impossible", "Écrivez un montant en dollars"),
    ("impossible amount", "Write an amount in dollars"),
)
_DATE: Final = (
    ("ce n’est pas une date", "Écrivez la date ainsi : 2026-07-20T09:45:38-04:00"),
    ("this is no date", "Write the date so: 2026-07-20T09:45:38-04:00"),
)


class WrongError(Exception):
    """Something of a release that cannot be used: where, what stands there, reason and remedy in both languages."""

    def __init__(self, where: str, value: str, said: tuple[tuple[str, str], tuple[str, str]]) -> None:
        self.where = where
        self.value = value
        self.fr, self.en = said
        super().__init__(where)


def text(value: str | int | None) -> str | None:
    """A text as it was given, without the white space at its ends; None when nothing is left."""
    return None if value is None else str(value).strip() or None


def cents(value: Value | None, where: str) -> int | None:
    """The amount in cents; beyond two decimals, half to even."""
    if value is None:
        return None
    found, name = value.amount, "amount"
    if found is None:
        found, name = value.total_amount, "totalAmount"
    if found is None:
        found, name = value.total_amount_older, "totalamount"
    if found is None:
        return None
    if not found.is_finite() or abs(found) > MOST:
        raise WrongError(f"{where}.{name}", str(found), _AMOUNT)
    return int(found.quantize(_CENT, ROUND_HALF_EVEN).scaleb(2))


def instant(value: str | None, where: str) -> str | None:
    """An instant in UTC, as text that sorts."""
    if value is None or not (written := value.strip()):
        return None
    try:
        return _instant(written)
    except (ValueError, OverflowError) as error:
        raise WrongError(where, value, _DATE) from error


def day(value: str | None, where: str) -> str | None:
    """The day as the release writes it, in its own offset."""
    if value is None or not (written := value.strip()):
        return None
    try:
        return _day(written)
    except ValueError as error:
        raise WrongError(where, value, _DATE) from error


@lru_cache(maxsize=4096)
def _instant(written: str) -> str:
    found = dt.datetime.fromisoformat(written)
    return (found if found.tzinfo else found.replace(tzinfo=_HERE)).astimezone(dt.UTC).isoformat()


@lru_cache(maxsize=4096)
def _day(written: str) -> str:
    return dt.datetime.fromisoformat(written).date().isoformat()
