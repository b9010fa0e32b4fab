"""What a second person answers to a word, and a word taken out again; an acceptance is checked anew first."""

from collections.abc import Mapping

from litestar.exceptions import NotFoundException
from sqlmodel import Session

from municipal.cities.desk import permit
from municipal.db import reading, write
from municipal.people.roles import PROVINCE
from municipal.thesaurus.acts import Again, Made, onward
from municipal.thesaurus.check import checked
from municipal.thesaurus.forms import AnswerForm
from municipal.thesaurus.proposing import Checked, Choice, Decided, decide, take_back
from municipal.thesaurus.queries import TermRow, term
from municipal.thesaurus.weak_queue import weak_needs
from municipal.web.actor import the_actor
from municipal.web.form import FieldError, parse, said, unix_lines, without
from municipal.web.language import translator
from municipal.web.page import Asked, language, settings
from municipal.web.threads import sent


def answer(request: Asked) -> Made:
    """Accept or refuse a word, with a reason; an acceptance checks it anew first."""
    allowed = permit(request, PROVINCE)
    allowed("word.accept")
    accepted = said(sent(request), "act") == "accept"
    form = _answer(request)
    if isinstance(form, Again):
        return form
    choice = Choice(form.word, form.version, accepted, form.reason)
    told: Checked | None = None
    if accepted:
        with reading() as session:
            one = the_word(session, form.word)
            told = checked(session, one.seed, weak_needs(settings(request).data, session))
    person = the_actor(request).person
    made: Decided = write(lambda session: decide(session, allowed, person, choice, told))
    return onward(request, made, "accepted" if accepted else "refused", Again(word=form.word, checked=told))


def undo(request: Asked) -> Made:
    """Take a word out again, with a reason."""
    allowed = permit(request, PROVINCE)
    allowed("word.propose")
    form = _answer(request)
    if isinstance(form, Again):
        return form
    choice = Choice(form.word, form.version, accepted=False, reason=form.reason)
    made: Decided = write(lambda session: take_back(session, allowed, choice))
    return onward(request, made, "taken_back", Again(word=form.word))


def the_word(session: Session, identity: str) -> TermRow:
    """A word by its id. Raises NotFoundException for none."""
    row = term(session, identity)
    if row is None:
        raise NotFoundException
    return row


def _answer(request: Asked) -> AnswerForm | Again:
    raw = unix_lines(sent(request))
    form, wrong = parse(AnswerForm, without(raw, "act"))
    if form is None and set(wrong) != {"reason"}:
        raise NotFoundException
    if form is None:
        _ = translator(language(request))
        error = FieldError("reason", _("Dites pourquoi, en 5 à 1\u00a0000 caractères."))
        return Again(word=said(raw, "word"), values=_reason(raw), errors=[error])
    return form


def _reason(raw: Mapping[str, list[str]]) -> dict[str, str]:
    return {"reason": said(raw, "reason")}
