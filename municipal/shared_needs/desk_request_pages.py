"""Where those who keep the desk answer what waits."""

from typing import Any

from litestar import Controller, Response, get, post
from litestar.response import Redirect
from sqlmodel import Session

from municipal.db import write
from municipal.people.by import by
from municipal.people.roles import PROVINCE
from municipal.shared_needs.desk import answer
from municipal.shared_needs.desk_queue import figures, queue
from municipal.shared_needs.forms import AnswerForm
from municipal.sign_in.arriving import base_for_messages
from municipal.traces.accesses import note
from municipal.web.actor import the_actor
from municipal.web.addresses import address, canonical, paths
from municipal.web.form import FieldError, Received, only, parse, query, said
from municipal.web.language import translator
from municipal.web.page import Asked, language, page
from municipal.web.threads import sent, takes, writes


class DeskRequestPages(Controller):
    """Answer."""

    include_in_schema = False

    @get(paths("desk_requests"), action="desk.answer", body="province")
    @writes
    def index(self, request: Asked) -> Response[bytes]:
        """The questions that wait, with who asks: a read that the register of accesses keeps."""
        asked = query(Received, canonical(request.query_params.multi_items()))
        return _queue(request, asked.received)

    @post(paths("desk_requests"), action="desk.answer", body="province")
    @takes
    def answer(self, request: Asked) -> Response[bytes] | Redirect:
        """Answer a question; one that has its answer already says so."""
        raw = only(sent(request), AnswerForm)
        form, errors = parse(AnswerForm, raw)
        if form is None:
            _ = translator(language(request))
            told = _("Écrivez une réponse de 2 à 4\u00a0000 caractères.")
            lost = _("Rechargez la page, puis recommencez.")
            wrong = [FieldError(f"answer-{said(raw, 'id')}", told if "answer" in errors else lost)]
            return _queue(request, "", errors=wrong, typed={said(raw, "id"): said(raw, "answer")})
        base, who = base_for_messages(request), by(request)
        done = write(lambda session: answer(session, who, form.id, form.answer, version=form.version, base=base))
        if not done:
            return _queue(request, "gone", typed={form.id: form.answer})
        return Redirect(address("desk_requests", language(request), received="answered"), status_code=303)


def _queue(
    request: Asked, received: str, *, errors: list[FieldError] | None = None, typed: dict[str, str] | None = None
) -> Response[bytes]:
    def work(session: Session) -> dict[str, Any]:
        seen = {"person": the_actor(request).person, "body": PROVINCE, "request": request.scope["path"]}
        note(session, action="desk.answer", kind="desk_request", **seen)
        return {"asked": queue(session), "figures": figures(session)}

    return page(
        request,
        "desk_requests",
        "shared_needs/desk_requests.html",
        status=422 if errors else 409 if received == "gone" else 200,
        private=True,
        received=received,
        errors=errors or [],
        typed=typed or {},
        **write(work),
    )
