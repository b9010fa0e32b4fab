"""The door: a password, or a link sent to one's address; and the way out."""

import secrets
from typing import Final

from litestar import Controller, Response, get, post
from litestar.response import Redirect
from sqlmodel import Session

from municipal.db import write
from municipal.mail.message import is_address
from municipal.people.attempts import attempt
from municipal.people.by import by
from municipal.people.one_time import by_code
from municipal.people.sessions import end
from municipal.sign_in.arriving import ASKED, agent, asked_by, asked_from, base_for_messages, inside
from municipal.sign_in.enter import by_password, send_link
from municipal.sign_in.entry_views import SignInQuery, asking_code, ways_in
from municipal.sign_in.forms import CodeForm, LinkForm, PasswordForm, WelcomeForm
from municipal.sign_in.used import asks_name, use_up
from municipal.traces.chain import By, record
from municipal.web.actor import actor_of, the_actor
from municipal.web.addresses import address, canonical, paths
from municipal.web.cookies import SESSION, cookie
from municipal.web.form import FieldError, parse, query
from municipal.web.language import translator
from municipal.web.onward import within
from municipal.web.page import Asked, language, settings
from municipal.web.threads import reads, sent, takes

_TEN_MINUTES: Final = 600


class SignInPages(Controller):
    """Sign in and out."""

    include_in_schema = False
    opt = {"action": "sign_in.ask"}  # noqa: RUF012 - as the framework wants it

    @get(paths("sign_in"))
    @reads
    def form(self, request: Asked) -> Response[bytes]:
        """The two ways in."""
        asked = query(SignInQuery, canonical(request.query_params.multi_items()))
        return ways_in(request, {"back": within(asked.back)}, [])

    @post(paths("sign_in"))
    @takes
    def enter(self, request: Asked) -> Response[bytes] | Redirect:
        """In by a password; whatever is wrong, the answer is the same."""
        given = sent(request)
        form, _errors = parse(PasswordForm, given, exact=("password",))
        email = "".join(given.get("email", []))
        attempt("sign_in", address=asked_from(request), person=email.strip().lower())
        value = by_password(form.email, form.password, agent(request), actor_of(request)) if form else None
        if form is None or value is None:
            _ = translator(language(request))
            wrong = _("Vérifiez le courriel et le mot de passe, puis essayez de nouveau.")
            back = within("".join(given.get("back", [])))
            return ways_in(request, {"email": email, "back": back}, [FieldError("username", wrong)])
        return inside(request, value, form.back)

    @post(paths("sign_in_link"))
    @takes
    def ask(self, request: Asked) -> Response[bytes]:
        """Send a link; the answer is the same whether the address has an account or not."""
        given = sent(request)
        form, _errors = parse(LinkForm, given)
        _ = translator(language(request))
        values = {"email": "".join(given.get("email", [])), "back": within("".join(given.get("back", [])))}
        if form is None or not is_address(form.email):
            return ways_in(request, values, [FieldError("email", _("Écrivez votre courriel, comme nom@ville.ca."))])
        base = base_for_messages(request)
        attempt("link", address=asked_from(request), person=form.email.lower())
        browser = asked_by(request) or secrets.token_urlsafe(24)
        send_link(
            form.email,
            browser=browser,
            language=language(request),
            onward=within(form.back),
            base=base,
        )
        answer = asking_code(request, [])
        answer.set_cookie(cookie(ASKED, browser, secure=settings(request).secure, seconds=_TEN_MINUTES))
        return answer

    @get(paths("sign_in_code"))
    @reads
    def code_form(self, request: Asked) -> Response[bytes]:
        """The form of the code again, in the other language for instance."""
        return asking_code(request, [])

    @post(paths("sign_in_code"))
    @takes
    def code(self, request: Asked) -> Response[bytes] | Redirect:
        """In by the code of the message, when the link would open in another browser; who is new says their name."""
        given = sent(request)
        form, _errors = parse(CodeForm, given)
        attempt("sign_in", address=asked_from(request), person=asked_by(request) or "")
        wanted = form.code if form else ""
        found = write(lambda session: by_code(session, wanted, asked_by(request)))
        _ = translator(language(request))
        if found is None:
            write(lambda session: record(session, By("unknown"), "sign_in.refused", "account", "unknown"))
            wrong = _("Vérifiez les huit chiffres, ou demandez un nouveau lien.")
            return asking_code(request, [FieldError("code", wrong)])
        if not asks_name(found):
            return use_up(request, found)
        named, _errors = parse(WelcomeForm, {"name": given.get("name", [])})
        if named is None:
            wrong = [FieldError("name", _("Écrivez votre nom, de 2 à 100 caractères."))] if "name" in given else []
            return asking_code(request, wrong, wanted, "".join(given.get("name", [])))
        return use_up(request, found, named.name)


class SignOutPages(Controller):
    """The way out."""

    include_in_schema = False

    @post(paths("sign_out"), action="session.leave")
    @takes
    def leave(self, request: Asked) -> Redirect:
        """End this session; the browser forgets what it kept of it."""
        actor = the_actor(request)

        def work(session: Session) -> None:
            end(session, actor.person, only=actor.session)
            record(session, by(request), "sign_out", "account", actor.person)

        write(work)
        answer = Redirect(address("sign_in", language(request)), status_code=303)
        answer.headers["clear-site-data"] = '"cache", "storage"'
        answer.set_cookie(cookie(SESSION, "", secure=settings(request).secure, seconds=0))
        return answer
