"""The market of a need as it was fixed on a day: what was kept, what was left out and why."""

from collections.abc import Mapping
from typing import Any

from municipal.documents.document import Cell, Heading, Paragraph, Part, Table
from municipal.project_documents.dossier import Dossier
from municipal.project_documents.telling import clean, complete, said
from municipal.web.language import translator


def market(dossier: Dossier) -> list[Part]:
    """The list that was fixed, with its reasons; what was excluded, with the reason; what was compared."""
    _ = translator(dossier.language)
    fixed = dossier.frozen("market")
    if not fixed:
        told = _("le marché, à l’étape «\u00a0Voir le marché\u00a0»")
        return [Paragraph(complete(dossier, told))]
    kept = [one for one in fixed.get("rows", []) if one.get("kept")]
    out = [one for one in fixed.get("rows", []) if not one.get("kept")]
    parts: list[Part] = [Paragraph(said(dossier, _("Le besoin cherché"), str(fixed.get("need", ""))))]
    parts.append(Heading(_("Ce qui répond au besoin")))
    parts += [_kept(dossier, kept)] if kept else [Paragraph(_("Aucune solution n’est gardée."))]
    parts.append(Heading(_("Ce qui est écarté, et pourquoi")))
    if out:
        rows: list[list[Cell]] = [[_name(one), _vendor(one), clean(str(one.get("because", "")))] for one in out]
        header = [_("Solution"), _("Fournisseur"), _("Pourquoi la ville l’écarte")]
        parts.append(Table(_("Solutions écartées par la ville"), header, rows))
    if excluded := fixed.get("excluded", []):
        rows = [[clean(str(one["name"])), clean(str(one[f"reason_{dossier.language}"]))] for one in excluded]
        header = [_("Solution"), _("Pourquoi la règle l’écarte")]
        parts.append(Table(_("Solutions écartées par les règles"), header, rows))
    if not out and not excluded:
        parts.append(Paragraph(_("Rien n’est écarté.")))
    if fixed.get("compared"):
        parts += [Heading(_("Ce qui est comparé de près")), *compared(dossier)]
    return parts


def compared(dossier: Dossier) -> list[Part]:
    """The two to five solutions that were compared."""
    _ = translator(dossier.language)
    fixed = dossier.frozen("market")
    names = {str(one["solution"]): f"{_name(one)} ({_vendor(one)})" for one in fixed.get("rows", [])}
    found = [names.get(str(one), str(one)) for one in fixed.get("compared", [])]
    return [Paragraph(said(dossier, _("Solutions comparées"), ", ".join(found)))]


def _kept(dossier: Dossier, rows: list[Mapping[str, Any]]) -> Table:
    _ = translator(dossier.language)
    header = [_("Solution"), _("Fournisseur"), _("Pourquoi elle répond"), _("Note de la ville")]
    told: list[list[Cell]] = [
        [_name(one), _vendor(one), _reasons(one, dossier.language), clean(str(one.get("because") or "")) or None]
        for one in rows
    ]
    return Table(_("Solutions gardées"), header, told)


def _name(one: Mapping[str, Any]) -> str:
    return clean(str(one["name"]))


def _vendor(one: Mapping[str, Any]) -> str:
    return clean(str(one.get("vendor_name", "")))


def _reasons(one: Mapping[str, Any], language: str) -> str:
    told = one.get(f"reasons_{language}", [])
    return clean(told if isinstance(told, str) else " ".join(map(str, told)))
