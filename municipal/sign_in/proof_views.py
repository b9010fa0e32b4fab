"""The form of one more proof, as it is drawn."""

from litestar import Response

from municipal.db import reading
from municipal.people.factors import factors_of
from municipal.people.queries import person
from municipal.sign_in.arriving import site
from municipal.sign_in.proofs import ask_key
from municipal.web.actor import Actor, the_actor
from municipal.web.form import FieldError
from municipal.web.page import Asked, page, settings


def is_fictitious(request: Asked, actor: Actor) -> bool:
    """In the demonstration nobody has a proof to give: pressing the button is enough."""
    return settings(request).demo and actor.person.startswith("demo-")


def proof_form(request: Asked, name: str, back: str, errors: list[FieldError]) -> Response[bytes]:
    """The form of one more proof: those that the person can give."""
    actor = the_actor(request)
    with reading() as session:
        kinds = {row.kind for row in factors_of(session, actor.person)}
        usable = "passkey" in kinds and site(request).takes_keys
        asking = ask_key(session, site(request), actor.person, "sign-in") if usable else None
        known = person(session, actor.person)
    return page(
        request,
        name,
        "sign_in/proof.html",
        status=422 if errors else 200,
        private=True,
        step=name,
        back=back,
        errors=errors,
        has_code="totp" in kinds,
        asking=asking,
        has_password=name == "confirm" and not kinds and bool(known and known.password),
        fictitious=is_fictitious(request, actor),
    )
