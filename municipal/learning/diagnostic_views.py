"""What the pages of the diagnostic show, in the reader's language."""

from collections.abc import Iterator

from msgspec import Struct

from municipal.learning.curriculum import Curriculum
from municipal.learning.diagnostic import EVERYBODY, Action, AreaResult, Diagnostic, Question, most_of
from municipal.web.language import translator
from municipal.web.page import Choice, choices


class Asking(Struct, frozen=True):
    """A question as the form asks it, or with the answer that was given."""

    name: str
    number: int
    text: str
    help: str
    options: list[Choice]
    value: str
    error: str


class Group(Struct, frozen=True):
    """The questions of a theme."""

    name: str
    questions: list[Asking]


class AreaRow(Struct, frozen=True):
    """The points of a theme, the question with the fewest of them, and the option that comes after its answer."""

    name: str
    points: int
    most: int
    question: str
    onward: str


class ModuleLink(Struct, frozen=True):
    """A module of the plan."""

    id: str
    code: str
    title: str
    ready: bool


class ActionRow(Struct, frozen=True):
    """Something to do, and what helps to do it."""

    text: str
    modules: list[ModuleLink]
    resources: list[Choice]
    courses: list[Choice]


class RoleRow(Struct, frozen=True):
    """What a role does; everybody together has no pathway, and a blank id."""

    role: str
    name: str
    actions: list[ActionRow]


def groups(found: Diagnostic, told: list[int | None], language: str, error: str = "") -> list[Group]:
    """The questions by theme, with what was answered; the error stands at those that were not."""
    asked = [
        (question.theme, _asking(name, number, question, points, language, error))
        for number, (name, question, points) in enumerate(zip(found.names, found.questions, told, strict=True), 1)
    ]
    return [
        Group(area.text("name", language), [one for theme, one in asked if theme == area.id]) for area in found.areas
    ]


def area_row(one: AreaResult, language: str) -> AreaRow:
    """A theme of the result; nothing comes after the last option."""
    name = one.area.text("name", language)
    if one.lowest_points == most_of(one.lowest):
        return AreaRow(name, one.points, one.most, "", "")
    onward = one.lowest.texts("options", language)[one.lowest_points + 1]
    return AreaRow(name, one.points, one.most, one.lowest.text("text", language), onward)


def plan(
    actions: list[Action], found: Curriculum, language: str, *, resources: dict[str, str], courses: dict[str, str]
) -> Iterator[RoleRow]:
    """The plan, everybody first, then by role; resources and courses by id and name, those that are gone left out."""
    _ = translator(language)
    roles = [(one.role, one.text("name", language)) for one in found.pathways]
    for role, name in [(EVERYBODY, _("Toute l’équipe")), *roles]:
        rows = [
            ActionRow(
                action.text("action", language),
                _modules(action, found, language),
                choices((one, resources[one]) for one in action.resources if one in resources),
                choices((one, courses[one]) for one in action.courses if one in courses),
            )
            for action in actions
            if action.role == role
        ]
        if rows:
            yield RoleRow("" if role == EVERYBODY else role, name, rows)


def _modules(action: Action, found: Curriculum, language: str) -> list[ModuleLink]:
    named = [found.modules[one] for one in action.modules if one in found.modules]
    return [ModuleLink(one.id, one.id.upper(), one.seed.text("title", language), one.ready) for one in named]


def _asking(name: str, number: int, question: Question, points: int | None, language: str, error: str) -> Asking:
    return Asking(
        name,
        number,
        question.text("text", language),
        question.text("help", language),
        choices((str(place), text) for place, text in enumerate(question.texts("options", language))),
        "" if points is None else str(points),
        error if points is None else "",
    )
