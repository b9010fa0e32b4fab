"""« Mon compte »: how one is called, which browsers are signed in, what one declares."""

from litestar import Controller, Response, get, post
from litestar.exceptions import ClientException
from litestar.response import Redirect
from msgspec.structs import replace
from sqlmodel import Session

from municipal.db import reading, write
from municipal.people.account_views import account_form, interests_form, mistakes
from municipal.people.by import by
from municipal.people.forms import AccountForm, InterestForm, InterestsQuery, SessionForm
from municipal.people.interests import InterestRow, declare
from municipal.people.queries import change_account
from municipal.people.sessions import end, sessions_of
from municipal.traces.chain import record
from municipal.web.actor import the_actor
from municipal.web.addresses import address, canonical, paths
from municipal.web.form import FieldError, parse, query
from municipal.web.language import translator
from municipal.web.onward import within
from municipal.web.page import Asked, language, page
from municipal.web.threads import reads, sent, takes


class AccountPages(Controller):
    """One's own pages."""

    include_in_schema = False

    @get(paths("account"), action="account.read")
    @reads
    def account(self, request: Asked) -> Response[bytes]:
        """What one may do here, and how one is called."""
        return account_form(request, {}, [])

    @post(paths("account"), action="account.change")
    @takes
    def change(self, request: Asked) -> Response[bytes] | Redirect:
        """Keep name, language and notices; a change made elsewhere in between is shown, never written over."""
        form, errors = parse(AccountForm, sent(request))
        _ = translator(language(request))
        if form is None:
            told = {
                "name": _("Écrivez votre nom, de 2 à 100 caractères."),
                "language": _("Choisissez le français ou l’anglais."),
            }
            lost = _("Rechargez la page, puis recommencez.")
            values = {name: given[0] for name, given in sent(request).items() if given}
            return account_form(request, values, [FieldError(name, told.get(name, lost)) for name in errors])
        kept = write(
            lambda session: change_account(
                session,
                by(request),
                name=form.name,
                language=form.language,
                notices=form.notices == "yes",
                version=form.version,
            )
        )
        if not kept:
            moved = _("Regardez ce qui a changé ailleurs entre-temps, puis enregistrez de nouveau.")
            return account_form(request, {"name": form.name}, [FieldError("name", moved)], status=409)
        return Redirect(address("account", form.language), status_code=303)

    @get(paths("sessions"), action="account.read")
    @reads
    def sessions(self, request: Asked) -> Response[bytes]:
        """The browsers that are signed in."""
        with reading() as session:
            rows = sessions_of(session, the_actor(request))
        return page(request, "sessions", "people/sessions.html", private=True, open_sessions=rows)

    @post(paths("sessions"), action="session.end")
    @takes
    def end_sessions(self, request: Asked) -> Redirect:
        """End one of one's sessions, or all the others."""
        actor = the_actor(request)
        form, errors = parse(SessionForm, sent(request))
        if form is None:
            raise ClientException(", ".join(errors))
        only = form.session

        def work(session: Session) -> None:
            count = end(session, actor.person, only=only, but="" if only else actor.session)
            record(session, by(request), "session.ended", "account", actor.person, after=count)

        write(work)
        return Redirect(address("sessions", language(request)), status_code=303)

    @get(paths("interests"), action="account.read")
    @reads
    def interests(self, request: Asked) -> Response[bytes]:
        """What one declared about suppliers."""
        asked = query(InterestsQuery, canonical(request.query_params.multi_items()))
        return interests_form(request, {"vendor": asked.vendor, "back": within(asked.back)}, [])

    @post(paths("interests"), action="interest.declare")
    @takes
    def declare_interest(self, request: Asked) -> Response[bytes] | Redirect:
        """Keep a declaration."""
        given = sent(request)
        form, errors = parse(InterestForm, given)
        _ = translator(language(request))
        names = set(errors) | (mistakes(form) if form else set[str]())
        if form is None or names:
            told = {
                "vendor": _("Choisissez un fournisseur de la liste."),
                "declared": _("Répondez\u00a0: oui, ou non."),
                "kind": _("Choisissez le genre d’intérêt."),
                "since": _("Écrivez la date comme 2026-11-22."),
                "until": _("Écrivez une date comme 2026-11-22, après celle du début."),
                "statement": _("Écrivez au plus 1\u00a0000 caractères."),
            }
            lost = _("Retirez ce champ\u00a0: il n’est pas attendu.")
            values = {name: one[0] for name, one in given.items() if one}
            return interests_form(request, values, [FieldError(name, told.get(name, lost)) for name in sorted(names)])
        row = InterestRow(form.vendor, form.declared == "yes", form.kind, form.since, form.until, form.statement, "")

        def work(session: Session) -> None:
            for one in dict.fromkeys([form.vendor, *form.also]):
                declare(session, by(request), replace(row, vendor=one))

        write(work)
        back = within(form.back) or address("interests", language(request), vendor=form.vendor)
        return Redirect(back, status_code=303)
