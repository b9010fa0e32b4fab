"""The questions around a purchase of AI, in tables: gates, scored questions and clauses are never mixed."""

from collections.abc import Sequence
from typing import Final

from municipal.documents.document import Cell, Heading, Paragraph, Part, Table
from municipal.legal import route_name
from municipal.project_documents.dossier import BLANK, Dossier
from municipal.project_documents.telling import complete, said, source_of
from municipal.project_documents.wording import the_wording
from municipal.web.language import translator
from vendors.tenders.questions import Kind, Question

# Where the project holds what answers a question that the city asks itself.
ANSWERS: Final = {
    "N1": ("need.problem",),
    "N2": ("need.indicator", "need.baseline", "need.baseline_on"),
    "P1": ("need.personal",),
    "T1": ("need.automated",),
}
ROUTE: Final = "L3"


def questions(dossier: Dossier) -> list[Part]:
    """What suppliers are asked: what stops, what is scored under each criterion, what goes into the contract."""
    _ = translator(dossier.language)
    gates = [one for one in asked(dossier, "gate") if one.answered_by == "supplier"]
    parts: list[Part] = [Heading(_("Ce qui se vérifie par oui ou non"))]
    if gates:
        parts.append(Paragraph(_("Un «\u00a0non\u00a0» arrête tout\u00a0: la soumission n’est pas évaluée plus loin.")))
        header = [_("No"), _("Question"), _("Réponse"), _("Source")]
        told = [_row(dossier, one, BLANK) for one in gates]
        parts.append(Table(_("Questions qui se vérifient"), header, told))
    else:
        parts.append(Paragraph(_("Aucune question de cette sorte n’est gardée.")))
    return [*parts, Heading(_("Ce qui se note")), *_scored(dossier), *_clauses(dossier)]


def checks(dossier: Dossier) -> list[Part]:
    """What a city asks itself before it publishes or decides, with room for its answer."""
    _ = translator(dossier.language)
    gates = [one for one in the_wording().questions.of("gate") if one.answered_by == "city"]
    rows = [_row(dossier, one, _answered(dossier, one.id)) for one in gates]
    header = [_("No"), _("Question"), _("Réponse et date"), _("Source")]
    return [Table(_("Ce que la ville vérifie elle-même"), header, rows)]


def asked(dossier: Dossier, kind: Kind) -> list[Question]:
    """The questions of a kind that the grid keeps; all of them while there is no grid."""
    every = the_wording().questions.of(kind)
    grid = dossier.frozen("grid")
    if not grid:
        return every
    kept = grid.get({"gate": "gates", "clause": "clauses"}.get(kind, ""), [])
    if kind == "scored":
        kept = [one for criterion in grid.get("criteria", []) for one in criterion.get("questions", [])]
    return [one for one in every if one.id in kept]


def _scored(dossier: Dossier) -> list[Part]:
    _ = translator(dossier.language)
    grid = dossier.frozen("grid")
    known = {one.id: one for one in the_wording().questions.of("scored")}
    if not grid:
        parts: list[Part] = [Paragraph(complete(dossier, _("la grille; les points ci-dessous sont proposés")))]
        for group in the_wording().questions.groups:
            rows = [one for one in known.values() if one.group == group.id]
            parts += _criterion(dossier, group.name(dossier.language), str(group.points), "", rows)
        return parts
    parts = []
    for one in grid.get("criteria", []):
        name = str(one.get(f"name_{dossier.language}") or one.get("name_fr") or one["id"])
        rows = [known[question] for question in one.get("questions", []) if question in known]
        parts += _criterion(dossier, name, str(one["max"]), str(one.get("min") or ""), rows)
    if grid.get("mode") == "lowest_price":
        parts.append(Paragraph(_("Rien ne se note\u00a0: le plus bas prix conforme l’emporte.")))
    return parts


def _criterion(dossier: Dossier, name: str, points: str, least: str, rows: Sequence[Question]) -> list[Part]:
    _ = translator(dossier.language)
    told = _("{points} points, dont au moins {least}.") if least else _("{points} points.")
    worth = told.format(points=_number(points, dossier.language), least=_number(least, dossier.language))
    parts: list[Part] = [Heading(name, 3), Paragraph(worth)]
    if rows:
        header = [_("No"), _("Question"), _("Source")]
        parts.append(
            Table(said(dossier, _("Questions du critère"), name), header, [_row(dossier, one) for one in rows])
        )
    return parts


def _clauses(dossier: Dossier) -> list[Part]:
    _ = translator(dossier.language)
    rows = asked(dossier, "clause")
    if not rows:
        return []
    table = Table(
        _("Exigences du contrat"), [_("No"), _("Exigence"), _("Source")], [_row(dossier, one) for one in rows]
    )
    return [Heading(_("Ce qui va au contrat")), Paragraph(_("Rien ne se note ici\u00a0: on accepte ou non.")), table]


def _answered(dossier: Dossier, question: str) -> str:
    """What the project already answers of a question that the city asks itself; a blank where it says nothing."""
    if question == ROUTE:
        return route_name(dossier.route, dossier.language) or BLANK
    told = [dossier.told(path) for path in ANSWERS.get(question, ())]
    return ", ".join(one for one in told if one) or BLANK


def _row(dossier: Dossier, one: Question, *cells: str) -> list[Cell]:
    return [one.id, one.text(dossier.language), *cells, source_of(one, dossier.language)]


def _number(text: str, language: str) -> str:
    return text.replace(".", ",") if language == "fr" else text
