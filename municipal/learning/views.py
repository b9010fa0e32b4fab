"""What the pages of Apprendre show, in the reader's language."""

import datetime as dt
from collections.abc import Iterable

from markupsafe import Markup
from msgspec import Struct
from msgspec.structs import replace

from municipal.learning.curriculum import Curriculum, Lesson, Module
from municipal.learning.minutes import lesson_minutes, module_minutes, scenario_minutes
from municipal.learning.progress import (
    Answer,
    Progress,
    gated,
    lesson_done,
    right,
    scenario_done,
    start_level,
)
from municipal.learning.seeds import Card, ItemSeed
from municipal.learning.words import UNKNOWN_OPTION, whole
from municipal.web.language import translator


class OptionView(Struct, frozen=True):
    """An option; its feedback is shown once the question was answered."""

    value: int
    label: str
    feedback: str
    chosen: bool
    right: bool


class QuestionView(Struct, frozen=True):
    """A question as it is asked, or with what was answered; `number`: its place, when its lesson has several."""

    id: str
    stem: str
    options: list[OptionView]
    answered: bool
    right: bool
    number: int = 0
    error: str = ""
    confidence_error: str = ""


class LessonRow(Struct, frozen=True):
    """A lesson in the outline of its module."""

    id: str
    number: int
    title: str
    minutes: int
    done: bool


class ModuleRow(Struct, frozen=True):
    """A module in a list; one in preparation has no lessons."""

    id: str
    code: str
    level: int
    title: str
    outcome: str
    minutes: int
    ready: bool
    done: bool
    skipped: bool
    lessons: list[LessonRow]
    scenario: bool
    scenario_minutes: int
    scenario_done: bool
    gated: list[str]

    @property
    def share(self) -> tuple[int, int]:
        """How many of its parts are behind one, and of how many."""
        parts = [*(lesson.done for lesson in self.lessons), *([self.scenario_done] if self.scenario else [])]
        return sum(parts), len(parts)


class LevelRow(Struct, frozen=True):
    """A level of the map, with its modules."""

    level: int
    name: str
    promise: str
    modules: list[ModuleRow]


class LessonView(Struct, frozen=True):
    """A lesson to read."""

    id: str
    number: int
    title: str
    goal: str
    html: Markup
    minutes: int
    situation: str
    questions: list[QuestionView]


def question(
    card: Card, language: str, answer: Answer | None = None, *, error: str = "", confidence_error: str = ""
) -> QuestionView:
    """A question and its options, with the answer when there is one."""
    feedback = card.texts("feedback", language)
    options = [
        OptionView(
            place, label, feedback[place - 1], chosen=bool(answer) and answer.choice == place, right=place == card.key
        )
        for place, label in enumerate(card.texts("options", language), 1)
    ]
    if answer is None or answer.choice == 0:
        options.append(OptionView(0, translator(language)(UNKNOWN_OPTION), "", chosen=answer is not None, right=False))
    good = answer is not None and right(card.key, answer)
    return QuestionView(
        card.id,
        card.text("stem", language),
        options,
        answer is not None,
        good,
        error=error,
        confidence_error=confidence_error,
    )


def place(lesson: Lesson, item: ItemSeed) -> int:
    """Which question of its lesson this is, from 1; 0 when it is the only one."""
    return lesson.items.index(item) + 1 if len(lesson.items) > 1 else 0


def marked(asked: QuestionView | None, item: str, choice: int) -> QuestionView | None:
    """A question that is asked again, with the option that was chosen when something else was missing."""
    if asked is None or asked.id != item:
        return asked
    return replace(asked, options=[replace(option, chosen=option.value == choice) for option in asked.options])


def module_rows(modules: Iterable[Module], progress: Progress, found: Curriculum, language: str) -> list[ModuleRow]:
    """Modules as a list shows them, with what is behind one."""
    start = start_level(progress, found)
    return [_row(module, progress, found, language, start) for module in modules]


def module_row(module: Module, progress: Progress, found: Curriculum, language: str) -> ModuleRow:
    """One module, as a list shows it."""
    return module_rows([module], progress, found, language)[0]


def level_rows(rows: list[ModuleRow], found: Curriculum, language: str) -> list[LevelRow]:
    """Modules by level; a level without any is empty."""
    return [
        LevelRow(
            level.level,
            level.text("name", language),
            level.text("promise", language),
            [row for row in rows if row.level == level.level],
        )
        for level in found.levels
    ]


def _row(module: Module, progress: Progress, found: Curriculum, language: str, start: int) -> ModuleRow:
    reading = found.limits.reading
    rows = [
        LessonRow(
            one.id,
            one.number,
            one.texts[language].title,
            whole(lesson_minutes(one, language, reading)),
            lesson_done(progress, one),
        )
        for one in module.lessons
    ]
    seed = module.seed
    missing = gated(progress, module, found) if module.ready else []
    return ModuleRow(
        id=module.id,
        code=module.id.upper(),
        level=seed.level,
        title=seed.text("title", language),
        outcome=seed.text("outcome", language),
        minutes=whole(module_minutes(module, language, reading)) if module.ready else seed.minutes,
        ready=module.ready,
        done=module.id in progress.done,
        skipped=module.id not in progress.done and seed.level < start,
        lessons=rows,
        scenario=module.scenario is not None,
        scenario_minutes=whole(scenario_minutes(module.scenario, language, reading)) if module.scenario else 0,
        scenario_done=scenario_done(progress, module),
        gated=[found.competencies[code].text("name", language) for code in missing],
    )


def lesson_view(lesson: Lesson, progress: Progress, found: Curriculum, language: str) -> LessonView:
    """A lesson to read; the first of a module begins with its situation."""
    text, module = lesson.texts[language], found.modules[lesson.module]
    return LessonView(
        lesson.id,
        lesson.number,
        text.title,
        text.goal,
        # Our own seed, drawn from Markdown with HTML off.
        Markup(text.html),  # noqa: S704
        whole(lesson_minutes(lesson, language, found.limits.reading)),
        module.seed.text("situation", language) if lesson is module.lessons[0] else "",
        [
            replace(question(item, language, progress.answers.get(item.id)), number=place(lesson, item))
            for item in lesson.items
        ],
    )


def next_place(progress: Progress, found: Curriculum) -> tuple[str, str]:
    """Where to go on: the name of a page and its id. Once all that can be followed is done, the first page of all."""
    wanted = found.pathway(progress.role) if progress.role else list(found.modules.values())
    level = start_level(progress, found)
    left = [module for module in wanted if module.ready and module.id not in progress.done]
    # What one may pass over comes last: while no level above has its content, it is all there is.
    parts = (next_part(progress, module, found) for module in sorted(left, key=lambda one: one.seed.level < level))
    return next((part for part in parts if part[0] != "module"), ("learn", ""))


def next_part(progress: Progress, module: Module, found: Curriculum) -> tuple[str, str]:
    """Where to go on in a module: its first part that is not behind one, else its own page."""
    lesson = next((one for one in module.lessons if not lesson_done(progress, one)), None)
    if lesson:
        return "lesson", lesson.id
    if not scenario_done(progress, module):
        return "scenario", module.id
    return ("mastery" if gated(progress, module, found) else "module"), module.id


def day(ordinal: int) -> str:
    """A counted day, as dates are stored."""
    return dt.date.fromordinal(ordinal).isoformat()
