"""What sources say of the compared solutions, criterion by criterion: a market study, where nothing is scored."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from sqlmodel import Session

from municipal.documents.document import Bullets, Cell, Heading, Paragraph, Part, Table
from municipal.legal import the_checklist
from municipal.projects.grid_read import FixedRow
from municipal.suppliers.solution import fact_text, source_date
from municipal.web.language import translator
from vendors.registry.queries import FactRow, facts

# Which facts of the registry bear on the questions of a group; on the others, no source says anything yet.
_FIELDS: Final = {
    "need": ("offer", "client"),
    "data": ("hosting",),
    "reliability": ("caution",),
    "delivery": ("language", "size"),
}
# A cell of a table stays readable with so many facts; the comparison shows them all.
_MOST: Final = 3


def market_study(
    session: Session, market: Mapping[str, Any], criteria: Sequence[FixedRow], language: str
) -> list[Part]:
    """A column for each compared solution, a row for each criterion, and where each fact was read."""
    _ = translator(language)
    names = {row["solution"]: row["name"] for row in market["rows"]}
    compared: list[str] = [one for one in market["compared"] if one in names]
    known = {one: facts(session, ids=[one]) for one in compared}
    read: list[FactRow] = []
    rows: list[list[Cell]] = [
        [one.name, *(_cell(known[id_], one, read, language) for id_ in compared)] for one in criteria
    ]
    sources = [_source(n, fact, language) for n, fact in enumerate(read, 1)]
    return [
        Heading(_("Ce que des sources disent")),
        Paragraph(_("Étude de marché\u00a0: rien n’est noté d’avance."), strong=True),
        Table(_("Étude de marché"), [_("Critère"), *(names[one] for one in compared)], rows),
        *([Heading(_("Sources de l’étude"), 3), Bullets(sources)] if sources else []),
    ]


def left_out(market: Mapping[str, Any], language: str) -> list[Part]:
    """The solutions that the rules or the city left out, each with its reason."""
    _ = translator(language)
    rows: list[list[Cell]] = [[one["name"], one["because"]] for one in market["rows"] if not one["kept"]]
    rows += [[one["name"], one[f"reason_{language}"]] for one in market["excluded"]]
    header = [_("Solution"), _("Pourquoi elle est écartée")]
    return [Heading(_("Ce qui est écarté, et pourquoi")), Table(_("Solutions écartées"), header, rows)] if rows else []


def _cell(known: list[FactRow], criterion: FixedRow, read: list[FactRow], language: str) -> str:
    """The facts about a criterion, each with the number of its source."""
    _ = translator(language)
    groups = {one.group for one in criterion.questions} or _group(criterion.name)
    fields = [field for group, names in _FIELDS.items() if group in groups for field in names]
    told: list[str] = []
    for fact in [one for one in known if one.field in fields][:_MOST]:
        if fact not in read:
            read.append(fact)
        told.append(f"{fact_text(fact, language)} [{read.index(fact) + 1}]")
    return " ".join(told) or _("Aucune source trouvée.")


def _group(name: str) -> set[str]:
    return {one.id for one in the_checklist().groups if name in (one.name_fr, one.name_en)}


def _source(number: int, fact: FactRow, language: str) -> str:
    _ = translator(language)
    unread = "" if fact.verified else f", {_('non vérifié')}"
    address = f", {fact.source_url}" if fact.source_url else ""
    return f"[{number}] {fact.source_title}, {source_date(fact, language)}{unread}{address}"
