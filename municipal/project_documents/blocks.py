"""What the program puts in tables or computes in a document of a project: the indicator, the calendar, the route."""

from collections.abc import Callable
from typing import Final

from municipal.documents.document import Cell, Paragraph, Part, Table
from municipal.project_documents.clause_texts import clauses
from municipal.project_documents.complaints import deadline
from municipal.project_documents.dossier import BLANK, Dossier
from municipal.project_documents.filling import cited, route_told
from municipal.project_documents.market_tables import compared, market
from municipal.project_documents.outline import outline
from municipal.project_documents.question_tables import checks, questions
from municipal.project_documents.telling import answer, complete, listed, said, within
from municipal.project_documents.wording import field_of
from municipal.projects.step_form import NO_INDICATOR, the_forms
from municipal.web.format import date
from municipal.web.language import translator

_ROW: Final = ("baseline", "baseline_on", "wanted", "wanted_on")


def indicator(dossier: Dossier) -> list[Part]:
    """The indicator that should move, from which value to which; or what is missing to measure."""
    _ = translator(dossier.language)
    told = dossier.raw("need.indicator")
    if told == NO_INDICATOR:
        none = _("Aucun indicateur suivi ne convient encore. Aucun n’est inventé pour l’IA.")
        return [Paragraph(none), *answer(dossier, "need.missing")]
    name, unit = dossier.measured
    if not told or not name:
        return answer(dossier, "need.indicator")
    rows: list[list[Cell]] = [[_("Indicateur"), f"{name} ({unit})"]]
    gaps: list[Part] = []
    for one in _ROW:
        field = field_of(f"need.{one}")
        label = field.text("label", dossier.language) if field else one
        value = dossier.told(f"need.{one}")
        rows.append([label, value or BLANK])
        gaps += [] if value else [Paragraph(complete(dossier, within(label)))]
    extra = answer(dossier, "need.missing") if dossier.raw("need.missing").strip() else []
    return [Table(_("L’indicateur, sa valeur et son but"), [_("Quoi"), _("Valeur")], rows), *gaps, *extra]


def calendar(dossier: Dossier) -> list[Part]:
    """From publication to closing; in a public call, until when a complaint may come, and by which article."""
    _ = translator(dossier.language)
    begins = [*answer(dossier, "documents.publish_on"), *answer(dossier, "documents.closes_on")]
    if not dossier.is_public:
        return begins
    found = deadline(dossier.law, dossier.raw("documents.publish_on"), dossier.raw("documents.closes_on"))
    if found is None:
        return [
            *begins,
            Paragraph(complete(dossier, _("la date limite des plaintes, qui se calcule de ces deux dates"))),
        ]
    told = [Paragraph(said(dossier, _("Date limite des plaintes"), date(found.on, dossier.language)), strong=True)]
    if found.too_close:
        close = _("Reculez la clôture\u00a0: il reste trop peu de jours ouvrables après la date limite des plaintes.")
        told.append(Paragraph(close))
    return [*begins, *told]


def matrix(dossier: Dossier) -> list[Part]:
    """Who frames, owns, decides, gives access to the data and answers citizens."""
    _ = translator(dossier.language)
    fields = the_forms().fields["people"]
    rows: list[list[Cell]] = []
    gaps: list[Part] = []
    for one in fields:
        label, value = one.text("label", dossier.language), dossier.told(f"people.{one.id}")
        rows.append([label, value or BLANK])
        gaps += [] if value else [Paragraph(complete(dossier, within(label)))]
    return [Table(_("Qui répond de quoi"), [_("Responsabilité"), _("Fonction")], rows), *gaps]


def route(dossier: Dossier) -> list[Part]:
    """The route, and each reason with the articles that it rests on."""
    _ = translator(dossier.language)
    fixed = dossier.frozen("route")
    if not fixed:
        return [Paragraph(complete(dossier, _("la voie à suivre")))]
    told = [Paragraph(said(dossier, _("La voie"), route_told(dossier)), strong=True)]
    reasons = [_reason(dossier, one) for one in [*fixed.get("reasons", []), *fixed.get("warnings", [])]]
    named = cited(dossier)
    foot = [Paragraph(said(dossier, _("Articles"), ", ".join(named)))] if named else []
    return [*told, *listed(reasons), *foot]


def committee(dossier: Dossier) -> list[Part]:
    """What the committee answered, once it decided."""
    _ = translator(dossier.language)
    answered, found = dossier.outcome, dossier.evaluation
    names = {one.id: one.name for one in found.bids} if found else {}
    award = names.get(str(answer_id)) if (answer_id := answered.get("award")) else ""
    if not award:
        return [Paragraph(_("Le comité n’a retenu aucune soumission."))]
    seen = _("Le rapport du comité dit les notes, leurs motifs et le calcul.")
    return [Paragraph(said(dossier, _("Soumission retenue par le comité"), award)), Paragraph(seen)]


def _reason(dossier: Dossier, one: dict[str, object]) -> str:
    _ = translator(dossier.language)
    text = str(one.get(f"text_{dossier.language}", ""))
    return f"{text} {_('(Selon la municipalité.)')}" if one.get("city_word") else text


BLOCKS: Final[dict[str, Callable[[Dossier], list[Part]]]] = {
    "indicator": indicator,
    "market": market,
    "calendar": calendar,
    "questions": questions,
    "clauses": clauses,
    "outline": outline,
    "matrix": matrix,
    "route": route,
    "compared": compared,
    "committee": committee,
    "checks": checks,
}
