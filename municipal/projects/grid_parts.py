"""The parts of a grid as its form shows them: criteria, the questions under each, modes and rules with sources."""

from collections.abc import Mapping
from typing import Final

from msgspec import Struct

from municipal.legal import the_checklist, the_rules
from municipal.projects.grid import MOST_ROWS, all_rows, rows_of
from municipal.projects.grid_form import MODE_NAMES, written
from municipal.web.language import translator
from municipal.web.marking import mark
from municipal.web.page import Choice, choices
from vendors.tenders.questions import Kind, Question
from vendors.tenders.regime import Article, Law
from vendors.tenders.rules import Rule

# The articles that say what a mode is, by their topic; of the lowest price, the one that says where it is not allowed.
_TOPICS: Final = {
    "two_envelope": ("two_envelope", "two_envelope_parallel"),
    "one_envelope": ("one_envelope",),
    "lowest_price": ("professional",),
}
_WHAT: Final = {
    "two_envelope": mark(
        "La qualité se note d’abord. Le prix des soumissions d’au moins {least} points s’ouvre ensuite."
    ),
    "one_envelope": mark("La qualité et le prix se notent ensemble, sur {total} points en tout."),
    "lowest_price": mark("Parmi les soumissions conformes, la moins chère gagne. Rien ne se note."),
}


class ModeView(Struct, frozen=True):
    """A mode: what it means, the articles that say so, and whether the route allows it."""

    id: str
    name: str
    what: str
    articles: list[Article]
    allowed: bool


class LineView(Struct, frozen=True):
    """A line of the form, its numbers as they are written."""

    number: int
    name: str
    max: str
    min: str


class Asked(Struct, frozen=True):
    """A question as the form shows it, and where it stands: the number of its criterion, or that it is kept."""

    question: Question
    text: str
    chosen: str


class AskedGroup(Struct, frozen=True):
    """Questions of one kind that belong together."""

    name: str
    questions: list[Asked]


def modes(law: Law, allowed: list[str], language: str) -> list[ModeView]:
    """Every mode, with the articles in use that tell of it."""
    return [mode(law, one, language, allowed=one in allowed) for one in MODE_NAMES]


def mode(law: Law, identity: str, language: str, *, allowed: bool = True) -> ModeView:
    """A mode in the reader’s words."""
    _ = translator(language)
    name = _(MODE_NAMES.get(identity, mark("mode à choisir")))
    what = _(_WHAT.get(identity, "")).format(least=the_rules().least_interim, total=the_rules().total_points)
    cited = [one for topic in _TOPICS.get(identity, ()) for one in law.articles if one.topic == topic]
    return ModeView(identity, name[:1].upper() + name[1:], what, cited, allowed)


def lines(told: Mapping[str, str], least: int, language: str) -> list[LineView]:
    """The lines of the form: those that are filled in, then an empty one, and as many as somebody asked for."""
    last = max((row.number for row in rows_of(told)), default=0)
    count = min(max(last + 1, least), MOST_ROWS)
    return [
        LineView(row.number, row.name, written(row.max, language), written(row.min, language))
        for row in all_rows(told)
        if row.number <= count
    ]


def places(told: Mapping[str, str], language: str) -> list[Choice]:
    """Where a question may stand: under no criterion, or under one by its number and name."""
    _ = translator(language)
    named = [(str(row.number), f"{row.number}. {row.name}") for row in rows_of(told)]
    return choices([("", _("aucun critère")), *named])


def scored(told: Mapping[str, str], language: str) -> list[AskedGroup]:
    """The questions that may be scored, each with the number of its criterion."""
    under = {one: str(row.number) for row in rows_of(told) for one in row.questions}
    return _groups("scored", under, language)


def kept(told: Mapping[str, str], kind: Kind, language: str) -> list[AskedGroup]:
    """The gates or the clauses, each with whether it is kept."""
    chosen = told.get({"gate": "gates", "clause": "clauses"}.get(kind, ""), "").split()
    return _groups(kind, dict.fromkeys(chosen, "yes"), language)


def counted(groups: list[AskedGroup], language: str) -> str:
    """How many of the questions are kept."""
    every = [one for group in groups for one in group.questions]
    say = translator(language)("{kept} sur {count}")
    return say.format(kept=sum(bool(one.chosen) for one in every), count=len(every))


def rules(*numbers: str) -> list[Rule]:
    """The rules by their numbers, with their articles and sources."""
    return [one for one in the_rules().told if one.number in numbers]


def bounds() -> dict[str, int]:
    """The numbers that the hints of the form say."""
    told = the_rules()
    return {"low": told.least_factor, "high": told.most_factor, "total": told.total_points}


def _groups(kind: Kind, chosen: Mapping[str, str], language: str) -> list[AskedGroup]:
    checklist = the_checklist()
    found: list[AskedGroup] = []
    for group in checklist.groups:
        asked = [one for one in checklist.of(kind) if one.group == group.id]
        if asked:
            shown = [Asked(one, one.text(language), chosen.get(one.id, "")) for one in asked]
            found.append(AskedGroup(group.name(language), shown))
    return found
