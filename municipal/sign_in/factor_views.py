"""The forms that enrol a proof, as they are drawn."""

from litestar import Response

from municipal.db import reading
from municipal.keys import seal
from municipal.people.bodies import body_name
from municipal.people.queries import person
from municipal.sign_in.arriving import site
from municipal.sign_in.proofs import ask_key
from municipal.sign_in.totp import qr_svg, uri
from municipal.web.actor import Actor, the_actor
from municipal.web.form import FieldError
from municipal.web.inline import data_address
from municipal.web.language import translator
from municipal.web.page import Asked, page


def context_of(actor: Actor) -> list[str]:
    """What anybody would try first: the person's name and address, the names of their bodies."""
    with reading() as session:
        known = person(session, actor.person)
        bodies = [body_name(session, body, spoken) for body in actor.bodies for spoken in ("fr", "en")]
    return [text for text in (actor.name, known.email if known else "", *bodies) if text]


def code_form(request: Asked, secret: str, errors: list[FieldError]) -> Response[bytes]:
    """The form that enrols an application: a picture, the same secret in letters, and a first code."""
    actor = the_actor(request)
    with reading() as session:
        known = person(session, actor.person)
    account = (known and known.email) or actor.name
    return page(
        request,
        "factor_code",
        "sign_in/factor_code.html",
        status=422 if errors else 200,
        private=True,
        errors=errors,
        secret=" ".join(secret[n : n + 4] for n in range(0, len(secret), 4)),
        sealed=seal(f"{actor.person}~{secret}"),
        picture=data_address(qr_svg(uri(secret, account, "Repère"))),
    )


def key_form(request: Asked, errors: list[FieldError]) -> Response[bytes]:
    """The form that enrols a key."""
    actor = the_actor(request)
    with reading() as session:
        here = site(request)
        asking = ask_key(session, here, actor.person, "register", name=actor.name) if here.takes_keys else None
    return page(
        request,
        "factor_key",
        "sign_in/factor_key.html",
        status=422 if errors else 200,
        private=True,
        errors=errors,
        asking=asking,
    )


def password_form(request: Asked, errors: list[FieldError]) -> Response[bytes]:
    """The form of a new password."""
    return page(
        request,
        "password",
        "sign_in/password.html",
        status=422 if errors else 200,
        private=True,
        errors=errors,
    )


def refusal(kind: str, spoken: str) -> str:
    """What to do, where a password is refused."""
    _ = translator(spoken)
    return {
        "short": _("Écrivez au moins 15 caractères\u00a0: quatre mots sans lien, par exemple."),
        "long": _("Écrivez au plus 128 caractères."),
        "common": _("Choisissez-en un autre\u00a0: celui-ci est trop courant."),
        "context": _("Choisissez-en un autre, sans votre nom, votre ville ni ce service."),
    }[kind]
