"""Where a learner stands: what was read, answered and decided, which cards come back, and what that opens."""

import datetime as dt
from collections.abc import Iterable
from typing import Final

from msgspec import Struct, field
from msgspec.structs import replace

from municipal.learning.curriculum import Curriculum, Lesson, Module, Scenario
from municipal.learning.mastery import known, mastered
from municipal.learning.placement import Placed, Question, finished, next_question, placed
from municipal.learning.refresh import CardState, due, first, reviewed

UNKNOWN: Final = 0
BEFORE: Final = "before"
AFTER: Final = "after"


class Answer(Struct, frozen=True, array_like=True):
    """An answer: the option chosen (0 for « je ne sais pas ») and what one said of it, by its place in the limits."""

    choice: int
    confidence: int = -1


class Placement(Struct, frozen=True, array_like=True):
    """The placement test: what its drawing begins with, the answers in their order, the level one chose oneself."""

    seed: int = 0
    answers: dict[str, int] = {}
    chosen: int = 0


class Progress(Struct, frozen=True):
    """All that is kept of a learner. Nothing in it says who that is."""

    role: str = ""
    read: list[str] = []
    answers: dict[str, Answer] = {}
    before: dict[str, Answer] = {}
    after: dict[str, Answer] = {}
    decisions: dict[str, list[int]] = {}
    placement: Placement = field(default_factory=Placement)
    cards: dict[str, CardState] = {}
    done: dict[str, int] = {}

    @property
    def empty(self) -> bool:
        """Whether nothing was done yet."""
        return self == Progress()


def right(item_key: int, answer: Answer) -> bool:
    """Whether an answer is the right one; « je ne sais pas » is not."""
    return answer.choice == item_key


def lesson_done(progress: Progress, lesson: Lesson) -> bool:
    """Whether a lesson is behind one: its questions answered, or, where it has none, its end reached."""
    if not lesson.items:
        return lesson.id in progress.read
    return all(item.id in progress.answers for item in lesson.items)


def scenario_done(progress: Progress, module: Module) -> bool:
    """Whether the scenario of a module was walked to one of its ends."""
    return module.scenario is None or standing_at(progress, module) == ""


def standing_at(progress: Progress, module: Module) -> str:
    """The point of the scenario that waits for a decision; nothing once it has ended."""
    scenario = module.scenario
    if scenario is None or not scenario.points:
        return ""
    return walked(progress.decisions.get(module.id, []), scenario)[1]


def walked(decisions: list[int], scenario: Scenario) -> tuple[list[int], str]:
    """The decisions that still lead somewhere, and the point after them; a choice withdrawn since ends them there."""
    point = scenario.points[0].id
    made: list[int] = []
    for choice in decisions:
        ways = scenario.choices[point] if point else []
        if choice >= len(ways):
            break
        made.append(choice)
        point = ways[choice].next
    return made, point


def gated(progress: Progress, module: Module, found: Curriculum) -> list[str]:
    """The competencies of a module that are not yet mastered; the first level asks questions and gates nothing."""
    limits = found.limits.mastery
    if module.seed.level < limits.from_level:
        return []
    return [code for code in module.seed.competencies if not mastered(_traced(progress, code, found), limits)]


def practice_question(progress: Progress, module: Module, found: Curriculum) -> str | None:
    """A question not yet asked, on the competency of the module that is known least; nothing when none is left."""
    chances = {
        code: known(_traced(progress, code, found), found.limits.mastery) for code in gated(progress, module, found)
    }
    left = [item for item in module.items if item.bank == "practice" and item.id not in progress.answers]
    asked = sorted((item for item in left if item.competency in chances), key=lambda item: chances[item.competency])
    return asked[0].id if asked else None


def module_done(progress: Progress, module: Module, found: Curriculum) -> bool:
    """Whether a module is complete."""
    lessons = all(lesson_done(progress, lesson) for lesson in module.lessons)
    return module.ready and lessons and scenario_done(progress, module) and not gated(progress, module, found)


def answered(progress: Progress, item: str, answer: Answer) -> Progress:
    """With an answer to a question of a lesson; the first one counts."""
    return progress if item in progress.answers else replace(progress, answers=progress.answers | {item: answer})


def decided(progress: Progress, module: Module, choice: int) -> Progress:
    """With a decision at the point where the scenario stands."""
    kept = progress.decisions.get(module.id, [])
    made = walked(kept, module.scenario)[0] if module.scenario else kept
    return replace(progress, decisions=progress.decisions | {module.id: [*made, choice]})


