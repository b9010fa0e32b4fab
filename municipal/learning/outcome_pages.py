"""The same questions before and after the essentials: what was gained, and how well one knows what one knows."""

from typing import Final, Literal

from litestar import Controller, Response, get, post
from litestar.response import Redirect
from msgspec.structs import replace

from municipal.learning.carrying import TooLargeError
from municipal.learning.confidence import asked, confidences, heard, summary
from municipal.learning.curriculum import Curriculum, curriculum
from municipal.learning.keeping import change, sent_with, standing
from municipal.learning.outcome import outcome
from municipal.learning.progress import Answer, Progress, right
from municipal.learning.seeds import ItemSeed
from municipal.learning.views import QuestionView, marked, question
from municipal.learning.words import COOKIE_FULL
from municipal.web.addresses import address, paths
from municipal.web.language import translator
from municipal.web.open import OPEN
from municipal.web.page import Asked, language, page
from municipal.web.threads import reads, sent, takes

Moment = Literal["before", "after"]
PAGES: Final[dict[Moment, str]] = {"before": "outcome_before", "after": "outcome_after"}


class OutcomePages(Controller):
    """Before and after."""

    opt = OPEN
    include_in_schema = False

    @get(paths("outcome_before"))
    @reads
    def before(self, request: Asked) -> Response[bytes]:
        """The next question before the essentials, or that all were answered."""
        return _shown(request, "before")

    @get(paths("outcome_after"))
    @reads
    def after(self, request: Asked) -> Response[bytes]:
        """The next question after the essentials, or what was gained."""
        return _shown(request, "after")

    @post(paths("outcome_before"), action="learning.answer")
    @takes
    def answer_before(self, request: Asked) -> Response[bytes] | Redirect:
        """Keep an answer given before."""
        return _answer(request, "before")

    @post(paths("outcome_after"), action="learning.answer")
    @takes
    def answer_after(self, request: Asked) -> Response[bytes] | Redirect:
        """Keep an answer given after."""
        return _answer(request, "after")


def pairs(given: dict[str, Answer], all_of_it: Curriculum) -> list[tuple[bool, float]]:
    """Answers as (right, probability that one gave it)."""
    said = [one.probability for one in all_of_it.limits.confidence]
    return [
        (right(all_of_it.items[name].key, answer), said[answer.confidence] if answer.choice else 0.0)
        for name, answer in given.items()
        if name in all_of_it.items and answer.confidence < len(said)
    ]


def _answer(request: Asked, moment: Moment) -> Response[bytes] | Redirect:
    all_of_it, spoken = curriculum(), language(request)
    given = heard(sent(request), _bank(all_of_it), len(all_of_it.limits.confidence), spoken)
    if given.errors:
        return _shown(request, moment, given.errors, (given.item, given.answer.choice))

    def work(one: Progress) -> Progress:
        before: dict[str, Answer] = getattr(one, moment)
        return one if given.item in before else replace(one, **{moment: before | {given.item: given.answer}})

    try:
        changed = change(request, work)
    except TooLargeError:
        return _shown(request, moment, {"choice": translator(spoken)(COOKIE_FULL)})
    return sent_with(Redirect(address(PAGES[moment], spoken), status_code=303), changed)


def _bank(all_of_it: Curriculum) -> dict[str, ItemSeed]:
    return {item.id: item for item in all_of_it.bank("outcome")}


def _shown(
    request: Asked, moment: Moment, errors: dict[str, str] | None = None, chosen: tuple[str, int] = ("", 0)
) -> Response[bytes]:
    all_of_it, spoken, told = curriculum(), language(request), errors or {}
    progress = standing(request).progress
    given: dict[str, Answer] = getattr(progress, moment)
    bank = _bank(all_of_it)
    left = [name for name in bank if name not in given]
    item = bank[left[0]] if left else None
    # Half of the questions before is no measure: the same ones are compared, or none.
    before = progress.before if progress.before.keys() >= bank.keys() else {}
    return page(
        request,
        PAGES[moment],
        "learning/outcome.html",
        status=422 if told else 200,
        private=bool(told) or not progress.empty,
        moment=moment,
        question=marked(asked(item, spoken, told), *chosen),
        count=len(bank) - len(left) + 1,
        total=len(bank),
        confidence=confidences(all_of_it, spoken),
        outcome=outcome(pairs(before, all_of_it), pairs(progress.after, all_of_it)),
        reviewed=_reviewed(progress, all_of_it, spoken) if moment == "after" and not left else [],
        errors=summary(item, told) if item else [],
    )


def _reviewed(progress: Progress, all_of_it: Curriculum, spoken: str) -> list[QuestionView]:
    """The questions with the answers given after."""
    return [question(item, spoken, progress.after[item.id]) for item in all_of_it.bank("outcome")]
