"""A document of a project, drawn up from its parts: its head, what it says, its rules, sources and digests."""

from collections.abc import Iterable
from typing import Any, Final

from municipal.documents.document import Bullets, Document, Heading, Paragraph, Part
from municipal.project_documents.blocks import BLOCKS
from municipal.project_documents.catalogue import Kind
from municipal.project_documents.dossier import Dossier, day
from municipal.project_documents.filling import filled, holds, route_told
from municipal.project_documents.standing import is_draft
from municipal.project_documents.telling import answer, cited_rules, clean, listed, rules, said
from municipal.project_documents.wording import the_wording
from municipal.web.format import date
from municipal.web.language import translator
from vendors.tenders.regime import articles_on

# What was fixed at a step, and what it is called in a document.
_FIXED: Final = ("route", "market", "grid")
# The route's articles are those that were fixed with it, and not those of the day.
_ROUTE: Final = "route"


def drawn(dossier: Dossier, kind: Kind) -> Document:
    """The document of a project, in its language."""
    told = body(dossier, kind)
    parts = told if kind.letter else [*_head(dossier, kind), *told, *_end(dossier, kind)]
    return framed(dossier, kind, Document(kind.text("name", dossier.language), dossier.language, parts))


def framed(dossier: Dossier, kind: Kind, document: Document) -> Document:
    """The document with its notice and its foot."""
    _ = translator(dossier.language)
    notices = [_("Démonstration\u00a0: villes, fournisseurs et valeurs sont fictifs.")] if dossier.demo else []
    if is_draft(dossier, kind) and not document.notice:
        notices.append(_("Ébauche\u00a0: une étape dont ce document dépend n’est pas prête."))
    foot = _("{here} ({on})").format(here=dossier.here, on=date(dossier.on, dossier.language))
    return Document(
        title=document.title,
        language=dossier.language,
        parts=document.parts,
        foot=document.foot or foot,
        notice=" ".join(one for one in (*notices, document.notice) if one),
    )


def body(dossier: Dossier, kind: Kind) -> list[Part]:
    """What a document says, between its head and its sources; a heading never stands over nothing."""
    parts: list[Part] = []
    bullets: list[str] = []
    for one in the_wording().parts.get(kind.id, []):
        if not holds(dossier, one.when):
            continue
        if one.kind == "bullet":
            bullets.append(clean(filled(dossier, one.text("text", dossier.language))))
            continue
        if bullets:
            parts.append(Bullets(bullets))
            bullets = []
        text = clean(filled(dossier, one.text("text", dossier.language)))
        match one.kind:
            case "heading" | "part":
                parts.append(Heading(text, 2 if one.kind == "heading" else 3))
            case "field":
                parts += answer(dossier, one.field)
            case "block":
                parts += BLOCKS[one.block or ""](dossier)
            case _:
                parts.append(Paragraph(text, strong=one.kind == "strong"))
    return [*parts, Bullets(bullets)] if bullets else parts


def _head(dossier: Dossier, kind: Kind) -> list[Part]:
    _ = translator(dossier.language)
    about = [
        said(dossier, _("Municipalité"), dossier.city),
        said(dossier, _("Projet"), dossier.project.title),
        said(dossier, _("Date"), date(dossier.on, dossier.language)),
    ]
    if dossier.route and kind.routes:
        about.append(said(dossier, _("Voie"), route_told(dossier)))
    return [Bullets(about)]


def _end(dossier: Dossier, kind: Kind) -> list[Part]:
    _ = translator(dossier.language)
    parts: list[Part] = []
    if told := _rules(dossier, kind):
        parts += [Heading(_("Les règles citées")), Bullets(told)]
    if told or kind.cites or kind.id in ("clauses", "questions"):
        parts.append(Paragraph(_("Ceci n’est pas un avis juridique."), strong=True))
    sources = [kind.text("basis", dossier.language), *_digests(dossier)]
    return [*parts, Heading(_("Sources et empreintes")), *listed(one for one in sources if one)]


def _rules(dossier: Dossier, kind: Kind) -> list[str]:
    """The rules that a document cites: those fixed with the route, and those of the day on its other topics."""
    found: list[str] = []
    fixed: Iterable[dict[str, Any]] = dossier.frozen(_ROUTE).get("reasons", [])
    if _ROUTE in kind.cites:
        found += cited_rules((row for one in fixed for row in one.get("articles", [])), dossier.language)
    for topic in kind.cites:
        if topic == _ROUTE or (topic == "complaint" and not dossier.is_public):
            continue
        found += rules(articles_on(dossier.law, topic, dossier.on), dossier.language)
    return list(dict.fromkeys(found))


def _digests(dossier: Dossier) -> list[str]:
    """The day and the digest of what was fixed, so that anybody can verify that it is the same."""
    _ = translator(dossier.language)
    names = {"route": _("La voie"), "market": _("Le marché"), "grid": _("La grille")}
    told = _("{what}, dans sa version du {day}. Empreinte SHA-256\u00a0: {digest}")
    return [
        told.format(what=names[one], day=day(str(fixed["at"]), dossier.language), digest=fixed["digest"])
        for one in _FIXED
        if (fixed := dossier.frozen(one)) and fixed.get("digest")
    ]