def settled(progress: Progress, found: Curriculum, today: dt.date) -> Progress:
    """With what a change completes: modules that are done now, and their cards for a month later."""
    fresh = [
        module
        for module in found.modules.values()
        if module.id not in progress.done and module_done(progress, module, found)
    ]
    if not fresh:
        return progress
    cards = {card.id: first(today, found.limits.refresh) for module in fresh for card in module.cards}
    done = progress.done | {module.id: today.toordinal() for module in fresh}
    return replace(progress, done=done, cards=cards | progress.cards)


def refreshed(progress: Progress, card: str, answer: Answer, found: Curriculum, today: dt.date) -> Progress:
    """With a card answered today; its next day follows."""
    good = right(found.cards[card].key, answer)
    sure = answer.confidence == len(found.limits.confidence) - 1
    state = reviewed(progress.cards[card], today, found.limits.refresh, right=good, sure=sure)
    return replace(progress, cards=progress.cards | {card: state})


def kept_cards(progress: Progress, found: Curriculum) -> dict[str, CardState]:
    """The cards of a person, but those that were withdrawn since."""
    return {name: state for name, state in progress.cards.items() if name in found.cards}


def waiting_cards(progress: Progress, found: Curriculum, today: dt.date) -> list[str]:
    """The cards to ask today."""
    return due(kept_cards(progress, found), today, found.limits.refresh)


def coming_days(progress: Progress, found: Curriculum) -> list[int]:
    """The days on which cards are due, the first one first."""
    return sorted({state.due for state in kept_cards(progress, found).values()})


def pool(found: Curriculum) -> list[Question]:
    """The questions that the placement test may ask."""
    return [
        Question(item.id, found.block(item), item.discrimination, item.difficulty) for item in found.bank("placement")
    ]


def placement_answers(progress: Progress, found: Curriculum) -> list[tuple[Question, bool]]:
    """The answers of the placement test, as the model takes them; a question that was withdrawn since is left out."""
    asked = {question.id: question for question in pool(found)}
    return [
        (asked[item], choice == found.items[item].key)
        for item, choice in progress.placement.answers.items()
        if item in asked
    ]


def placement_question(progress: Progress, found: Curriculum) -> str | None:
    """The question to ask now; nothing once the test has ended."""
    questions, answers = pool(found), placement_answers(progress, found)
    if not questions or finished(answers, found.limits.placement, len(questions)):
        return None
    return next_question(questions, answers, found.limits.placement, progress.placement.seed)


def placement_result(progress: Progress, found: Curriculum) -> Placed | None:
    """What the test found, once it has ended."""
    if not progress.placement.answers or placement_question(progress, found) is not None:
        return None
    return placed(placement_answers(progress, found), found.limits.placement)


def start_level(progress: Progress, found: Curriculum) -> int:
    """The level at which one starts: the one that one chose, else the one of the test, else the first."""
    result = placement_result(progress, found)
    return progress.placement.chosen or (result.level if result else 1)


def merged(first_one: Progress, second: Progress) -> Progress:
    """Two of them joined, of one person on two devices: nothing of either is lost, the first wins a conflict."""
    days = {name: min(first_one.done.get(name, day), day) for name, day in second.done.items()}
    cards = {
        name: max((one.cards[name] for one in (first_one, second) if name in one.cards), key=lambda card: card.seen)
        for name in (*first_one.cards, *second.cards)
    }
    tests = (first_one.placement, second.placement)
    longer = max(tests, key=lambda one: (len(one.answers), bool(one.seed)))
    return Progress(
        role=first_one.role or second.role,
        read=_union(first_one.read, second.read),
        answers=_joined(first_one.answers, second.answers),
        before=_joined(first_one.before, second.before),
        after=_joined(first_one.after, second.after),
        decisions=_furthest(first_one.decisions, second.decisions),
        placement=replace(longer, chosen=first_one.placement.chosen or second.placement.chosen),
        cards=cards,
        done=first_one.done | days,
    )


def _joined(kept: dict[str, Answer], more: dict[str, Answer]) -> dict[str, Answer]:
    """The answers kept, then those that are new, each list in its order: mastery is traced along it."""
    return kept | {name: answer for name, answer in more.items() if name not in kept}


def _furthest(kept: dict[str, list[int]], more: dict[str, list[int]]) -> dict[str, list[int]]:
    """The decisions kept, or those that go on from them."""
    on = {name: made for name, made in more.items() if made[: len(kept.get(name, []))] == kept.get(name, [])}
    return kept | on


def _union(*lists: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(one for some in lists for one in some))


def _traced(progress: Progress, competency: str, found: Curriculum) -> list[bool]:
    """The answers on a competency, oldest first."""
    items = found.items
    return [
        right(items[item].key, answer)
        for item, answer in progress.answers.items()
        if item in items and items[item].competency == competency
    ]
