"""One's own proofs: an application, keys, a password; enrolled and withdrawn by oneself."""

from litestar import Controller, Response, get, post
from litestar.exceptions import NotFoundException
from litestar.params import FromPath
from litestar.response import Redirect
from sqlmodel import Session

from municipal.db import reading, write
from municipal.people.attempts import attempt
from municipal.people.by import by
from municipal.people.factors import factors_of, remove_factor
from municipal.people.queries import person, set_password
from municipal.people.rules import decide
from municipal.people.sessions import begin, end, idle_limit
from municipal.sign_in.arriving import ALL_PROOFS, agent, inside, site
from municipal.sign_in.factor_views import code_form, context_of, key_form, password_form, refusal
from municipal.sign_in.forms import CodeFactorForm, KeyFactorForm, NewPasswordForm
from municipal.sign_in.passwords import hashed, problem
from municipal.sign_in.proofs import enrol_code, enrol_key
from municipal.sign_in.totp import new_secret
from municipal.traces.chain import record
from municipal.web.actor import Actor, the_actor
from municipal.web.addresses import address, paths
from municipal.web.form import FieldError, parse
from municipal.web.language import translator
from municipal.web.page import Asked, language, page
from municipal.web.threads import reads, sent, takes


class FactorPages(Controller):
    """List, enrol, withdraw."""

    include_in_schema = False

    @get(paths("factors"), action="factor.read")
    @reads
    def index(self, request: Asked) -> Response[bytes]:
        """One's proofs; whoever must enrol one begins here."""
        actor = the_actor(request)
        with reading() as session:
            rows = factors_of(session, actor.person)
            known = person(session, actor.person)
        return page(
            request,
            "factors",
            "sign_in/factors.html",
            private=True,
            factors=rows,
            has_password=bool(known and known.password),
            must=actor.pending == "enrol",
            recent=decide(actor, "factor.remove").ok,
            minutes=idle_limit(actor.grants) // 60,
        )

    @get(paths("factor_code"), action="factor.enrol")
    @reads
    def code(self, request: Asked) -> Response[bytes]:
        """A new secret to scan, or to type."""
        return code_form(request, new_secret(), [])

    @post(paths("factor_code"), action="factor.enrol")
    @takes
    def add_code(self, request: Asked) -> Response[bytes] | Redirect:
        """Enrolled once it shows a right code."""
        actor = the_actor(request)
        form, _errors = parse(CodeFactorForm, sent(request))
        attempt("proof", person=actor.person)
        if form and write(lambda session: enrol_code(session, by(request), sealed=form.sealed, code=form.code)):
            return _enrolled(request, actor)
        _ = translator(language(request))
        wrong = _("Tapez le code que l’application montre maintenant. Le dessin a changé\u00a0: balayez-le de nouveau.")
        return code_form(request, new_secret(), [FieldError("code", wrong)])

    @get(paths("factor_key"), action="factor.enrol")
    @reads
    def key(self, request: Asked) -> Response[bytes]:
        """Ask the browser for a key."""
        return key_form(request, [])

    @post(paths("factor_key"), action="factor.enrol")
    @takes
    def add_key(self, request: Asked) -> Response[bytes] | Redirect:
        """Enrolled once it has signed what was asked."""
        actor = the_actor(request)
        form, _errors = parse(KeyFactorForm, sent(request))
        attempt("proof", person=actor.person)

        def work(session: Session) -> bool:
            return form is not None and enrol_key(
                session, by(request), site(request), flow=form.flow, credential=form.credential, name=form.name
            )

        if write(work):
            return _enrolled(request, actor)
        _ = translator(language(request))
        return key_form(request, [FieldError("name", _("Essayez de nouveau\u00a0: la clé n’a pas répondu à temps."))])

    @post(paths("factor_remove"), action="factor.remove")
    @takes
    def remove(self, request: Asked, id: FromPath[str]) -> Redirect:  # noqa: A002 - the name in the address
        """Withdraw a proof."""
        if not write(lambda session: remove_factor(session, by(request), id)):
            raise NotFoundException
        return Redirect(address("factors", language(request)), status_code=303)

    @get(paths("password"), action="password.change")
    @reads
    def password(self, request: Asked) -> Response[bytes]:
        """The form of a new password."""
        return password_form(request, [])

    @post(paths("password"), action="password.change")
    @takes
    def change_password(self, request: Asked) -> Response[bytes] | Redirect:
        """Keep it, and end every other session."""
        actor = the_actor(request)
        form, errors = parse(NewPasswordForm, sent(request), exact=("password",))
        kind = problem(form.password, context_of(actor)) if form else ""
        if form is None or kind:
            kind = kind or ("short" if errors.get("password") in (None, "required") else "long")
            return password_form(request, [FieldError("password", refusal(kind, language(request)))])
        digest = hashed(form.password)

        def work(session: Session) -> None:
            set_password(session, actor.person, digest)
            end(session, actor.person, but=actor.session)
            record(session, by(request), "password.changed", "account", actor.person)

        write(work)
        return Redirect(address("factors", language(request)), status_code=303)


def _enrolled(request: Asked, actor: Actor) -> Redirect:
    """On under a new id with every proof given, for a new proof was just shown: inside, or back to the list."""

    def work(session: Session) -> str:
        end(session, actor.person, only=actor.session)
        return begin(session, actor.person, level=ALL_PROOFS, browser=agent(request))

    return inside(request, write(work), "", "account" if actor.pending else "factors")
