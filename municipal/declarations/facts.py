"""What an enterprise declares of its offer, as facts that say so: never verified, never counted as a public use."""

from typing import Any, Final

from sqlalchemy import func
from sqlmodel import Session, col, select

from municipal.declarations.checking import pairs
from municipal.suppliers.words import HOSTING, LANGUAGES
from municipal.web.format import date, money, today
from municipal.web.language import translator
from vendors.registry.changing import Cause, create
from vendors.registry.tables import Fact

SOURCE: Final = "Déclaration de l’entreprise, {day}"
_LANGUAGES: Final = ("fr", "en")
Texts = dict[str, str]


def add_facts(session: Session, vendor: str, solution: str, told: dict[str, str], day: str, cause: Cause) -> None:
    """Add a fact for each thing declared of a solution; who uses it is told in its words, without naming a proof."""
    query = select(func.max(Fact.position)).where(col(Fact.solution) == solution)
    position = session.exec(query).one() or 0
    for n, (field, texts, page) in enumerate(_facts(told), 1):
        row: dict[str, Any] = {
            "id": f"{solution}:{cause.origin}:{n}",
            "solution": solution,
            "position": position + n,
            "field": field,
            # A named body would be counted among the public uses: the sentence alone names it.
            "body": None,
            "text_fr": texts["fr"],
            "text_en": texts["en"],
            "source_title": SOURCE.format(day=date(day, "fr")),
            "source_url": page,
            "source_date": day,
            "read_on": today().isoformat(),
            "verified": False,
        }
        create(session, "fact", vendor, row, cause)


def _facts(told: dict[str, str]) -> list[tuple[str, Texts, str | None]]:
    """The field, the sentence in both languages and the page of each fact."""
    found: list[tuple[str, Texts, str | None]] = []
    if told.get("hosting"):
        found.append(("hosting", {one: _hosting(told["hosting"], one) for one in _LANGUAGES}, None))
    if told.get("languages"):
        found.append(("language", {one: _spoken(told["languages"].split(), one) for one in _LANGUAGES}, None))
    if told.get("price_low") or told.get("price_high"):
        found.append(("price", {one: _price(told, one) for one in _LANGUAGES}, None))
    for body, page in pairs(told.get("references", "")):
        found.append(("client", {one: _used(body, one) for one in _LANGUAGES}, page))
    return found


def _hosting(value: str, language: str) -> str:
    _ = translator(language)
    return _("Selon l’entreprise, les données sont hébergées {where}.").format(where=_(HOSTING[value]))


def _spoken(values: list[str], language: str) -> str:
    _ = translator(language)
    names = ", ".join(_(LANGUAGES[one]) for one in values)
    return _("Selon l’entreprise, la solution existe en\u00a0: {names}.").format(names=names)


def _price(told: dict[str, str], language: str) -> str:
    _ = translator(language)
    amounts = [money(int(told[name]), language) for name in ("price_low", "price_high") if told.get(name)]
    if len(amounts) > 1 and amounts[0] != amounts[1]:
        return _("Selon l’entreprise, de {low} à {high} par année.").format(low=amounts[0], high=amounts[1])
    return _("Selon l’entreprise, {amount} par année.").format(amount=amounts[0])


def _used(body: str, language: str) -> str:
    return translator(language)("Selon l’entreprise, cet organisme s’en sert\u00a0: {body}.").format(body=body)
