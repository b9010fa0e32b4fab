"""The report of a committee as a document, for Word, PDF and Excel."""

from collections.abc import Callable
from typing import Final

from municipal.committee.report import Report
from municipal.documents.document import Bullets, Cell, Document, Heading, Paragraph, Part, Table
from municipal.web.format import moment
from municipal.web.language import translator
from municipal.web.marking import mark
from vendors.tenders.number import french, plain

MODES: Final = {
    "two_envelope": mark("Deux enveloppes\u00a0: la qualité d’abord, puis les prix des soumissions admises."),
    "one_envelope": mark("Une enveloppe\u00a0: le prix est un des critères."),
    "lowest_price": mark("Le plus bas prix, parmi les soumissions conformes."),
}
STATUS: Final = {
    "awarded": mark("Le calcul place {name} au premier rang."),
    "no_award": mark("Aucune attribution\u00a0: aucune soumission n’est admise (R11)."),
    "dead_heat": mark("Égalité parfaite\u00a0: la règle annoncée dans les documents départage (R10)."),
}
NOT_LEGAL: Final = mark("Ceci n’est pas un avis juridique.")


def said_of_result(told: Report, language: str) -> str:
    """What came of it, in a sentence."""
    return translator(language)(STATUS[told.answer.status]).format(name=told.winner.name if told.winner else "")


def tables(told: Report, language: str) -> list[Table]:
    """Every table of the report, in its order; each is a sheet of the workbook."""
    found = [_result(told, language), _members(told, language), _interests(told, language)]
    if told.grid.scored:
        found += [_grid(told, language), _scores(told, language)]
    return [*found, _agreed(told, language)]


def document(told: Report, language: str, *, here: str, on: str, demo: bool) -> Document:
    """The whole report; `here` is its address, `on` the day it is drawn."""
    _ = translator(language)
    parts: list[Part] = [Paragraph(said_of_result(told, language), strong=True), Paragraph(_(MODES[told.grid.mode]))]
    parts.append(Paragraph(_(NOT_LEGAL)))
    for heading, table in zip(_headings(told, language), tables(told, language), strict=True):
        parts += [Heading(heading), table]
    parts += [Heading(_("Dates et empreinte")), Bullets(dates(told, language))]
    parts.append(Paragraph(_("Empreinte SHA-256 du résultat\u00a0: {digest}").format(digest=told.digest)))
    fictitious = _("Démonstration\u00a0: villes, fournisseurs et valeurs sont fictifs.")
    title = _("Rapport du comité de sélection, {title}").format(title=told.title)
    return Document(title, language, parts, foot=f"{here} ({on})", notice=fictitious if demo else "")


def dates(told: Report, language: str) -> list[str]:
    """When each stage was reached."""
    _ = translator(language)
    row = told.evaluation
    reached = (
        (_("Notation ouverte"), row.opened_at),
        (_("Consensus ouvert"), row.consensus_at),
        (_("Notes verrouillées"), row.locked_at),
        (_("Résultat calculé"), row.decided_at),
    )
    separator = "\u00a0: " if language == "fr" else ": "
    return [f"{name}{separator}{moment(at, language)}" for name, at in reached if at]


def _headings(told: Report, language: str) -> list[str]:
    _ = translator(language)
    scored = [_("La grille"), _("Les notes scellées")] if told.grid.scored else []
    return [_("Le résultat"), _("Les membres"), _("Les intérêts déclarés"), *scored, _("Les notes du comité")]


def _result(told: Report, language: str) -> Table:
    _ = translator(language)
    header = [_("Soumission"), _("Note intérimaire"), _("Prix"), _("Note finale"), _("Fraction exacte"), _("Rang")]
    returned = _("Enveloppe retournée sans être ouverte")
    rows: list[list[Cell]] = [
        [
            one.bid.name,
            one.interim(language) or None,
            one.price_in(language) if one.price else returned,
            one.final(language) or None,
            one.line.final_exact,
            str(one.line.rank) if one.line.rank else None,
        ]
        for one in told.outcomes
    ]
    return Table(_("Le résultat"), header, rows)


def _members(told: Report, language: str) -> Table:
    _ = translator(language)
    rows: list[list[Cell]] = []
    for one in told.members:
        state = _("excusée ou excusé\u00a0: {why}").format(why=one.excused_because) if one.excused_at else ""
        if one.sealed_at:
            state = _("feuille scellée le {moment}").format(moment=moment(one.sealed_at, language))
        rows.append([one.name, _("sur papier") if one.person is None else _("en ligne"), state, one.commitment or None])
    return Table(_("Les membres"), [_("Membre"), _("Feuille"), _("État"), _("Empreinte scellée")], rows)


def _interests(told: Report, language: str) -> Table:
    _ = translator(language)
    names = {one.id: one.name for one in told.members}
    bids = {one.id: one.name for one in told.evaluation.bids}
    rows: list[list[Cell]] = [
        [
            f"{names[one.member]}, {bids[one.bid]}",
            _("oui") if one.declared else _("non"),
            one.statement or None,
            moment(one.at, language),
        ]
        for one in told.answers
    ]
    return Table(_("Les intérêts déclarés"), [_("Membre et soumission"), _("Intérêt"), _("Précision"), _("Date")], rows)


def _grid(told: Report, language: str) -> Table:
    _ = translator(language)
    say = _writer(language)
    rows: list[list[Cell]] = [
        [one.name(language), say(one.top), say(plain(one.least)) if one.least is not None else None]
        for one in told.grid.criteria
    ]
    return Table(_("La grille"), [_("Critère"), _("Points"), _("Minimum")], rows)


def _scores(told: Report, language: str) -> Table:
    _ = translator(language)
    say = _writer(language)
    rows: list[list[Cell]] = []
    for one in told.rows:
        given = [
            f"{cell.member.name}{_(', écartée') if cell.void else ''}\u00a0: {say(cell.points)}"
            for cell in one.spread.given
        ]
        about = f"{one.spread.bid.name}, {one.spread.criterion.name(language)}"
        rows.append([about, "; ".join(given) or None, say(one.spread.spread)])
    return Table(_("Les notes scellées"), [_("Soumission et critère"), _("Points de chaque membre"), _("Écart")], rows)


def _agreed(told: Report, language: str) -> Table:
    _ = translator(language)
    say = _writer(language)
    rows: list[list[Cell]] = []
    for one in told.rows:
        about = f"{one.spread.bid.name}, {one.spread.criterion.name(language)}"
        value = say(one.agreed.points)
        if not told.grid.scored:
            value = _("conforme") if one.agreed.points == "1" else _("non conforme")
        rows.append([about, value, one.agreed.justification])
    return Table(_("Les notes du comité"), [_("Soumission et critère"), _("Décision"), _("Justification")], rows)


def _writer(language: str) -> Callable[[str], str]:
    """A decimal text as the language writes it."""
    return french if language == "fr" else str
