"""How long a module takes: what is read on the way through it, and the answers given."""

import re
from collections.abc import Iterator
from functools import lru_cache

from municipal.learning.curriculum import Lesson, Module, Scenario
from municipal.learning.lesson import plain
from municipal.learning.limits import Reading
from municipal.learning.seeds import Choice, ItemSeed

_ANY = re.compile(r"[^\W_]")
# Read once, asked on every page: more than all modules, their lessons and scenarios in two languages.
_KEPT = 1024


def words(text: str) -> int:
    """How many words a text has: what stands between spaces and holds a letter or a digit."""
    return sum(1 for part in text.split() if _ANY.search(part))


@lru_cache(_KEPT)
def module_minutes(module: Module, language: str, reading: Reading) -> float:
    """Minutes for the whole of a module, at the reading speed of the limits and with their time for each answer."""
    read = sum(words(text) for text in _opening(module, language))
    total = read / reading.words_per_minute + sum(lesson_minutes(one, language, reading) for one in module.lessons)
    return total + (scenario_minutes(module.scenario, language, reading) if module.scenario else 0)


@lru_cache(_KEPT)
def lesson_minutes(lesson: Lesson, language: str, reading: Reading) -> float:
    """Minutes for a lesson and the questions at its end."""
    text = lesson.texts[language]
    read = words(text.title) + words(text.goal) + words(plain(text.source))
    read += sum(_item_words(item, language) for item in lesson.items)
    return read / reading.words_per_minute + len(lesson.items) * reading.seconds_per_answer / 60


@lru_cache(_KEPT)
def scenario_minutes(scenario: Scenario, language: str, reading: Reading) -> float:
    """Minutes for a scenario along the way that its author would take."""
    steps = list(_way(scenario))
    read = words(scenario.head.text("title", language)) + words(scenario.head.text("situation", language))
    for point, chosen in steps:
        read += words(next(one for one in scenario.points if one.id == point).text("text", language))
        read += sum(words(choice.text("label", language)) for choice in scenario.choices[point])
        read += words(chosen.text("consequence", language))
    return read / reading.words_per_minute + len(steps) * reading.seconds_per_answer / 60


def level_minutes(modules: list[Module], language: str, reading: Reading) -> float:
    """Minutes for several modules."""
    return sum(module_minutes(module, language, reading) for module in modules)


def _opening(module: Module, language: str) -> list[str]:
    """What a module says outside its lessons."""
    seed = module.seed
    named = [seed.text(name, language) for name in ("title", "outcome", "situation", "case", "indicator_why")]
    return [*named, *seed.texts("retain", language)]


def _item_words(item: ItemSeed, language: str) -> int:
    """The question, its options, and the word on one of them."""
    read = [item.text("stem", language), *item.texts("options", language)]
    return sum(words(text) for text in (*read, *item.texts("feedback", language)[item.key - 1 : item.key]))


def _way(scenario: Scenario) -> Iterator[tuple[str, Choice]]:
    """The points that one meets, and the choice with the most credit at each; a scenario that turns round ends."""
    seen: set[str] = set()
    point = scenario.points[0].id if scenario.points else ""
    while point and point not in seen and scenario.choices.get(point):
        seen.add(point)
        chosen = max(scenario.choices[point], key=lambda choice: choice.credit)
        yield point, chosen
        point = chosen.next
