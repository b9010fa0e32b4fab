"""The comparison as sheets to work with: figures unrounded, studies, readings and constants."""

from municipal.comparison.annexed import audit_table, expert_table
from municipal.comparison.answer import Answer, cities_of
from municipal.comparison.words import UNCOUNTED
from municipal.documents.document import Cell as Value
from municipal.documents.document import Table
from municipal.evidence import the_constants
from municipal.web.language import translator


def expectations(made: Answer, language: str) -> Table:
    """A row for each choice on each indicator: what is expected here, and on what it rests."""
    _ = translator(language)
    bases = {one.id: one for one in made.bases.compared}
    names = {one.id: one.name for one in made.chosen.rows}
    rows: list[list[Value]] = [
        [
            names[cell.solution],
            bases[cell.indicator].name,
            bases[cell.indicator].unit,
            bases[cell.indicator].baseline,
            cell.expected.value,
            cell.expected.low,
            cell.expected.high,
            bases[cell.indicator].worst,
            bases[cell.indicator].target,
            cities_of(cell.counted),
            cell.level,
        ]
        for cell in made.cells.values()
    ]
    header = [
        _("Solution"),
        _("Indicateur"),
        _("Unité"),
        _("Aujourd’hui"),
        _("Valeur attendue"),
        _("8 cas sur 10, de"),
        _("à"),
        _("Pire valeur acceptable"),
        _("Cible"),
        _("Villes"),
        _("Niveau de preuve"),
    ]
    return Table(_("Ce qu’on peut attendre"), header, rows)


def sheets(made: Answer, language: str) -> list[Table]:
    """The sheets of the workbook."""
    tables = [expectations(made, language), expert_table(made, language), audit_table(made, language)]
    return [*(one for one in tables if one), _studies(made, language), _readings(made, language), _constants(language)]


def _studies(made: Answer, language: str) -> Table:
    _ = translator(language)
    rows: list[list[Value]] = []
    for one in made.studies:
        effect = one.derived.effect
        figures: list[Value] = [effect.y, effect.se, effect.design] if effect else [None, None, None]
        level = one.study.level if one.study else None
        why = _(UNCOUNTED[one.because]) if one.because else ""
        rows.append([one.case, one.city, one.solution, one.indicator, one.started, *figures, level, one.likeness, why])
    header = [_("Cas"), _("Ville"), _("Solution"), _("Indicateur"), _("Début"), "y", "se"]
    header += [_("Plan"), _("Niveau de preuve"), _("Ressemblance"), _("Pourquoi ce n’est pas compté")]
    return Table(_("Études"), header, rows)


def _readings(made: Answer, language: str) -> Table:
    _ = translator(language)
    sides = {
        "before": _("avant"),
        "after": _("après"),
        "mixed": _("pendant"),
        "control_before": _("lieu comparable, avant"),
        "control_after": _("lieu comparable, après"),
    }
    rows: list[list[Value]] = [
        [one.case, one.indicator, told, point.period, point.value, point.counted, point.source]
        for one in made.studies
        for side, told in sides.items()
        for point in getattr(one.derived, side)
    ]
    header = [_("Cas"), _("Indicateur"), _("Côté"), _("Période"), _("Valeur"), _("Compte"), _("Source")]
    return Table(_("Relevés"), header, rows)


def _constants(language: str) -> Table:
    _ = translator(language)
    english = language == "en"
    rows: list[list[Value]] = [
        [one.id, one.value, one.meaning_en if english else one.meaning_fr, one.source] for one in the_constants().told
    ]
    return Table(_("Constantes"), [_("Constante"), _("Valeur"), _("Ce que c’est"), _("Source")], rows)
