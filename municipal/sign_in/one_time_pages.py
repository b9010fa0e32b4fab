"""The page of an address that works once: what it will do, and the button that does it."""

from litestar import Controller, Response, get, post
from litestar.params import FromPath
from litestar.response import Redirect

from municipal.db import reading
from municipal.people.bodies import body_name
from municipal.people.one_time import Found, look, same_browser
from municipal.people.roles import roles
from municipal.sign_in.arriving import asked_by
from municipal.sign_in.forms import WelcomeForm
from municipal.sign_in.used import asks_name, still_there, use_up
from municipal.web.addresses import paths
from municipal.web.form import FieldError, parse
from municipal.web.language import translator
from municipal.web.page import Asked, language, page
from municipal.web.threads import reads, sent, takes


class OneTimePages(Controller):
    """Show, then use."""

    include_in_schema = False
    opt = {"action": "one_time.use"}  # noqa: RUF012 - as the framework wants it

    @get(paths("one_time"))
    @reads
    def show(self, request: Asked, id: FromPath[str]) -> Response[bytes]:  # noqa: A002 - the name in the address
        """The button; nothing happens before it is pressed, for mail filters follow links."""
        return _show(request, id, _found(id), "", [])

    @post(paths("one_time"))
    @takes
    def use(self, request: Asked, id: FromPath[str]) -> Response[bytes] | Redirect:  # noqa: A002 - the name in the address
        """The button was pressed."""
        found = _found(id)
        if found is None or not same_browser(found, asked_by(request)):
            return _show(request, id, found, "", [])
        name = ""
        if asks_name(found):
            form, errors = parse(WelcomeForm, sent(request))
            if form is None:
                _ = translator(language(request))
                wrong = [FieldError("name", _("Écrivez votre nom, de 2 à 100 caractères.")) for _error in errors]
                return _show(request, id, found, "".join(sent(request).get("name", [])), wrong)
            name = form.name
        return use_up(request, found, name)


def _found(token: str) -> Found | None:
    with reading() as session:
        found = look(session, token)
        return found if found and still_there(session, found) else None


def _show(request: Asked, token: str, found: Found | None, name: str, errors: list[FieldError]) -> Response[bytes]:
    spoken = language(request)
    elsewhere = found is not None and not same_browser(found, asked_by(request))
    with reading() as session:
        body = body_name(session, found.body, spoken) if found and found.body else ""
    return page(
        request,
        "one_time",
        "sign_in/one_time.html",
        id=token,
        status=422 if errors else 200 if found and not elsewhere else 410,
        private=True,
        found=found,
        elsewhere=elsewhere,
        body=body,
        roles=[roles()[role].name(spoken) for role in found.roles if role in roles()] if found else [],
        asks_name=bool(found and asks_name(found)),
        given_name=name,
        errors=errors,
    )
