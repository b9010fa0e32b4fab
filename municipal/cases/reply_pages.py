"""« Droit de réponse »: what a supplier reads of a case that names it, and where it answers, without an account."""

from litestar import Controller, Response, get, post
from litestar.params import FromPath
from litestar.response import Redirect
from sqlmodel import Session

from municipal.cases.city_views import preview
from municipal.cases.forms import ReplyForm, ReplyQuery
from municipal.cases.pages import around
from municipal.cases.replying import Noticed, noticed, reply
from municipal.cases.screening import slips
from municipal.db import reading, write
from municipal.people.attempts import attempt
from municipal.people.by import by
from municipal.sign_in.arriving import asked_from
from municipal.traces.once import new_token, once
from municipal.web.addresses import address, canonical, paths
from municipal.web.form import FieldError, parse, query
from municipal.web.language import translator
from municipal.web.page import Asked, found, language, page, settings
from municipal.web.threads import reads, sent, takes


class CaseReplyPages(Controller):
    """The answer of a supplier, by the address of its notice."""

    include_in_schema = False

    @get(paths("case_reply"), action="case.reply")
    @reads
    def form(self, request: Asked, id: FromPath[str]) -> Response[bytes]:  # noqa: A002 - the name in the address
        """The case as it will be public, and the answer."""
        asked = query(ReplyQuery, canonical(request.query_params.multi_items()))
        with reading() as session:
            told = found(noticed(session, id))
            values = {"text": told.notice.reply, "name": told.notice.replied_by}
            return _page(request, session, id, told, values, [], received=asked.received)

    @post(paths("case_reply"), action="case.reply")
    @takes
    def answer(self, request: Asked, id: FromPath[str]) -> Response[bytes] | Redirect:  # noqa: A002 - as in the address
        """Keep the answer."""
        spoken = language(request)
        raw = {name: [one.replace("\r\n", "\n") for one in given] for name, given in sent(request).items()}
        form, wrong = parse(ReplyForm, raw)
        values = {name: "".join(raw.get(name, [])[:1]) for name in ("text", "name")}
        errors = _errors(wrong, values["text"], spoken)
        with reading() as session:
            told = found(noticed(session, id))
            if form is None or errors or not told.open:
                return _page(request, session, id, told, values, errors)
        attempt("case_reply", address=asked_from(request))
        who = by(request)

        def work(session: Session) -> str:
            def act() -> str:
                kept = reply(session, who, id, text=form.text, said_by=form.name)
                return address("case_reply", spoken, id=id, received="replied" if kept else "")

            return once(session, form.once, who.person, act)

        return Redirect(write(work, public=True), status_code=303)


def _errors(wrong: dict[str, str], text: str, spoken: str) -> list[FieldError]:
    _ = translator(spoken)
    told = {
        "text": _("Écrivez votre réponse, en 2\u00a0000 caractères au plus."),
        "name": _("Écrivez votre fonction, en 3 à 150 caractères."),
    }
    lost = _("Rechargez la page, puis recommencez.")
    errors = [FieldError(name, told.get(name, lost)) for name in wrong]
    if "text" not in wrong and (slipped := [words for slip, words in slips(text) if slip in ("insurance", "health")]):
        remedy = _("Retirez les numéros personnels\u00a0: {found}.")
        errors.append(FieldError("text", remedy.format(found=", ".join(slipped))))
    return errors


def _page(
    request: Asked,
    session: Session,
    code: str,
    told: Noticed,
    values: dict[str, str],
    errors: list[FieldError],
    *,
    received: str = "",
) -> Response[bytes]:
    spoken = language(request)
    card = preview(session, told.case, told.text, spoken) if told.text else None
    return page(
        request,
        "case_reply",
        "cases/reply.html",
        id=code,
        status=422 if errors else 200,
        private=True,
        told=told,
        card=card,
        values=values,
        errors=errors,
        received=received,
        once=new_token(),
        **(around(session, card, spoken, demo=settings(request).demo) if card else {}),
    )
