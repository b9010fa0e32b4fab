"""A module that can be followed: its lessons in both languages, its scenario, its case, its indicator, its sources."""

from municipal.learning.curriculum import LANGUAGES, Curriculum, Module, Scenario, closure
from municipal.learning.lesson import plain
from municipal.learning.minutes import words
from municipal.learning.problem import Problem, problem

_FEWEST_POINTS = 3
_MOST_POINTS = 5
_FEWEST_EFFECTS = 2
_PARTS = ("situation", "case", "indicator_why")


def module_problems(module: Module, found: Curriculum, indicators: set[str]) -> list[Problem]:
    """The problems of one module, save those of its questions and of its style."""
    remedies = [*_lessons(module, found), *_frame(module, indicators)]
    problems = [problem("module", module.id, remedy) for remedy in remedies]
    if module.scenario is None:
        return [*problems, problem("scenario", module.id, ("Ajoutez scenario.toml", "Add scenario.toml"))]
    return problems + [
        problem("scenario", f"{module.id} scenario", remedy) for remedy in _scenario(module.scenario, indicators)
    ]


def _lessons(module: Module, found: Curriculum) -> list[tuple[str, str]]:
    reading = found.limits.reading
    remedies: list[tuple[str, str]] = []
    for lesson in module.lessons:
        if lesson.texts["fr"].shape != lesson.texts["en"].shape:
            fr = f"Donnez les mêmes blocs, dans le même ordre, aux deux langues de {lesson.id}"
            remedies.append((fr, f"Give both languages of {lesson.id} the same blocks in the same order"))
        for language in LANGUAGES:
            count = words(plain(lesson.texts[language].source))
            if not reading.fewest_lesson_words <= count <= reading.most_lesson_words:
                span = f"{reading.fewest_lesson_words}–{reading.most_lesson_words}"
                said = f"{lesson.id} ({language}, {count})"
                remedies.append((f"Écrivez {span} mots dans {said}", f"Write {span} words in {said}"))
    return remedies


def _frame(module: Module, indicators: set[str]) -> list[tuple[str, str]]:
    seed = module.seed
    remedies: list[tuple[str, str]] = []
    for language in LANGUAGES:
        missing = [part for part in _PARTS if not seed.text(part, language).strip()]
        missing += [] if seed.texts("retain", language) else ["retain"]
        remedies += [(f"Écrivez {part}_{language}", f"Write {part}_{language}") for part in missing]
    if len(seed.retain_fr) != len(seed.retain_en):
        remedies.append(("Traduisez chaque point à retenir", "Translate each point to remember"))
    if not seed.fictional:
        remedies.append(
            ("Marquez la situation inventée\u00a0: fictional = true", "Mark the situation: fictional = true")
        )
    if not (seed.case_source_title and seed.case_source_url and seed.case_read_on):
        remedies.append(
            ("Donnez la source du cas et la date de lecture", "Give the source of the case and when it was read")
        )
    if seed.indicator not in indicators:
        remedies.append(("Choisissez un indicateur de indicators.csv", "Choose an indicator of indicators.csv"))
    if not module.sources:
        remedies.append(("Citez au moins une source", "Cite at least one source"))
    return remedies


def _scenario(scenario: Scenario, indicators: set[str]) -> list[tuple[str, str]]:
    remedies: list[tuple[str, str]] = []
    if not _FEWEST_POINTS <= len(scenario.points) <= _MOST_POINTS:
        remedies.append(
            (f"Écrivez de {_FEWEST_POINTS} à {_MOST_POINTS} points", f"Write {_FEWEST_POINTS} to {_MOST_POINTS} points")
        )
    if not scenario.head.fictional:
        remedies.append(("Marquez-la inventée\u00a0: fictional = true", "Mark it as invented: fictional = true"))
    names = {point.id for point in scenario.points}
    if len(names) != len(scenario.points):
        remedies.append(("Donnez à chaque point son nom", "Give each point its own name"))
    remedies += [
        (f"Donnez au choix un point qui existe, pas {one}", f"Give the choice a point that exists, not {one}")
        for one in sorted(scenario.choices.keys() - names)
    ]
    way = {point: [choice.next for choice in choices if choice.next] for point, choices in scenario.choices.items()}
    for point, choices in scenario.choices.items():
        if point not in names:
            continue
        worth = [choice.credit for choice in choices]
        if len(choices) < 2 or max(worth, default=0) != 1 or min(worth, default=1) != 0:  # noqa: PLR2004 - a choice is between two
            remedies.append(
                (f"Donnez au point {point} un choix à 1 et un à 0", f"Give point {point} a choice at 1 and one at 0")
            )
        if {one for one in way[point] if one not in names} or point in closure(way[point], way):
            remedies.append((f"Menez le point {point} plus loin", f"Lead point {point} further on"))
    reached = closure([point.id for point in scenario.points[:1]], way)
    remedies += [(f"Menez au point {one}", f"Lead to point {one}") for one in sorted(names - reached)]
    return remedies + _effects(scenario, indicators)


def _effects(scenario: Scenario, indicators: set[str]) -> list[tuple[str, str]]:
    """What is decided shows on indicators that a city already tracks."""
    told = [choice for choices in scenario.choices.values() for choice in choices if choice.indicator]
    remedies = [
        (f"Remplacez l’indicateur {choice.indicator}", f"Replace the indicator {choice.indicator}")
        for choice in told
        if choice.indicator not in indicators or choice.before is None or choice.after is None
    ]
    if len({choice.point for choice in told}) < _FEWEST_EFFECTS:
        remedies.append(
            ("Montrez l’effet de deux points sur un indicateur", "Show the effect of two points on an indicator")
        )
    return remedies
