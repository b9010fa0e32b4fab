"""How the texts read: short sentences, the typography of Québec, wording that leaves nobody out."""

import re
from collections.abc import Iterator
from typing import Final

from municipal.bilingual import Bilingual
from municipal.learning.curriculum import LANGUAGES, Module
from municipal.learning.lesson import plain
from municipal.learning.limits import Reading
from municipal.learning.minutes import words
from municipal.learning.problem import Problem, problem
from municipal.web.typography import french

_ENDS: Final = re.compile(r"(?<=[.!?…])[\s»”)]+|\n+|\s\|\s")
# A recorded answer speaks as assistants do; the rule is for what we write.
_RECORDED: Final = re.compile(r"^```assistant$.*?^```$", re.MULTILINE | re.DOTALL)
# In a lesson, what would be HTML, a link, an address, a picture or the note of a link: it would be read as it stands.
_MARKED: Final = re.compile(r"<[a-z/!]|!?\[[^\]]*\](?:\(|\[|:)", re.IGNORECASE)
_MEDIAN: Final = re.compile(r"\w(?:[·•‧]\w|\.(?:e|es|ne|nes|rice|rices)(?:\.s)?\b)")
_DENIED: Final = re.compile(
    r"meilleure?s? fournisseur|score ia\b|conformes? à la loi|clés? en main|révolutionnaire|innovant"
    r"|indicateurs? de l’ia"
    # A legal term, which is another thing than a shared assessment.
    r"|homolog\w"
    r"|best vendor|ai score|ai kpi|game.changer|cutting.edge|revolutionary",
    re.IGNORECASE,
)


def text_problems(module: Module, reading: Reading) -> list[Problem]:
    """The problems of style of a module."""
    problems = [
        problem(
            "lesson",
            f"{lesson.id} ({language})",
            ("Retirez le HTML, les liens et les images", "Drop HTML, links, images"),
        )
        for lesson in module.lessons
        for language in LANGUAGES
        if _MARKED.search(lesson.texts[language].source)
    ]
    for where, language, text in texts(module):
        ours = _RECORDED.sub("", text)
        problems += [problem("style", f"{module.id} {where} ({language})", remedy) for remedy in _style(text, language)]
        for sentence in sentences(plain(ours)):
            if words(sentence) > reading.longest_sentence:
                said = f"«\u00a0{' '.join(sentence.split()[:6])}…\u00a0»"
                remedy = (f"Coupez la phrase {said} ({words(sentence)} mots)", f"Cut {said} ({words(sentence)} words)")
                problems.append(problem("sentence", f"{module.id} {where} ({language})", remedy))
    return problems


def texts(module: Module) -> Iterator[tuple[str, str, str]]:
    """Every text of a module: where it stands, in which language, and what it says."""
    for language in LANGUAGES:
        for lesson in module.lessons:
            text = lesson.texts[language]
            yield lesson.id, language, f"{text.title}\n{text.goal}\n{text.source}"
        rows: list[tuple[str, Bilingual]] = [(module.id, module.seed)]
        rows += [(item.id, item) for item in (*module.items, *module.cards)]
        if module.scenario:
            rows.append(("scenario", module.scenario.head))
            rows += [(f"point {point.id}", point) for point in module.scenario.points]
            rows += [(f"point {point}", one) for point, choices in module.scenario.choices.items() for one in choices]
        for where, row in rows:
            yield where, language, "\n".join(_fields(row, language))


def sentences(text: str) -> list[str]:
    """The sentences of a text; a line, a cell or a point of a list is one of its own."""
    return [part for part in _ENDS.split(text) if part and part.strip()]


def _fields(row: Bilingual, language: str) -> Iterator[str]:
    for name in row.__struct_fields__:
        if name.endswith(f"_{language}"):
            value: str | list[str] = getattr(row, name)
            yield from [value] if isinstance(value, str) else value


def _style(text: str, language: str) -> Iterator[tuple[str, str]]:
    if language == "fr" and (typeset := french(text)) != text:
        pairs = enumerate(zip(text, typeset, strict=False))
        place = next((n for n, (one, other) in pairs if one != other), len(text))
        said = f"«\u00a0{text[max(0, place - 15) : place + 10]}\u00a0»".replace("\n", " ")
        yield f"Mettez les espaces insécables et l’apostrophe\u00a0: {said}", f"Mend the typography: {said}"
    if found := _MEDIAN.search(text):
        yield f"Écrivez sans point médian\u00a0: {found[0]}", f"Write without median point: {found[0]}"
    if found := _DENIED.search(text):
        yield f"Retirez «\u00a0{found[0]}\u00a0»", f"Drop “{found[0]}”"
