"""The questions: enough of them, four options, one key that nothing gives away, a word for each wrong answer."""

from collections import Counter
from itertools import chain

from municipal.learning.curriculum import LANGUAGES, Curriculum, Module
from municipal.learning.problem import Problem, problem
from municipal.learning.seeds import Card


def item_problems(found: Curriculum) -> list[Problem]:
    """The problems of all questions and cards."""
    ready = [module for module in found.modules.values() if module.ready]
    asked = [(module, one) for module in ready for one in (*module.items, *module.cards)]
    return [
        *chain.from_iterable(_one(module, one, found) for module, one in asked),
        *_twice([one.id for _, one in asked]),
        *_enough(found, ready),
        *_places(found, ready),
    ]


def _one(module: Module, item: Card, found: Curriculum) -> list[Problem]:
    """What is wrong with a question by itself."""
    size = found.limits.bank.options
    remedies: list[tuple[str, str]] = []
    if item.competency not in module.seed.competencies:
        remedies.append((f"Choisissez une compétence de {module.id}", f"Choose a competency of {module.id}"))
    if not 1 <= item.key <= size:
        remedies.append((f"Donnez une clé de 1 à {size}", f"Give a key from 1 to {size}"))
    if getattr(item, "bank", "") == "lesson" and getattr(item, "lesson", 0) not in {
        one.number for one in module.lessons
    }:
        remedies.append(("Nommez une leçon du module", "Name a lesson of the module"))
    for language in LANGUAGES:
        remedies += _texts(item, language, size)
    return [problem("item", f"{module.id} {item.id}", remedy) for remedy in remedies]


def _texts(item: Card, language: str, size: int) -> list[tuple[str, str]]:
    options, words = item.texts("options", language), item.texts("feedback", language)
    found: list[tuple[str, str]] = []
    if not item.text("stem", language).strip():
        found.append((f"Écrivez la question ({language})", f"Write the question ({language})"))
    if len(options) != size or len({one.strip().lower() for one in options if one.strip()}) != size:
        found.append(
            (f"Écrivez {size} options différentes ({language})", f"Write {size} different options ({language})")
        )
    elif 1 <= item.key <= size and len(options[item.key - 1]) > max(
        len(one) for n, one in enumerate(options, 1) if n != item.key
    ):
        found.append((f"Raccourcissez la bonne option ({language})", f"Shorten the right option ({language})"))
    if len(words) != size or not all(one.strip() for one in words):
        found.append(
            (f"Écrivez une rétroaction par option ({language})", f"Write a feedback for each option ({language})")
        )
    return found


def _twice(ids: list[str]) -> list[Problem]:
    return [
        problem("id", one, ("Donnez un autre nom à l’une des deux questions", "Give one of the two another name"))
        for one, count in Counter(ids).items()
        if count > 1
    ]


def _enough(found: Curriculum, ready: list[Module]) -> list[Problem]:
    """Questions for each competency of a module that can be followed, one of them asked before and after, and cards."""
    limits = found.limits.bank
    items = [item for module in ready for item in module.items]
    counts = Counter(item.competency for item in items)
    outcome = Counter(item.competency for item in items if item.bank == "outcome")
    problems: list[Problem] = []
    for code in sorted({code for module in ready for code in module.seed.competencies}):
        if counts[code] < limits.items:
            remedy = (f"Écrivez {limits.items} questions, il y en a {counts[code]}", f"Write {limits.items} questions")
            problems.append(problem("items", code, remedy))
        if outcome[code] != limits.outcome:
            remedy = (
                f"Gardez {limits.outcome} question «\u00a0outcome\u00a0»",
                f"Keep {limits.outcome} “outcome” question",
            )
            problems.append(problem("items", code, remedy))
    return problems + [
        problem("cards", module.id, (f"Écrivez {limits.cards} cartes", f"Write {limits.cards} cards"))
        for module in ready
        if len(module.cards) != limits.cards
    ]


def _places(found: Curriculum, ready: list[Module]) -> list[Problem]:
    """In each module the keys stand about as often in each place."""
    limits = found.limits.bank
    problems: list[Problem] = []
    for module in ready:
        keys = Counter(item.key for item in module.items)
        for place in range(1, limits.options + 1):
            share = keys[place] / max(1, len(module.items))
            if module.items and not limits.least_share <= share <= limits.most_share:
                remedy = (
                    f"Équilibrez les clés\u00a0: place {place}, {share:.0%}",
                    f"Balance the keys: place {place}, {share:.0%}",
                )
                problems.append(problem("places", module.id, remedy))
    return problems
