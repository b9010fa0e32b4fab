"""« Ouvrir ma ville »: whoever works for a city asks for its first account; what happens next is told plainly."""

from litestar import Controller, Response, get, post
from litestar.response import Redirect
from msgspec import Struct
from sqlmodel import Session

from municipal.cities.forms import OpenForm, OpenQuery
from municipal.db import reading, write
from municipal.mail.message import is_address
from municipal.people.attempts import attempt
from municipal.people.by import by
from municipal.people.openings import ask, is_open
from municipal.places.names import Place
from municipal.places.queries import Seat, place, who
from municipal.sign_in.arriving import asked_from, base_for_messages
from municipal.traces.once import new_token, once
from municipal.web.addresses import address, canonical, paths
from municipal.web.form import FieldError, parse, query, said
from municipal.web.language import translator
from municipal.web.page import Asked, found, language, page
from municipal.web.threads import reads, sent, takes


class Shown(Struct, frozen=True):
    """What was typed, and what is wrong with it."""

    q: str = ""
    values: dict[str, str] = {}
    errors: tuple[FieldError, ...] = ()
    received: str = ""


class OpeningPages(Controller):
    """Ask for a city's first account."""

    include_in_schema = False

    @get(paths("open_city"), action="opening.ask")
    @reads
    def form(self, request: Asked) -> Response[bytes]:
        """Find the city, then the form; a city that is open already says whom to ask."""
        asked = query(OpenQuery, canonical(request.query_params.multi_items()))
        with reading() as session:
            if asked.city:
                chosen = found(place(session, asked.city))
                return _page(request, session, chosen, [], Shown(received=asked.received))
            answer = who(session, asked.q) if asked.q else None
            chosen = place(session, answer.place.code) if answer and answer.place else None
            return _page(request, session, chosen, answer.choices if answer else [], Shown(q=asked.q))

    @post(paths("open_city"), action="opening.ask")
    @takes
    def ask(self, request: Asked) -> Response[bytes] | Redirect:
        """Keep the request; the town hall, or an administrator of the service, answers it."""
        given = sent(request)
        form, errors = parse(OpenForm, given)
        spoken = language(request)
        if form and not is_address(form.email):
            errors["email"] = "unknown"
        with reading() as session:
            chosen = found(place(session, said(given, "city").strip()))
            if form is None or errors or is_open(session, chosen.code):
                values = {name: said(given, name) for name in ("name", "email")}
                return _page(request, session, chosen, [], Shown("", values, _errors(errors, spoken)))
        attempt("opening", address=asked_from(request))

        who_asks = by(request)

        def work(session: Session) -> str:
            def act() -> str:
                to_hall = ask(
                    session,
                    who_asks,
                    city=chosen.code,
                    name=form.name,
                    email=form.email,
                    language=spoken,
                    base=base_for_messages(request),
                )
                return address("open_city", spoken, city=chosen.code, received="hall" if to_hall else "waiting")

            return once(session, form.once, who_asks.person, act)

        return Redirect(write(work), status_code=303)


def _errors(errors: dict[str, str], spoken: str) -> tuple[FieldError, ...]:
    _ = translator(spoken)
    told = {
        "name": _("Écrivez votre nom, de 2 à 100 caractères."),
        "email": _("Écrivez votre courriel, comme nom@ville.ca."),
    }
    lost = _("Retirez ce champ\u00a0: il n’est pas attendu.")
    return tuple(FieldError(name, told.get(name, lost)) for name in errors)


def _page(request: Asked, session: Session, chosen: Seat | None, choices: list[Place], shown: Shown) -> Response[bytes]:
    return page(
        request,
        "open_city",
        "cities/open.html",
        status=422 if shown.errors else 200,
        # A form's token is one visitor's, and whether a city is open may change at any moment.
        private=chosen is not None,
        chosen=chosen,
        choices=choices,
        already=chosen is not None and not shown.received and is_open(session, chosen.code),
        q=shown.q,
        values={"name": "", "email": ""} | shown.values,
        errors=shown.errors,
        received=shown.received,
        once=new_token() if chosen else "",
    )
