"""The gate of a module from the second level on: questions until each of its competencies is mastered."""

from litestar import Controller, Response, get, post
from litestar.params import FromPath
from litestar.response import Redirect
from msgspec.structs import replace

from municipal.learning.carrying import TooLargeError
from municipal.learning.curriculum import Module, curriculum
from municipal.learning.forms import PracticeForm
from municipal.learning.keeping import change, sent_with, standing
from municipal.learning.progress import Answer, Progress, answered, gated, practice_question
from municipal.learning.views import module_row, question
from municipal.learning.words import CHOOSE, COOKIE_FULL
from municipal.web.addresses import address, paths
from municipal.web.form import parse
from municipal.web.language import translator
from municipal.web.page import Asked, found, language, page
from municipal.web.threads import reads, sent, takes


class MasteryPages(Controller):
    """What is still to be mastered in a module."""

    include_in_schema = False

    @get(paths("mastery"), action="learning.read")
    @reads
    def mastery(self, request: Asked, id: FromPath[str]) -> Response[bytes]:  # noqa: A002 - as in the address
        """The next question, or that nothing is missing."""
        return _shown(request, _module(id), standing(request).progress)

    @post(paths("mastery"), action="learning.answer")
    @takes
    def answer(self, request: Asked, id: FromPath[str]) -> Response[bytes] | Redirect:  # noqa: A002 - as in the address
        """Keep an answer; or, once all questions were seen, begin them again."""
        module = _module(id)
        form, _ = parse(PracticeForm, sent(request))
        progress, _t = standing(request).progress, translator(language(request))
        if form is None or (form.choice is None and not form.again):
            return _shown(request, module, progress, _t(CHOOSE))

        def work(one: Progress) -> Progress:
            if form.again:
                names = {item.id for item in module.items if item.bank == "practice"}
                kept = {name: answer for name, answer in one.answers.items() if name not in names}
                return replace(one, answers=kept)
            if form.choice is not None and form.item == practice_question(one, module, curriculum()):
                return answered(one, form.item, Answer(form.choice))
            return one

        try:
            changed = change(request, work)
        except TooLargeError:
            return _shown(request, module, progress, _t(COOKIE_FULL))
        there = address("mastery", language(request), id=id) + (f"#q-{form.item}" if form.item else "")
        return sent_with(Redirect(there, status_code=303), changed)


def _module(identity: str) -> Module:
    module = found(curriculum().modules.get(identity))
    return found(module if module.ready else None)


def _shown(request: Asked, module: Module, progress: Progress, error: str = "") -> Response[bytes]:
    spoken, all_of_it = language(request), curriculum()
    name = practice_question(progress, module, all_of_it)
    practised = [item for item in module.items if item.bank == "practice" and item.id in progress.answers]
    last = max(practised, key=lambda item: list(progress.answers).index(item.id), default=None)
    return page(
        request,
        "mastery",
        "learning/mastery.html",
        id=module.id,
        status=422 if error else 200,
        private=bool(error) or not progress.empty,
        module=module_row(module, progress, all_of_it, spoken),
        missing=[all_of_it.competencies[code].text("name", spoken) for code in gated(progress, module, all_of_it)],
        just=question(last, spoken, progress.answers[last.id]) if last else None,
        question=question(all_of_it.items[name], spoken, error=error) if name else None,
        errors=[{"field": f"q-{name}", "message": error}] if error and name else [],
    )
