"""The desk: where anyone asks to talk to a person, and sees the answer."""

from litestar import Controller, Response, get, post
from litestar.exceptions import TooManyRequestsException
from litestar.params import FromPath
from litestar.response import Redirect
from sqlmodel import Session

from municipal.db import reading, write
from municipal.mail.message import is_address
from municipal.people.attempts import attempt
from municipal.people.by import by
from municipal.people.queries import person
from municipal.shared_needs.desk import ask, promised, the_desk
from municipal.shared_needs.desk_queue import figures, request_of
from municipal.shared_needs.desk_request_pages import DeskRequestPages
from municipal.shared_needs.forms import AskForm, DeskQuery
from municipal.shared_needs.offer import cities_for
from municipal.sign_in.arriving import asked_from, base_for_messages
from municipal.traces.once import new_token, once
from municipal.web.actor import actor_of
from municipal.web.addresses import address, canonical, paths
from municipal.web.form import FieldError, only, parse, query, said
from municipal.web.language import translator
from municipal.web.page import AddressMissing, Asked, choices, found, language, page, settings
from municipal.web.threads import reads, sent, takes

__all__ = ["DeskPages", "DeskRequestPages"]


class DeskPages(Controller):
    """Ask, and see the answer."""

    include_in_schema = False

    @get(paths("desk"), action="desk.ask")
    @reads
    def form(self, request: Asked) -> Response[bytes]:
        """The form, with the need that one came from."""
        asked = query(DeskQuery, canonical(request.query_params.multi_items()))
        return _form(request, {"need": asked.need, "city": asked.city}, [])

    @post(paths("desk"), action="desk.ask")
    @takes
    def ask(self, request: Asked) -> Response[bytes] | Redirect:
        """Keep the question, and lead to the page where its answer will stand."""
        raw = only(sent(request), AskForm)
        form, errors = parse(AskForm, raw)
        spoken = language(request)
        if form and not is_address(form.contact):
            errors["contact"] = "unknown"
        if form is None or errors:
            values = {name: said(raw, name) for name in AskForm.__struct_fields__}
            return _form(request, values, _errors(errors, spoken))
        try:
            attempt("desk", address=asked_from(request))
        except TooManyRequestsException as full:
            values = {name: said(raw, name) for name in AskForm.__struct_fields__}
            _ = translator(spoken)
            later = _("Réessayez demain\u00a0: cinq demandes par jour.")
            again = _form(request, values, [FieldError("text", later)], status=full.status_code)
            again.headers.update(full.headers or {})
            return again
        who, actor = by(request), actor_of(request)
        base = _base(request)

        def work(session: Session) -> str:
            def act() -> str:
                identity = ask(
                    session,
                    who,
                    actor,
                    need=form.need,
                    city=form.city,
                    contact=form.contact,
                    text=form.text,
                    language=form.language,
                    # Without an address of this site, a message could lead nowhere.
                    tell=the_desk(settings(request), "fr").email if base else "",
                    link=base + address("desk_requests", "fr"),
                )
                return address("desk_request", spoken, id=identity)

            return once(session, form.once, who.person, act)

        return Redirect(write(work), status_code=303)

    @get(paths("desk_request"), action="desk.ask")
    @reads
    def one(self, request: Asked, id: FromPath[str]) -> Response[bytes]:  # noqa: A002 - the name in the address
        """A question and its answer, for whoever knows the address."""
        with reading() as session:
            row = found(request_of(session, id))
        return page(
            request,
            "desk_request",
            "shared_needs/desk_request.html",
            id=id,
            private=True,
            row=row,
            desk=the_desk(settings(request), language(request)),
        )


def _form(request: Asked, values: dict[str, str], errors: list[FieldError], *, status: int = 422) -> Response[bytes]:
    spoken, actor = language(request), actor_of(request)
    with reading() as session:
        known = person(session, actor.person) if actor and not actor.pending else None
        mine = cities_for(session, actor, "need.talk")
        kept = figures(session)
    defaults = {
        "text": "",
        "contact": (known.email or "") if known else "",
        "language": spoken,
        "need": "",
        "city": mine[0].code if len(mine) == 1 else "",
    }
    _ = translator(spoken)
    return page(
        request,
        "desk",
        "shared_needs/desk.html",
        status=status if errors else 200,
        private=True,
        desk=the_desk(settings(request), spoken),
        values=defaults | {name: value for name, value in values.items() if value or errors},
        errors=errors,
        due_on=promised(),
        figures=kept,
        languages=choices([("fr", _("Français")), ("en", _("Anglais"))]),
        once=new_token(),
    )


def _base(request: Asked) -> str:
    """The address of this site for a message; blank where nobody has said it, and asking goes on without one."""
    try:
        return base_for_messages(request)
    except AddressMissing:
        return ""


def _errors(errors: dict[str, str], spoken: str) -> list[FieldError]:
    _ = translator(spoken)
    told = {
        "text": _("Écrivez votre question en 10 à 2\u00a0000 caractères."),
        "contact": _("Écrivez votre courriel, comme nom@ville.ca."),
        "language": _("Choisissez la langue de la réponse."),
    }
    lost = _("Rechargez la page, puis recommencez.")
    return [FieldError(name if name in told else "text", told.get(name, lost)) for name in errors]
