"""The whole curriculum in memory: read once from `seed/curriculum/`, where a folder is a module."""

import re
from collections import Counter
from functools import cache
from pathlib import Path
from typing import Any, Final, TypeVar

from msgspec import Struct
from msgspec.structs import replace

from municipal.learning.lesson import Text, read_text
from municipal.learning.limits import Limits, first_of, read_limits
from municipal.learning.seeds import (
    Card,
    Choice,
    Competency,
    ItemSeed,
    Level,
    ModuleSeed,
    Pathway,
    Point,
    ScenarioSeed,
    Source,
    Step,
    Theme,
)
from municipal.paths import SEED
from vendors.sources.faults import Fault, UnusableError
from vendors.sources.seedfile import read_csv, read_toml

Named = TypeVar("Named", bound=Struct)

LANGUAGES: Final = ("fr", "en")
_LESSON: Final = re.compile(r"\d+\.(?:fr|en)\.md")
# The level that one finishes in 45 minutes.
ESSENTIALS: Final = 1


class Lesson(Struct, frozen=True, eq=False):
    """A lesson, in both languages; its id is its module's and its number."""

    id: str
    module: str
    number: int
    texts: dict[str, Text]
    items: list[ItemSeed]


class Scenario(Struct, frozen=True, eq=False):
    """A scenario with its points, and the choices of each of them."""

    head: ScenarioSeed
    points: list[Point]
    choices: dict[str, list[Choice]]


class Module(Struct, frozen=True, eq=False):
    """A module and all that it holds; without lessons it is in preparation."""

    seed: ModuleSeed
    lessons: list[Lesson]
    items: list[ItemSeed]
    cards: list[Card]
    scenario: Scenario | None
    sources: list[Source]

    @property
    def id(self) -> str:
        """Its short name, as in addresses."""
        return self.seed.id

    @property
    def ready(self) -> bool:
        """Whether it can be followed."""
        return bool(self.lessons)


class Curriculum(Struct, frozen=True):
    """All there is to learn."""

    limits: Limits
    levels: list[Level]
    themes: dict[str, Theme]
    competencies: dict[str, Competency]
    pathways: list[Pathway]
    modules: dict[str, Module]
    lessons: dict[str, Lesson]
    items: dict[str, ItemSeed]
    cards: dict[str, Card]
    steps: dict[str, Step]

    def level(self, number: int) -> list[Module]:
        """The modules of a level that can be followed."""
        return [module for module in self.modules.values() if module.seed.level == number and module.ready]

    def pathway(self, role: str) -> list[Module]:
        """The modules of a role: its targets and all their prerequisites, in the order of the map."""
        targets = next((one.targets for one in self.pathways if one.role == role), "").split()
        wanted = closure(targets, {module.id: module.seed.prerequisites for module in self.modules.values()})
        return [module for module in self.modules.values() if module.id in wanted]

    def bank(self, *names: str) -> list[ItemSeed]:
        """The questions of some banks, of the modules that can be followed."""
        return [item for item in self.items.values() if item.bank in names]

    def lesson_of(self, item: ItemSeed) -> Lesson | None:
        """The lesson at whose end a question stands."""
        return next((one for one in self.lessons.values() if any(asked is item for asked in one.items)), None)

    def block(self, item: Card) -> int:
        """The block of the placement test to which a question belongs."""
        return self.themes[self.competencies[item.competency].theme].placement


def closure(targets: list[str], needs: dict[str, list[str]]) -> set[str]:
    """The targets, what they presuppose, what that presupposes, and so on."""
    found: set[str] = set()
    waiting = list(targets)
    while waiting:
        one = waiting.pop()
        if one not in found:
            found.add(one)
            waiting += needs.get(one, [])
    return found


