"""« Droit de réponse »: what a supplier reads of a case that names it, and where it answers, without an account."""

from typing import Final

from litestar import Controller, Response, get, post
from litestar.params import FromPath
from litestar.response import Redirect
from sqlmodel import Session

from municipal.cases.checking import beside
from municipal.cases.city_views import preview
from municipal.cases.forms import ReplyForm
from municipal.cases.pages import around
from municipal.cases.replying import Noticed, noticed, reply
from municipal.cases.screening import NAMES, Slip
from municipal.db import reading, write
from municipal.people.attempts import attempt
from municipal.people.by import by
from municipal.sign_in.arriving import asked_from
from municipal.traces.once import new_token, once
from municipal.web.addresses import address, canonical, paths
from municipal.web.form import FieldError, Received, parse, query, said
from municipal.web.language import translator
from municipal.web.page import Asked, found, language, page, settings
from municipal.web.threads import reads, sent, takes

# An enterprise may give its own address; no one’s number, and no way to one person.
_KEPT_OUT: Final[frozenset[Slip]] = frozenset({"email", "phone", "insurance", "health", "city"})


class CaseReplyPages(Controller):
    """The answer of a supplier, by the address of its notice."""

    include_in_schema = False

    @get(paths("case_reply"), action="case.reply")
    @reads
    def form(self, request: Asked, id: FromPath[str]) -> Response[bytes]:  # noqa: A002 - the name in the address
        """The case as it will be public, and the answer."""
        asked = query(Received, canonical(request.query_params.multi_items()))
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
        values = {name: said(raw, name) for name in ("text", "name")}
        with reading() as session:
            told = found(noticed(session, id))
            if not told.open:
                return _late(request, session, id, told, values)
            errors = [*_errors(wrong, spoken), *_slipped(session, told, wrong, values, spoken)]
            if form is None or errors:
                return _page(request, session, id, told, values, errors)
        attempt("case_reply", address=asked_from(request))
        who = by(request)

        def work(session: Session) -> str | None:
            def act() -> str | None:
                kept = reply(session, who, id, text=form.text, said_by=form.name)
                return address("case_reply", spoken, id=id, received="replied") if kept else None

            return once(session, form.once, who.person, act)

        if onward := write(work, public=True):
            return Redirect(onward, status_code=303)
        with reading() as session:
            return _late(request, session, id, found(noticed(session, id)), values)


def _late(request: Asked, session: Session, code: str, told: Noticed, values: dict[str, str]) -> Response[bytes]:
    """An answer that may no longer be kept: why, and its text as it was typed."""
    _ = translator(language(request))
    why = (
        _("Écrivez à la ville\u00a0: le cas est public avec votre réponse d’avant, et celle-ci n’est pas gardée.")
        if told.text
        else _("Copiez votre réponse\u00a0: la ville a retiré le cas ou le récrit, et elle n’est pas gardée.")
    )
    return _page(request, session, code, told, values, [FieldError("text", why)], status=409)


def _errors(wrong: dict[str, str], spoken: str) -> list[FieldError]:
    _ = translator(spoken)
    told = {
        "text": _("Écrivez votre réponse, en 2\u00a0000 caractères au plus."),
        "name": _("Écrivez votre fonction, en 3 à 150 caractères."),
    }
    lost = _("Rechargez la page, puis recommencez.")
    return [FieldError(name, told.get(name, lost)) for name in wrong]


def _slipped(
    session: Session, told: Noticed, wrong: dict[str, str], values: dict[str, str], spoken: str
) -> list[FieldError]:
    """What must not be public beside the case, field by field."""
    _ = translator(spoken)
    hidden = told.text is not None and told.text.visibility == "anonymous"
    remedy, errors = _("Retirez ce qui suit\u00a0: {found}."), list[FieldError]()
    for name, value in values.items():
        found = [one for one in beside(session, told.case.city, value, anonymous=hidden) if one[0] in _KEPT_OUT]
        if found and name not in wrong:
            listed = ", ".join(f"{_(NAMES[slip])} («\u00a0{words}\u00a0»)" for slip, words in found)
            errors.append(FieldError(name, remedy.format(found=listed)))
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
    status: int = 422,
) -> Response[bytes]:
    spoken = language(request)
    card = preview(session, told.case, told.text, spoken) if told.text else None
    return page(
        request,
        "case_reply",
        "cases/reply.html",
        id=code,
        status=status if errors else 200,
        private=True,
        told=told,
        card=card,
        values=values,
        errors=errors,
        received=received,
        once=new_token(),
        **(around(session, card, spoken, demo=settings(request).demo) if card else {}),
    )
