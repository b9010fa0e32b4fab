"""The diagnostic held against its rules: what it names exists, its stages cover every total, it keeps its promise."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path

from municipal.bilingual import Bilingual
from municipal.learning.check_texts import sentences
from municipal.learning.curriculum import LANGUAGES, Curriculum
from municipal.learning.diagnostic import (
    EVERYBODY,
    FILE,
    Diagnostic,
    Question,
    read_diagnostic,
)
from municipal.learning.limits import DiagnosticLimits, Limits, Reading
from municipal.learning.minutes import words
from municipal.learning.problem import Problem, problem
from municipal.web.typography import french
from vendors.sources.faults import UnusableError


def diagnostic_problems(found: Curriculum, folder: Path, resources: set[str], courses: set[str]) -> list[Problem]:
    """The problems of the diagnostic of a curriculum's folder; `resources` and `courses` are the ids that exist."""
    try:
        asked = read_diagnostic(folder / FILE)
    except UnusableError as error:
        return [Problem(fault.rule, fault.where, fault.fr, fault.en) for fault in error.faults]
    except FileNotFoundError:
        return [problem("file", FILE, ("Ajoutez ce fichier", "Add this file"))]
    return [
        *_questions(asked, found.limits.diagnostic),
        *_stages(asked),
        *_plan(asked, found),
        *_references(asked, found, resources, courses),
        *_time(asked, found.limits),
        *_style(asked, found.limits.reading),
    ]


def minutes(asked: Diagnostic, language: str, limits: Limits) -> float:
    """Minutes to read every question, its help and its options, and to answer."""
    read = sum(words(text) for question in asked.questions for text in _said(question, language))
    return read / limits.reading.words_per_minute + len(asked.questions) * limits.diagnostic.seconds_per_answer / 60


def _said(question: Question, language: str) -> list[str]:
    return [question.text("text", language), question.text("help", language), *question.texts("options", language)]


def _questions(asked: Diagnostic, limits: DiagnosticLimits) -> Iterator[Problem]:
    """As many questions and options as the limits say, each of a theme, none twice."""
    count, size = limits.questions, limits.options
    if len(asked.questions) != count:
        fr, en = f"Écrivez {count} questions, il y en a {len(asked.questions)}", f"Write {count} questions"
        yield problem("questions", FILE, (fr, en))
    themes = {area.id for area in asked.areas}
    for question in asked.questions:
        if question.theme not in themes:
            yield _unknown(question.id, question.theme)
        for language in LANGUAGES:
            options = question.texts("options", language)
            if len(options) != size or len({one.strip().lower() for one in options if one.strip()}) != size:
                fr = f"Écrivez {size} réponses différentes ({language})"
                yield problem("options", question.id, (fr, f"Write {size} different answers ({language})"))
    for theme in themes - {question.theme for question in asked.questions}:
        yield problem("theme", theme, ("Posez une question de ce thème", "Ask a question of this theme"))
    for rows in (asked.areas, asked.questions, asked.stages):
        for one, times in Counter(row.id for row in rows).items():
            if times > 1:
                yield problem("id", one, ("Gardez un seul de ce nom", "Keep one of this name"))


def _stages(asked: Diagnostic) -> Iterator[Problem]:
    """The thresholds begin at 0, grow, and stay within the points that one may have."""
    thresholds = [stage.least for stage in asked.stages]
    if not thresholds or thresholds[0] != 0:
        yield problem("threshold", FILE, ("Commencez le premier niveau à 0", "Let the first level begin at 0"))
    for before, stage in zip(thresholds, asked.stages[1:], strict=False):
        if not before < stage.least <= asked.most:
            fr = f"Choisissez un seuil de {before + 1} à {asked.most}"
            yield problem("threshold", stage.id, (fr, f"Choose a threshold from {before + 1} to {asked.most}"))


def _plan(asked: Diagnostic, found: Curriculum) -> Iterator[Problem]:
    """Each stage has something to do for each role."""
    planned = {(action.level, action.role) for action in asked.actions}
    for stage in asked.stages:
        for pathway in found.pathways:
            if (stage.id, pathway.role) not in planned:
                fr, en = f"Ajoutez une étape pour {pathway.role}", f"Add a step for {pathway.role}"
                yield problem("plan", stage.id, (fr, en))


def _references(asked: Diagnostic, found: Curriculum, resources: set[str], courses: set[str]) -> Iterator[Problem]:
    """All that a step names exists."""
    roles = {EVERYBODY, *(pathway.role for pathway in found.pathways)}
    stages = {stage.id for stage in asked.stages}
    for action in asked.actions:
        named: Iterable[tuple[str, Iterable[str], Iterable[str]]] = (
            ("level", [action.level], stages),
            ("role", [action.role], roles),
            ("modules", action.modules, found.modules),
            ("resources", action.resources, resources),
            ("courses", action.courses, courses),
        )
        for field, ids, known in named:
            yield from (_unknown(f"{action.level} {action.role} {field}", one) for one in ids if one not in known)


def _time(asked: Diagnostic, limits: Limits) -> Iterator[Problem]:
    for language in LANGUAGES:
        said, most = minutes(asked, language, limits), limits.diagnostic.minutes
        if said > most:
            fr = re.sub(r"(\d)\.(\d)", r"\1,\2", f"Raccourcissez\u00a0: {said:.1f} minutes, au plus {most}")
            yield problem("minutes", f"{FILE} ({language})", (fr, f"Shorten: {said:.1f} minutes of {most}"))


def _style(asked: Diagnostic, reading: Reading) -> Iterator[Problem]:
    """French typography, and sentences that one reads in a breath."""
    rows: list[tuple[str, Bilingual]] = [(row.id, row) for row in (*asked.areas, *asked.questions, *asked.stages)]
    rows += [(f"{action.level} {action.role}", action) for action in asked.actions]
    for where, row in rows:
        for name, text in _texts(row):
            if name.endswith("_fr") and french(text) != text:
                yield problem("style", f"{where} {name}", ("Mettez les espaces insécables", "Mend the typography"))
            if any(words(one) > reading.longest_sentence for one in sentences(text)):
                yield problem("sentence", f"{where} {name}", ("Coupez la phrase", "Cut the sentence"))


def _texts(row: Bilingual) -> Iterator[tuple[str, str]]:
    for name in row.__struct_fields__:
        if name.endswith(("_fr", "_en")):
            value: str | list[str] = getattr(row, name)
            yield from ((name, one) for one in ([value] if isinstance(value, str) else value))


def _unknown(where: str, one: str) -> Problem:
    return problem("reference", where, (f"Remplacez {one}, qui n’existe pas", f"Replace {one}, which does not exist"))
