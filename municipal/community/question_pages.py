"""« Ma ville »: the questions that other cities asked of it, and those that it asked."""

from litestar import Controller, Response, get, post
from litestar.params import FromPath
from litestar.response import Redirect
from msgspec import Struct
from sqlmodel import Session

from municipal.cases.words import where
from municipal.cities.desk import CITY, desk, permit
from municipal.community.about import the_cases
from municipal.community.asked import Question, asked, received
from municipal.community.forms import AnswerForm
from municipal.community.notices import tell_asker
from municipal.community.questions import Moved, answer
from municipal.db import reading, write
from municipal.sign_in.arriving import base_for_messages
from municipal.traces.once import new_token, once
from municipal.web.actor import the_actor
from municipal.web.addresses import address, canonical, paths
from municipal.web.form import FieldError, Received, parse, query, said
from municipal.web.language import translator
from municipal.web.page import Asked, language, page, settings
from municipal.web.threads import reads, sent, takes


class Line(Struct, frozen=True):
    """A question as the page shows it; without a title, its case may no longer be read."""

    question: Question
    title: str
    where: str


class Again(Struct, frozen=True):
    """The page to show again: the answer that was typed, what is wrong with it, what somebody else answered."""

    question: str
    text: str
    errors: list[FieldError]
    status: int = 422
    theirs: str = ""
    version: int = 0


class CityQuestionPages(Controller):
    """Open questions first; each with its answer or the form for it."""

    include_in_schema = False

    @get(paths("city_questions"), action="body.read", body="id")
    @reads
    def index(self, request: Asked, id: FromPath[str]) -> Response[bytes]:  # noqa: A002 - the name in the address
        """What was asked of the city, and what it asked."""
        told = query(Received, canonical(request.query_params.multi_items()))
        return _questions(request, id, None, told.received)

    @post(paths("city_questions"), action="case.answer", body="id")
    @takes
    def change(self, request: Asked, id: FromPath[str]) -> Response[bytes] | Redirect:  # noqa: A002 - as in the address
        """Answer a question."""
        with reading() as session:
            desk(session, request, id, kinds=CITY)
        made = _answer(request, id)
        return _questions(request, id, made, "") if isinstance(made, Again) else Redirect(made, status_code=303)


def _answer(request: Asked, city: str) -> str | Again:
    raw = sent(request)
    form, wrong = parse(AnswerForm, raw)
    spoken = language(request)
    _ = translator(spoken)
    typed, chosen = said(raw, "text"), said(raw, "id")
    if form is None:
        told = _("Écrivez une réponse, en 2 à 2\u00a0000 caractères.")
        lost = _("Rechargez la page, puis recommencez.")
        return Again(chosen, typed, [FieldError(f"text-{chosen}", told if "text" in wrong else lost)])
    base = base_for_messages(request)

    def act(session: Session) -> str | Again:
        kept = answer(session, permit(request, city), city, form.id, text=form.text, version=form.version)
        if isinstance(kept, Moved):
            read = _("Lisez d’abord\u00a0: une autre personne a répondu entre-temps.")
            return Again(form.id, form.text, [FieldError(f"text-{form.id}", read)], 409, kept.answer, kept.version)
        if kept.first:
            titles = {one: _title(session, request, kept.case, one) for one in ("fr", "en")}
            tell_asker(session, base, author=kept.author, from_city=kept.from_city, titles=titles)
        return address("city_questions", spoken, id=city, received="answered")

    return write(lambda session: once(session, form.once, the_actor(request).person, lambda: act(session)))


def _title(session: Session, request: Asked, case: str, spoken: str) -> str:
    known = the_cases(session, spoken, demo=settings(request).demo, reader=the_actor(request))
    _ = translator(spoken)
    return known[case].title if case in known else _("un cas qui n’est plus public")


def _questions(request: Asked, city: str, again: Again | None, told: str) -> Response[bytes]:
    spoken = language(request)
    with reading() as session:
        at = desk(session, request, city, kinds=CITY)
        known = the_cases(session, spoken, demo=settings(request).demo, reader=at.actor)
        come, gone = received(session, city, spoken), asked(session, city, spoken)

    def line(one: Question) -> Line:
        row = known.get(one.case)
        return Line(one, row.title if row else "", where(row, spoken) if row else "")

    return page(
        request,
        "city_questions",
        "community/questions.html",
        id=city,
        status=again.status if again else 200,
        private=True,
        at=at,
        waiting=[line(one) for one in come if not one.answered_at],
        answered=[line(one) for one in come if one.answered_at],
        asked=[line(one) for one in gone],
        may=at.may("case.answer"),
        again=again,
        errors=again.errors if again else [],
        once=new_token(),
        received=told,
    )
