"""Amounts, days and kinds of public notices, in words."""

import datetime as dt
from collections.abc import Sequence
from typing import Final

from municipal.web.format import ZONE, date, money
from municipal.web.language import translator
from municipal.web.marking import mark
from vendors.notices.rows import ContractRow, Extent, NoticeRow

_DOLLARS: Final = "CAD"
BUYERS: Final = {
    "municipal": mark("municipalité"),
    "public": mark("autre organisme public"),
    "unknown": mark("non précisé"),
}


def buyer_kind(municipal: bool | None) -> str:  # noqa: FBT001 - what SEAO says, or nothing
    """Which of BUYERS a buyer is."""
    return "unknown" if municipal is None else "municipal" if municipal else "public"


def title_of(title: str, language: str) -> str:
    """A title as its buyer wrote it, or why it is not shown."""
    return title or translator(language)("Titre non affiché")


def amount(cents: int | None, currency: str, language: str) -> str:
    """An amount; blank when nobody told it. A currency other than the Canadian dollar is named."""
    if cents is None:
        return ""
    told = money(cents / 100, language)
    return told if currency == _DOLLARS else f"{told} ({currency})"


def estimate(row: NoticeRow, language: str) -> str:
    """What the buyer expected to pay; blank when it does not say."""
    _ = translator(language)
    low, high = amount(row.estimate_low, _DOLLARS, language), amount(row.estimate_high, _DOLLARS, language)
    if low and high and low != high:
        return _("de {low} à {high}").format(low=low, high=high)
    return high or low


def awarded(rows: Sequence[ContractRow], language: str) -> str:
    """What the contracts of a notice were awarded for; they are not added up, one award may be told twice."""
    _ = translator(language)
    told = [(row.awarded if row.awarded is not None else row.final, row.currency) for row in rows]
    known = sorted((cents, currency) for cents, currency in told if cents is not None)
    if not known:
        return ""
    least, most = amount(*known[0], language), amount(*known[-1], language)
    if least == most:
        return least
    return _("{count} contrats, de {low} à {high}").format(count=len(known), low=least, high=most)


def day_of(instant: str | None) -> str:
    """The day in Québec of a stored instant; blank when there is none."""
    return dt.datetime.fromisoformat(instant).astimezone(ZONE).date().isoformat() if instant else ""


def published(row: NoticeRow, language: str) -> str:
    """The day on which a notice was published, in full words."""
    return date(day_of(row.published_at or row.date), language)


def source(told: Extent, language: str) -> str:
    """Where notices come from, and until when they go."""
    _ = translator(language)
    until = date(day_of(told.newest), language) if told.newest else ""
    credit = _("Source\u00a0: SEAO, Secrétariat du Conseil du trésor, licence CC BY 4.0.")
    return f"{credit} {_('Avis importés jusqu’au {day}.').format(day=until)}" if until else credit
