"""Lessons and modules: to read, to answer, to take along."""

from litestar import Controller, Response, get, post
from litestar.params import FromPath
from litestar.response import Redirect
from msgspec import Struct
from msgspec.structs import replace

from municipal.cases.queries import from_source
from municipal.db import reading
from municipal.indicators.queries import indicator
from municipal.learning.carrying import TooLargeError
from municipal.learning.curriculum import Curriculum, Lesson, Module, curriculum
from municipal.learning.file import lesson_file
from municipal.learning.forms import AnswerForm
from municipal.learning.keeping import change, essentials_done, learner, sent_with, standing
from municipal.learning.progress import Answer, Progress, answered
from municipal.learning.seeds import ItemSeed
from municipal.learning.views import ModuleRow, lesson_view, module_row, module_rows, next_part, place, question
from municipal.learning.words import CHOOSE, COOKIE_FULL
from municipal.web.addresses import address, canonical, paths
from municipal.web.form import parse, query
from municipal.web.language import translator
from municipal.web.onward import within
from municipal.web.open import OPEN
from municipal.web.page import Asked, found, language, page, settings
from municipal.web.threads import reads, sent, takes


class LessonQuery(Struct, frozen=True):
    """The page that needed this lesson, to which one goes back."""

    back: str = ""


class Onward(Struct, frozen=True):
    """Where a lesson leads: its label's kind and its address."""

    kind: str
    href: str


class LessonPages(Controller):
    """Modules and their lessons."""

    opt = OPEN
    include_in_schema = False

    @get(paths("module"))
    @reads
    def module(self, request: Asked, id: FromPath[str]) -> Response[bytes]:  # noqa: A002 - as in the address
        """A module: its parts, what to remember, a case, an indicator, its sources; or that it is in preparation."""
        spoken, all_of_it = language(request), curriculum()
        module = found(all_of_it.modules.get(id))
        progress = standing(request).progress
        with reading() as session:
            measure = indicator(session, module.seed.indicator, spoken) if module.seed.indicator else None
        name, part = next_part(progress, module, all_of_it)
        return page(
            request,
            "module",
            "learning/module.html",
            id=id,
            private=not progress.empty,
            row=module_row(module, progress, all_of_it, spoken),
            seed=module.seed,
            retain=module.seed.texts("retain", spoken),
            case=module.seed.text("case", spoken),
            told=from_source(module.seed.case_source_url, spoken, demo=settings(request).demo),
            why=module.seed.text("indicator_why", spoken),
            measure=measure,
            sources=module.sources,
            level=next(one.text("name", spoken) for one in all_of_it.levels if one.level == module.seed.level),
            competencies=[all_of_it.competencies[code].text("name", spoken) for code in module.seed.competencies],
            needs=module_rows(
                [all_of_it.modules[one] for one in module.seed.prerequisites], progress, all_of_it, spoken
            ),
            onward=address(name, spoken, id=part),
            after=_after(module, all_of_it, spoken),
            finished=essentials_done(progress),
        )

    @get(paths("lesson"))
    @reads
    def lesson(self, request: Asked, id: FromPath[str]) -> Response[bytes]:  # noqa: A002 - as in the address
        """A lesson, its questions, and the way on."""
        asked = query(LessonQuery, canonical(request.query_params.multi_items()))
        return _lesson(request, id, within(asked.back), {})

    @post(paths("lesson"), action="learning.answer")
    @takes
    def read(self, request: Asked, id: FromPath[str]) -> Response[bytes] | Redirect:  # noqa: A002 - as in the address
        """The end of a lesson without questions is reached."""
        lesson = found(curriculum().lessons.get(id))
        try:
            changed = change(request, lambda one: replace(one, read=[*dict.fromkeys([*one.read, lesson.id])]))
        except TooLargeError:
            return _lesson(request, id, "", {"": translator(language(request))(COOKIE_FULL)}, status=422)
        there = _onward(lesson, curriculum(), language(request)).href
        return sent_with(Redirect(there, status_code=303), changed)

    @get(paths("lesson_file"), action="learning.read")
    @reads
    def file(self, request: Asked, id: FromPath[str]) -> Response[bytes]:  # noqa: A002 - as in the address
        """The lesson as one file that opens without a network."""
        lesson = found(curriculum().lessons.get(id))
        spoken = language(request)
        return Response(
            lesson_file(lesson, curriculum(), spoken).encode(),
            media_type="text/html",
            headers={"content-disposition": f'attachment; filename="repere-{lesson.id}-{spoken}.html"'},
        )

    @post(paths("learn_answer"), action="learning.answer")
    @takes
    def answer(self, request: Asked, id: FromPath[str]) -> Response[bytes] | Redirect:  # noqa: A002 - as in the address
        """Keep an answer and show what it is worth; without a choice, the lesson comes back and says so."""
        all_of_it, spoken = curriculum(), language(request)
        item = found(all_of_it.items.get(id))
        lesson = found(all_of_it.lesson_of(item))
        form, _ = parse(AnswerForm, sent(request))
        back = within((sent(request).get("back") or [""])[0])
        if form is None or form.choice > len(item.options_fr):
            return _refused(request, lesson, item, back, translator(spoken)(CHOOSE))
        try:
            changed = change(request, lambda progress: answered(progress, id, Answer(form.choice)))
        except TooLargeError:
            return _refused(request, lesson, item, back, translator(spoken)(COOKIE_FULL))
        if _partial(request):
            return sent_with(_question(request, lesson, item, back, changed.progress.answers[id]), changed)
        there = address("lesson", spoken, id=lesson.id, back=back) + f"#q-{id}"
        return sent_with(Redirect(there, status_code=303), changed)


