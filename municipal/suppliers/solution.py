"""What a solution's page shows: each fact with its source and date, and plainly what nobody has said."""

from typing import Any, Final

from msgspec import Struct
from sqlmodel import Session

from municipal.needs import the_taxonomy
from municipal.suppliers.listing import Card, card
from municipal.suppliers.queries import registry, search
from municipal.suppliers.reports import contested
from municipal.suppliers.words import HOSTING, KINDS, LANGUAGES, STATUS, cautions, exclusion, fit, price, reasons
from municipal.web.format import date, number
from municipal.web.language import translator
from vendors.registry.queries import FactRow, FitRow, SolutionRow, VendorRow, facts, fit_statements, solutions, vendor

MOST_SIMILAR: Final = 4


class Property(Struct, frozen=True):
    """A property of a solution; `value` is None when no source states it; `facts` say where it was read."""

    name: str
    label: str
    value: str | None
    facts: list[FactRow]


class ForNeed(Struct, frozen=True):
    """What the page says of the reader's own need."""

    fit: str
    good: bool
    reasons: list[str]
    cautions: list[str]


class Sheet(Struct, frozen=True):
    """A solution with all that is known of it; `contested`: the day by which an open contestation is answered."""

    row: SolutionRow
    card: Card
    vendor: VendorRow
    offers: list[FactRow]
    properties: list[Property]
    clients: list[FactRow]
    cautions: list[FactRow]
    statements: list[FitRow]
    similar: list[Card]
    for_need: ForNeed | None
    labels: dict[str, str]
    contested: str


def sheet(session: Session, solution_id: str, language: str, need: str = "") -> Sheet | None:
    """Everything that the page of a solution shows, or None."""
    rows = solutions(session, ids=[solution_id])
    if not rows:
        return None
    row = rows[0]
    known = facts(session, ids=[solution_id])
    owner = vendor(session, row.vendor)
    if owner is None:
        return None
    return Sheet(
        row=row,
        card=card(row, language),
        vendor=owner,
        offers=[one for one in known if one.field == "offer"],
        properties=properties(row, known, language),
        clients=[one for one in known if one.field == "client"],
        cautions=[one for one in known if one.field == "caution"],
        statements=fit_statements(session, solution=solution_id),
        similar=[card(one, language) for one in similar(row, list(registry(session).solutions.values()))],
        for_need=_for_need(session, row, language, need) if need else None,
        labels={node.id: node.label(language) for node in the_taxonomy().nodes.values()},
        contested=contested(session, row.id),
    )


def properties(row: SolutionRow, known: list[FactRow], language: str) -> list[Property]:
    """The properties on which solutions are compared, in a fixed order; a blank one is unknown."""
    _ = translator(language)
    taxonomy = the_taxonomy()
    size = row.smallest_population
    values: dict[str, tuple[str, str | None]] = {
        "domain": (_("Domaines"), ", ".join(taxonomy.label(node, language) for node in row.domains) or None),
        "capability": (
            _("Ce que fait la solution"),
            ", ".join(taxonomy.label(n, language) for n in row.capabilities) or None,
        ),
        "kind": (_("Type"), _(KINDS[row.kind])),
        "hosting": (_("Hébergement des données"), _(HOSTING[row.hosting]) if row.hosting else None),
        "price": (_("Prix annoncé"), price(row, language)),
        "size": (_("Plus petite municipalité servie"), _people(size, language) if size is not None else None),
        "language": (_("Langues"), ", ".join(_(LANGUAGES[one]) for one in row.languages if one in LANGUAGES) or None),
        "open_source": (_("Code source"), _open(row.open_source, language)),
        "company": (_("L’entreprise"), None),
        "status": (_("Statut dans Repère"), _(STATUS[row.status])),
    }
    return [
        Property(name, label, value, [one for one in known if one.field == name])
        for name, (label, value) in values.items()
        if name != "company" or any(one.field == "company" for one in known)
    ]


def similar(row: SolutionRow, others: list[SolutionRow]) -> list[SolutionRow]:
    """The solutions nearest in domain and capability, of other suppliers first; only those sharing a domain."""

    def shared(one: SolutionRow) -> int:
        return 2 * len(set(one.domains) & set(row.domains)) + len(set(one.capabilities) & set(row.capabilities))

    near = [one for one in others if one.id != row.id and set(one.domains) & set(row.domains)]
    if not row.domains:
        near = [one for one in others if one.id != row.id and one.capabilities == row.capabilities]
    return sorted(near, key=lambda one: (-shared(one), one.vendor == row.vendor, one.name))[:MOST_SIMILAR]


def speaking(language: str) -> dict[str, Any]:
    """The two functions that a template says facts with."""
    return {
        "said": lambda one: fact_text(one, language),  # type: ignore[dict-item]
        "dated": lambda one: source_date(one, language),  # type: ignore[dict-item]
    }


def fact_text(fact: FactRow, language: str) -> str:
    """A fact in the reader's language."""
    return fact.text_en if language == "en" else fact.text_fr


def _for_need(session: Session, row: SolutionRow, language: str, need: str) -> ForNeed:
    _ = translator(language)
    found = search(session, need)
    for one in found.results:
        if one.solution.id == row.id:
            told = fit(one, language, only_domain=not found.detected.capabilities)
            good = one.fit == "fits" or not found.detected.capabilities
            return ForNeed(told, good, reasons(one, language), cautions(one, found.detected, language))
    for left_out in found.excluded:
        if left_out.solution.id == row.id:
            return ForNeed(
                _("Écartée pour ce besoin"),
                good=False,
                reasons=[],
                cautions=[exclusion(left_out, found.detected, language)],
            )
    return ForNeed(_("Rien n’indique qu’elle réponde à ce besoin"), good=False, reasons=[], cautions=[])


def _people(size: int, language: str) -> str:
    return translator(language)("{size} personnes").format(size=number(size, language))


def _open(value: bool | None, language: str) -> str | None:  # noqa: FBT001 - a property with three values
    _ = translator(language)
    return None if value is None else (_("ouvert") if value else _("fermé"))


def source_date(fact: FactRow | FitRow, language: str) -> str:
    """The date of a source in words, or that it bears none; with the day it was read."""
    _ = translator(language)
    read = _("lue le {day}").format(day=date(fact.read_on, language))
    return f"{date(fact.source_date, language)}, {read}" if fact.source_date else f"{_('sans date')}, {read}"
