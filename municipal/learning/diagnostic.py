"""The diagnostic of a city: twelve questions, four stages that describe where it stands, and a plan by role."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any, Final

from msgspec import Struct, field

from municipal.bilingual import Bilingual
from municipal.learning.seeds import Source
from municipal.paths import SEED
from vendors.sources.seedfile import read_toml

FILE: Final = "diagnostic.toml"
# The role of what everybody does.
EVERYBODY: Final = "all"


class Area(Bilingual, frozen=True):
    """A `[[theme]]` of questions."""

    id: str
    name_fr: str
    name_en: str


class Question(Bilingual, frozen=True):
    """A `[[question]]`; an option gives as many points as its place, from 0."""

    id: str
    theme: str
    text_fr: str
    text_en: str
    options_fr: list[str]
    options_en: list[str]
    help_fr: str
    help_en: str


class Stage(Bilingual, frozen=True, rename={"least": "from"}):
    """A `[[level]]`: from how many points on, and what it means."""

    id: str
    least: int
    name_fr: str
    name_en: str
    meaning_fr: str
    meaning_en: str


class Action(Bilingual, frozen=True):
    """A `[[step]]` of the plan of a stage, for a role or for everybody."""

    level: str
    role: str
    action_fr: str
    action_en: str
    modules: list[str] = field(default_factory=list[str])
    resources: list[str] = field(default_factory=list[str])
    courses: list[str] = field(default_factory=list[str])


class Diagnostic(Struct, frozen=True):
    """All of it, as its file holds it."""

    areas: list[Area]
    questions: list[Question]
    stages: list[Stage]
    actions: list[Action]
    sources: list[Source]

    @property
    def names(self) -> list[str]:
        """The names of the answers in an address: `q1`, `q2` and so on."""
        return [f"q{n}" for n in range(1, len(self.questions) + 1)]

    @property
    def most(self) -> int:
        """The most points that one may have."""
        return sum(most_of(question) for question in self.questions)

    @property
    def spans(self) -> list[tuple[Stage, int, int]]:
        """Each stage with its fewest and its most points."""
        ends = [*(stage.least - 1 for stage in self.stages[1:]), self.most]
        return [(stage, stage.least, last) for stage, last in zip(self.stages, ends, strict=True)]


class AreaResult(Struct, frozen=True):
    """The points of a theme; `lowest` is the first question with the fewest of them, and how many it has."""

    area: Area
    points: int
    most: int
    lowest: Question
    lowest_points: int


class Result(Struct, frozen=True):
    """What the answers say."""

    total: int
    most: int
    stage: Stage
    areas: list[AreaResult]
    actions: list[Action]


def read_diagnostic(path: Path) -> Diagnostic:
    """The diagnostic of a file. Raises UnusableError when the file is broken."""
    rows: dict[str, list[Any]] = read_toml(path, theme=Area, question=Question, level=Stage, step=Action, source=Source)
    return Diagnostic(rows["theme"], rows["question"], rows["level"], rows["step"], rows["source"])


@cache
def diagnostic() -> Diagnostic:
    """The diagnostic of this installation."""
    return read_diagnostic(SEED / "curriculum" / FILE)


def answers(found: Diagnostic, given: Mapping[str, list[str]]) -> list[int | None]:
    """The points of each answer in an address; None where there is none, more than one, or no option."""
    read: list[int | None] = []
    for name, question in zip(found.names, found.questions, strict=True):
        places = {str(n): n for n in range(most_of(question) + 1)}
        told = given.get(name, [])
        read.append(places.get(told[0]) if len(told) == 1 else None)
    return read


def result(found: Diagnostic, points: list[int]) -> Result:
    """What the points of all questions, in their order, say; the thresholds are those of the file."""
    total = sum(points)
    stage = stage_of(found, total)
    told = list(zip(found.questions, points, strict=True))
    return Result(
        total=total,
        most=found.most,
        stage=stage,
        areas=[_area(area, [one for one in told if one[0].theme == area.id]) for area in found.areas],
        actions=[action for action in found.actions if action.level == stage.id],
    )


def stage_of(found: Diagnostic, total: int) -> Stage:
    """The last stage whose threshold a total reaches."""
    return max((stage for stage in found.stages if stage.least <= total), key=lambda stage: stage.least)


def most_of(question: Question) -> int:
    """The points of a question's last option."""
    return len(question.options_fr) - 1


def _area(area: Area, told: list[tuple[Question, int]]) -> AreaResult:
    lowest, least = min(told, key=lambda one: one[1])
    return AreaResult(area, sum(points for _, points in told), sum(most_of(one) for one, _ in told), lowest, least)