def _partial(request: Asked) -> bool:
    return request.headers.get("hx-request-type") == "partial"


def _refused(request: Asked, lesson: Lesson, item: ItemSeed, back: str, message: str) -> Response[bytes]:
    """The question again, alone or in its lesson, with what is missing."""
    if _partial(request):
        return _question(request, lesson, item, back, None, error=message)
    return _lesson(request, lesson.id, back, {item.id: message}, status=422)


def _question(
    request: Asked, lesson: Lesson, item: ItemSeed, back: str, answer: Answer | None, error: str = ""
) -> Response[bytes]:
    """A question alone, as it stands in its lesson."""
    return page(
        request,
        "lesson",
        "learning/lesson.html",
        fragment="learning/_question.html",
        id=lesson.id,
        status=422 if error else 200,
        private=True,
        question=replace(question(item, language(request), answer, error=error), number=place(lesson, item)),
        back=back,
    )


def _lesson(request: Asked, identity: str, back: str, errors: dict[str, str], status: int = 200) -> Response[bytes]:
    """The page of a lesson, perhaps with what is missing in an answer."""
    spoken, all_of_it = language(request), curriculum()
    lesson = found(all_of_it.lessons.get(identity))
    module = all_of_it.modules[lesson.module]
    progress = standing(request).progress
    view = lesson_view(lesson, progress, all_of_it, spoken)
    questions = [replace(one, error=errors.get(one.id, "")) for one in view.questions]
    return page(
        request,
        "lesson",
        "learning/lesson.html",
        id=identity,
        status=status,
        private=bool(errors) or not progress.empty,
        onward=_onward(lesson, all_of_it, spoken),
        before=next((one.id for one in module.lessons if one.number == lesson.number - 1), ""),
        back=back,
        errors=[{"field": f"q-{name}" if name else "contenu", "message": text} for name, text in errors.items()],
        saved=bool(learner(request)),
        first=lesson.id == next(iter(all_of_it.lessons), ""),
        lesson=replace(view, questions=questions),
        module=module_row(module, progress, all_of_it, spoken),
    )


def _onward(lesson: Lesson, all_of_it: Curriculum, spoken: str) -> Onward:
    """The next lesson of the module, its scenario, or the module's own page."""
    module = all_of_it.modules[lesson.module]
    following = next((one for one in module.lessons if one.number > lesson.number), None)
    if following:
        return Onward("lesson", address("lesson", spoken, id=following.id))
    if module.scenario:
        return Onward("scenario", address("scenario", spoken, id=module.id))
    return Onward("module", address("module", spoken, id=module.id))


def _after(module: Module, all_of_it: Curriculum, spoken: str) -> ModuleRow | None:
    """The module that follows on the map and can be followed."""
    ready = [one for one in all_of_it.modules.values() if one.ready]
    place = next((n for n, one in enumerate(ready) if one.id == module.id), None)
    if place is None or place + 1 >= len(ready):
        return None
    return module_row(ready[place + 1], Progress(), all_of_it, spoken)
