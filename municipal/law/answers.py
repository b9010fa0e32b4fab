"""The three answers that give a route, from what was typed: an amount, a kind of thing, alone or with others."""

import datetime as dt
import re
from fractions import Fraction
from typing import Annotated, Final

from msgspec import Meta, Struct

from municipal.legal import the_rules
from municipal.web.form import FieldError
from municipal.web.format import today
from municipal.web.language import translator
from municipal.web.numbers import plain_number
from vendors.tenders.number import dollars, exact, french, plain
from vendors.tenders.regime import Law, amount

# Of a route the whole question is five names; the day is today where none is given.
FIELDS: Final = ("amount", "kind", "with_others", "threshold", "bylaw")
YES, NO = "yes", "no"
# Days far from our own are typing errors: the first rule that we know is of 2018.
_FIRST_DAY, _LAST_DAY = dt.date(2000, 1, 1), dt.date(2099, 12, 31)
_CENTS: Final = 2

Typed = Annotated[str, Meta(max_length=40)]


class RouteQuery(Struct, frozen=True):
    """The answers as an address carries them."""

    amount: str = ""
    kind: str = ""
    with_others: str = ""
    threshold: str = ""
    bylaw: str = ""
    date: str = ""

    @property
    def begun(self) -> bool:
        """Whether anything was answered."""
        return any(getattr(self, name) for name in FIELDS)


class Answers(Struct, frozen=True):
    """The answers as the route takes them; `told` and `bylaw` are the city’s word, in whole dollars."""

    amount: Fraction
    kind: str
    with_others: bool
    on: dt.date
    told: int | None = None
    bylaw: int | None = None

    def query(self) -> dict[str, str]:
        """The same as an address carries them, whatever the language."""
        return {
            "amount": plain(self.amount),
            "kind": self.kind,
            "with_others": YES if self.with_others else NO,
            "threshold": "" if self.told is None else str(self.told),
            "bylaw": "" if self.bylaw is None else str(self.bylaw),
        }


def written(text: str, language: str) -> str:
    """An amount of an address as its field shows it: `45000.5` is `45 000,50` in French; what is none stays."""
    value = _exact(text, language)
    if value is None:
        return text
    shown = dollars(value, language).strip("$").rstrip("\u00a0$")
    return shown if language == "en" else french(shown)


def read(
    law: Law, given: RouteQuery, spoken: str, on: dt.date | None = None
) -> tuple[Answers | None, list[FieldError]]:
    """The answers, or what is wrong with each, by the program’s name of its field."""
    _ = translator(spoken)
    errors: dict[str, str] = {}
    value = _amount(given.amount, errors, spoken)
    if given.kind not in law.texts.kinds:
        errors["kind"] = _("Choisissez de quoi il s’agit.")
    if given.with_others not in (YES, NO):
        errors["with_others"] = _("Dites si la municipalité achète seule ou avec d’autres.")
    told = _whole("threshold", given.threshold, errors, spoken)
    bylaw = _whole("bylaw", given.bylaw, errors, spoken)
    day = on or _day(given.date, errors, spoken)
    lowest = amount(law, "invitation_from", day)
    if told is not None and lowest is not None and told <= lowest:
        least = dollars(Fraction(lowest), spoken)
        errors["threshold"] = _("Écrivez un seuil de plus de {least}, où commence l’invitation.").format(least=least)
    if value is None or errors:
        return None, [FieldError(name, errors[name]) for name in (*FIELDS, "date") if name in errors]
    return Answers(value, given.kind, given.with_others == YES, day, told, bylaw), []


def _amount(text: str, errors: dict[str, str], spoken: str) -> Fraction | None:
    """An amount in dollars and cents. Three decimals are thousands of the other language: nobody guesses which."""
    _ = translator(spoken)
    value = _exact(text, spoken)
    if not text:
        errors["amount"] = _("Écrivez le montant total prévu, comme 45\u00a0000.")
    elif value is None or value < 0:
        errors["amount"] = _("Écrivez le montant en chiffres, comme 45\u00a0000 ou 45\u00a0000,50.")
    elif value > the_rules().largest_price:
        errors["amount"] = _("Vérifiez le montant\u00a0: il dépasse mille milliards de dollars.")
    return value


def _whole(name: str, text: str, errors: dict[str, str], spoken: str) -> int | None:
    """A whole number of dollars; nothing where none was typed."""
    value = _exact(text, spoken) if text else None
    if text and (value is None or value.denominator != 1 or not 0 < value <= the_rules().largest_price):
        _ = translator(spoken)
        errors[name] = _("Écrivez un montant en dollars, sans cents, comme 140\u00a0000.")
        return None
    return None if value is None else int(value)


def _exact(text: str, spoken: str) -> Fraction | None:
    bare = plain_number(text, spoken)
    if not re.fullmatch(rf"-?[0-9]{{1,30}}(\.[0-9]{{1,{_CENTS}}})?", bare):
        return None
    return exact(bare)


def _day(text: str, errors: dict[str, str], spoken: str) -> dt.date:
    """The day of the rules; today, where none was typed or what was typed is none."""
    if not text:
        return today()
    try:
        day = dt.date.fromisoformat(text)
    except ValueError:
        day = None
    if day is None or not _FIRST_DAY <= day <= _LAST_DAY:
        told = translator(spoken)("Écrivez une date comme {day}, de 2000 à 2099.")
        errors["date"] = told.format(day=today().isoformat())
        return today()
    return day
