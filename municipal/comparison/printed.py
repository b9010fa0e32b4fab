"""The comparison as a document to print or edit, in the order of the page."""

from municipal.comparison.annexed import audit_table, expert_table
from municipal.comparison.answer import Answer
from municipal.comparison.turning import changes, lacking
from municipal.comparison.views import Dimension, Outcome, StudyLine, dimensions, verdicts
from municipal.documents.document import Bullets, Document, Heading, Paragraph, Part, Table
from municipal.documents.document import Cell as Value
from municipal.documents.document import printed as plain
from municipal.places.names import Place
from municipal.web.format import date, number, today
from municipal.web.language import translator


def document(made: Answer, place: Place, need: str, language: str, *, demo: bool) -> Document:
    """The whole comparison, in the order of the page."""
    _ = translator(language)
    parts: list[Part] = [
        Paragraph(_("Municipalité\u00a0: {city}").format(city=place.label)),
        Paragraph(_("Besoin\u00a0: {need}").format(need=need)),
        *_verdict_parts(made, language),
    ]
    for one in dimensions(made, language) if made.compared else []:
        parts += _dimension_parts(one, language)
    parts += _rest(made, language)
    notice = _("Aucun verdict n’est une recommandation. La ville décide.")
    if demo:
        notice = _("Démonstration\u00a0: villes, fournisseurs et valeurs sont fictifs.") + " " + notice
    return Document(
        title=_("Ce qu’on peut attendre chez vous"),
        language=language,
        parts=parts,
        foot=_("Repère, {day}. Méthode\u00a0: docs/evidence.md").format(day=date(today(), language)),
        notice=notice,
    )


def _verdict_parts(made: Answer, language: str) -> list[Part]:
    _ = translator(language)
    cards = verdicts(made, {}, language)
    if not cards or made.compared is None:
        return [Paragraph(_("Aucun indicateur suivi ne permet encore de comparer."), strong=True)]
    stays = _("Chaque indicateur reste où il est.")
    rows: list[list[Value]] = [[one.name, f"{one.sentence} {one.gain} {one.coverage}".strip()] for one in cards]
    return [
        Heading(_("En une phrase")),
        Table(_("Ce que disent les preuves"), [_("Choix"), _("Verdict")], [*rows, [_("Ne rien changer"), stays]]),
    ]


def _dimension_parts(one: Dimension, language: str) -> list[Part]:
    _ = translator(language)
    parts: list[Part] = [Heading(one.name)]
    for measure in one.measures:
        lines = [f"{out.name}, {_line(study, language)}" for out in measure.outcomes for study in out.studies]
        told: list[Part] = [Paragraph(_("Ce que chaque ville a mesuré"), strong=True), Bullets(lines)] if lines else []
        table = Table(
            _("Ce qu’on peut attendre\u00a0: {indicator}").format(indicator=measure.name),
            [_("Choix"), _("Ce qu’on peut attendre")],
            [[out.name, _said(out, language)] for out in (*measure.outcomes, measure.unchanged)],
        )
        parts += [
            Heading(measure.name, level=3),
            Paragraph(f"{_('Aujourd’hui')}{_colon(language)} {measure.today}. {measure.basis} {measure.bounds}"),
        ]
        # With few cities, what each one measured comes before what is expected.
        parts += [*told, table] if any(out.indicative for out in measure.outcomes) else [table, *told]
        if measure.threats:
            threats = [f"{name}{_colon(language)} {text}" for name, text in measure.threats]
            parts += [Paragraph(_("Ce qui menace ces chiffres"), strong=True), Bullets(threats)]
    return parts


def _said(out: Outcome, language: str) -> str:
    _ = translator(language)
    mark = _("Indicatif.") + " " if out.indicative else ""
    return f"{mark}{out.sentence} {out.rests}".strip()


def _line(study: StudyLine, language: str) -> str:
    _ = translator(language)
    said, notes = f"{study.city}{_colon(language)} {study.facts}.", f"{', '.join(study.notes)}."
    rest = [study.beside, notes[:1].upper() + notes[1:], study.why and _("Montré, pas compté.") + f" {study.why}"]
    return " ".join([said, *(one for one in rest if one)])


def _rest(made: Answer, language: str) -> list[Part]:
    _ = translator(language)
    parts: list[Part] = []
    told = changes(made, language)
    if told:
        parts += [Heading(_("Ce qui changerait la réponse")), Bullets(told)]
    lack = lacking(made, language)
    lines = [f"{one.name}{_colon(language)} {remedy}" for one, remedy in lack.own]
    lines += [
        _("{indicator}\u00a0: à déclarer, si la ville le suit.").format(indicator=one.name) for one in lack.untracked
    ]
    if lines:
        parts += [Heading(_("Ce qui manque")), Bullets(lines)]
    experts, audits = expert_table(made, language), audit_table(made, language)
    if experts:
        # A page is too narrow for all figures side by side.
        parts += [Heading(_("Annexe pour spécialistes")), _upright(experts, language)]
    if audits:
        lines = [f"{row[0]}, {row[1]}{_colon(language)} {_figures(audits, row, language)}" for row in audits.rows]
        parts += [Paragraph(audits.caption, strong=True), Bullets(lines)]
    return parts


def _upright(table: Table, language: str) -> Table:
    """A wide table on its side: what stood in the header names the rows."""
    names = [str(row[0]) for row in table.rows]
    return Table(
        table.caption,
        [table.header[0], *names],
        [[title, *(_fine(row[n], language) for row in table.rows)] for n, title in enumerate(table.header) if n],
    )


def _fine(cell: Value, language: str) -> str:
    """A figure for experts, to three decimals."""
    return number(cell, language, 3) if isinstance(cell, float) else plain(cell, language)


def _figures(table: Table, row: list[Value], language: str) -> str:
    """The figures of a row, each after its title."""
    return "; ".join(f"{title} {_fine(row[n], language)}" for n, title in enumerate(table.header) if n > 1)


def _colon(language: str) -> str:
    return ":" if language == "en" else "\u00a0:"
