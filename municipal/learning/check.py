"""`municipal curriculum check`: the curriculum held against its rules, each problem with its place and its remedy."""

import re
from pathlib import Path

from msgspec import Struct

from municipal.learning.check_diagnostic import diagnostic_problems
from municipal.learning.check_items import item_problems
from municipal.learning.check_map import map_problems
from municipal.learning.check_module import module_problems
from municipal.learning.check_texts import text_problems
from municipal.learning.curriculum import ESSENTIALS, LANGUAGES, Curriculum, read_curriculum
from municipal.learning.minutes import level_minutes, module_minutes
from municipal.learning.problem import Problem, problem
from vendors.sources.faults import UnusableError


class Known(Struct, frozen=True):
    """The ids that the curriculum may point to: what a city may track, who can help, what others teach."""

    indicators: set[str]
    resources: set[str]
    courses: set[str]


class Report(Struct, frozen=True):
    """What the contract writes; only what can be followed is counted, `map` counts what is announced as well."""

    modules: int
    minutes: float
    minutes_en: float
    longest_module: float
    roles: dict[str, int]
    competencies_covered: int
    items: dict[str, int]
    cards: int
    scenarios: int
    map: dict[str, int]
    problems: list[Problem]


def check(folder: Path, known: Known) -> Report:
    """Hold a curriculum against the limits that stand in it, and what it points to against what is known."""
    try:
        found = read_curriculum(folder)
    except UnusableError as error:
        broken = [Problem(fault.rule, fault.where, fault.fr, fault.en) for fault in error.faults]
        return _nothing(broken)
    except OSError as error:
        missing = str(Path(error.filename or folder).name)
        remedy = ("Remettez en place ce fichier", "Put this file back")
        return _nothing([problem("file", missing, remedy)])
    except RecursionError:
        remedy = ("Retirez les crochets emboîtés à l’infini d’un des fichiers", "Remove endlessly nested brackets")
        return _nothing([problem("file", folder.name, remedy)])
    ready = [module for module in found.modules.values() if module.ready]
    reading = found.limits.reading
    first, second = (level_minutes(found.level(ESSENTIALS), language, reading) for language in LANGUAGES)
    problems = [
        *map_problems(found, folder),
        *(one for module in ready for one in module_problems(module, found, known.indicators)),
        *item_problems(found),
        *(one for module in found.modules.values() for one in text_problems(module, reading)),
        *_level_problems(found, {"fr": first, "en": second}),
        *diagnostic_problems(found, folder, known.resources, known.courses),
    ]
    return Report(
        modules=len(ready),
        minutes=round(level_minutes(ready, "fr", reading), 1),
        minutes_en=round(level_minutes(ready, "en", reading), 1),
        longest_module=round(max((module_minutes(one, "fr", reading) for one in ready), default=0), 1),
        roles={one.role: sum(module.seed.minutes for module in found.pathway(one.role)) for one in found.pathways},
        competencies_covered=len({code for module in ready for code in module.seed.competencies}),
        items={language: _complete(found, language) for language in LANGUAGES},
        cards=len(found.cards),
        scenarios=sum(module.scenario is not None for module in ready),
        map={
            "modules": len(found.modules),
            "minutes": sum(module.seed.minutes for module in found.modules.values()),
            "longest_module": max((module.seed.minutes for module in found.modules.values()), default=0),
            "competencies": len({code for module in found.modules.values() for code in module.seed.competencies}),
        },
        problems=problems,
    )


def _nothing(problems: list[Problem]) -> Report:
    """What is told of a curriculum that cannot be read."""
    return Report(0, 0, 0, 0, {}, 0, {"fr": 0, "en": 0}, 0, 0, {}, problems)


def _complete(found: Curriculum, language: str) -> int:
    """How many questions have all their texts in a language."""
    size = found.limits.bank.options
    return sum(
        bool(item.text("stem", language))
        and len([one for one in item.texts("options", language) if one.strip()]) == size
        and len([one for one in item.texts("feedback", language) if one.strip()]) == size
        for item in found.items.values()
    )


def _level_problems(found: Curriculum, minutes: dict[str, float]) -> list[Problem]:
    """The essentials keep their promise of time, in both languages; no module is too long to be finished in one go."""
    reading = found.limits.reading
    wanted, slack = reading.essentials_minutes, reading.essentials_minutes * reading.tolerance
    problems = [
        problem("minutes", f"level {ESSENTIALS} ({language})", _time(said, wanted))
        for language, said in minutes.items()
        if found.level(ESSENTIALS) and abs(said - wanted) > slack
    ]
    for module in found.modules.values():
        counted = [module_minutes(module, language, reading) for language in LANGUAGES] if module.ready else []
        said = max(*counted, module.seed.minutes) if counted else module.seed.minutes
        if said > reading.longest_module:
            problems.append(problem("minutes", module.id, _time(said, reading.longest_module)))
    return problems


def _time(said: float, wanted: int) -> tuple[str, str]:
    fr = f"Ajustez la longueur\u00a0: {said:.1f} minutes pour {wanted} annoncées"
    return re.sub(r"(\d)\.(\d)", r"\1,\2", fr), f"Adjust the length: {said:.1f} minutes for {wanted} announced"