def read_curriculum(folder: Path) -> Curriculum:
    """A curriculum from its folder. Raises UnusableError for every file that cannot be read as what it is."""
    modules = [_module_of(path.parent) for path in sorted(folder.glob("*/module.toml"))]
    ready = [module for module in modules if module.ready]
    lessons = [lesson for module in modules for lesson in module.lessons]
    return Curriculum(
        limits=read_limits(folder),
        levels=list(_named(folder / "levels.csv", Level, "level").values()),
        themes=_named(folder / "themes.csv", Theme, "id"),
        competencies=_named(folder / "competencies.csv", Competency, "code"),
        pathways=list(_named(folder / "pathways.csv", Pathway, "role").values()),
        modules={module.id: module for module in modules},
        lessons={lesson.id: lesson for lesson in lessons},
        items={item.id: item for module in ready for item in module.items},
        cards={card.id: card for module in ready for card in module.cards},
        steps=_named(folder / "steps.csv", Step, "step"),
    )


@cache
def curriculum() -> Curriculum:
    """The curriculum of this installation."""
    return read_curriculum(SEED / "curriculum")


def curriculum_pages() -> dict[str, list[str]]:
    """The ids of the pages that the curriculum has, by name of page."""
    found = curriculum()
    return {
        "module": list(found.modules),
        "lesson": list(found.lessons),
        "scenario": [module.id for module in found.modules.values() if module.scenario],
        "pathway": [one.role for one in found.pathways],
    }


def _module_of(folder: Path) -> Module:
    """A module; what is wrong in it is told with its folder."""
    try:
        return _module(folder)
    except UnusableError as error:
        here = f"{folder.name}/"
        raise UnusableError(
            [one if one.where.startswith(here) else replace(one, where=here + one.where) for one in error.faults]
        ) from error


def _named(path: Path, row: type[Named], key: str) -> dict[Any, Named]:
    """The rows of a CSV by their name. Raises UnusableError when two bear one name."""
    rows = read_csv(path, row)
    names = Counter(getattr(one, key) for one in rows)
    if twice := [name for name, count in names.items() if count > 1]:
        said = ", ".join(map(str, twice))
        fr, en = (
            f"Donnez un autre nom à l’une des deux lignes\u00a0: {said}.",
            f"Give one of the two rows another name: {said}.",
        )
        raise UnusableError([Fault("id", path.name, fr, en)])
    return {getattr(one, key): one for one in rows}


def _module(folder: Path) -> Module:
    rows: dict[str, list[Any]] = read_toml(folder / "module.toml", module=ModuleSeed, source=Source)
    seed: ModuleSeed = first_of(rows, "module", folder / "module.toml")
    items: list[ItemSeed] = _rows(folder / "items.toml", item=ItemSeed)
    if strange := [path.name for path in folder.glob("*.md") if not _LESSON.fullmatch(path.name)]:
        said = f"{folder.name}/{strange[0]}"
        fr, en = f"Nommez {said} d’après son numéro\u00a0: 1.fr.md.", f"Name {said} by its number: 1.fr.md."
        raise UnusableError([Fault("lesson", said, fr, en)])
    numbers = sorted({int(path.name.split(".")[0]) for path in folder.glob("*.md") if re.match(r"\d+\.", path.name)})
    lessons = [
        Lesson(
            f"{seed.id}-{number}",
            seed.id,
            number,
            {language: read_text(folder / f"{number}.{language}.md", language) for language in LANGUAGES},
            [item for item in items if item.bank == "lesson" and item.lesson == number],
        )
        for number in numbers
    ]
    return Module(seed, lessons, items, _rows(folder / "cards.toml", card=Card), _scenario(folder), rows["source"])


def _rows(path: Path, **table: type[Struct]) -> list[Any]:
    """The rows of a file that a module may lack."""
    return read_toml(path, **table)[next(iter(table))] if path.exists() else []


def _scenario(folder: Path) -> Scenario | None:
    path = folder / "scenario.toml"
    if not path.exists():
        return None
    rows: dict[str, list[Any]] = read_toml(path, scenario=ScenarioSeed, point=Point, choice=Choice)
    points: list[Point] = rows["point"]
    names = dict.fromkeys([*(point.id for point in points), *(one.point for one in rows["choice"])])
    choices = {name: [one for one in rows["choice"] if one.point == name] for name in names}
    return Scenario(first_of(rows, "scenario", path), points, choices)
