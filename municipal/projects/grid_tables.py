"""The parts of a grid’s document: how the choice is made, the criteria, and the questions with their sources."""

from fractions import Fraction
from typing import Final

from municipal.documents.document import Bullets, Cell, Heading, Part, Table
from municipal.projects.figures import number
from municipal.projects.grid import ONE, TWO, typed
from municipal.projects.grid_read import FixedView
from municipal.web.format import date
from municipal.web.language import translator
from vendors.tenders.questions import Question
from vendors.tenders.regime import Article

# Bidders have no name before bids are opened: a letter each.
BIDDERS: Final = ("A", "B", "C", "D", "E")


def choice(view: FixedView, language: str) -> list[Part]:
    """How the choice is made, and the articles that say so."""
    _ = translator(language)
    told = [view.mode.what]
    if view.mode.id == TWO:
        missing = _("À compléter\u00a0: le facteur annoncé (R4).")
        told.append(_("Facteur annoncé\u00a0: {factor}.").format(factor=view.factor) if view.factor else missing)
    if view.mode.id == ONE:
        missing = _("À compléter\u00a0: les points du prix (R2).")
        given = _("Points du prix\u00a0: {points}.").format(points=view.price_points)
        told.append(given if view.price_points else missing)
    told.append(_("À notes égales, le plus bas prix passe devant (R10)."))
    told += [_article(one, language) for one in view.mode.articles]
    return [Heading(view.mode.name), Bullets([one for one in told if one])]


def criteria(view: FixedView, *, blank: bool, language: str) -> list[Part]:
    """The criteria with their points, and perhaps a blank column for each bidder."""
    _ = translator(language)
    if not view.criteria:
        return []
    letters = BIDDERS if blank else ()
    gaps: list[Cell] = [""] * len(letters)
    rows: list[list[Cell]] = [[one.name, _points(one.max), _points(one.min), *gaps] for one in view.criteria]
    total = sum((typed(one.max.replace(",", ".")) or Fraction(0) for one in view.criteria), Fraction(0))
    rows.append([_("Total"), _points(number(total, language)), None, *gaps])
    header = [_("Critère"), _("Points"), _("Minimum"), *letters]
    return [Heading(_("Les critères")), Table(_("Critères"), header, rows)]


def questions(view: FixedView, language: str) -> list[Part]:
    """The questions, never mixed: those that are scored under their criterion, those that stop, the clauses."""
    _ = translator(language)
    parts: list[Part] = []
    under = [(one.name, question) for one in view.criteria for question in one.questions]
    if under:
        header = [_("No"), _("Question"), _("Critère"), _("Source")]
        rows: list[list[Cell]] = [[one.id, one.text(language), name, _source(one, language)] for name, one in under]
        parts += [Heading(_("Ce qui se note")), Table(_("Questions à noter"), header, rows)]
    for title, caption, asked in (
        (_("Ce qui se vérifie par oui ou non"), _("Conditions"), view.gates),
        (_("Ce qui va au contrat"), _("Clauses"), view.clauses),
    ):
        if asked:
            rows = [[one.id, one.text(language), _source(one, language)] for one in asked]
            parts += [Heading(title), Table(caption, [_("No"), _("Question"), _("Source")], rows)]
    return parts


def _source(one: Question, language: str) -> str:
    _ = translator(language)
    read = _("lue le {day}").format(day=date(one.checked_on, language))
    return f"{one.source_title}, {read}" + ("" if one.verified else f", {_('non vérifié')}")


def _article(one: Article, language: str) -> str:
    _ = translator(language)
    cited = f"{one.regime} {one.article or ''}".strip()
    unread = "" if one.verified else f" ({_('non vérifié')})"
    colon = "\u00a0:" if language == "fr" else ":"
    return f"{cited}{unread}{colon} {one.rule(language)} ({one.source_title})"


def _points(text: str) -> Cell:
    """Whole points as a number that Excel may add up, others as they are written; a gap where there are none."""
    return int(text) if text.isdecimal() else text or None
