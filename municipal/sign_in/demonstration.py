"""In the demonstration alone: an address that signs in a fictitious person of a role, every proof met."""

from typing import Final

from sqlmodel import Session

from municipal.people.bodies import body_name, mrc_body
from municipal.people.one_time import make
from municipal.people.queries import add_person, person, set_roles
from municipal.people.roles import PROVINCE, kind_of, roles
from municipal.traces.chain import SYSTEM
from municipal.web.addresses import address
from municipal.web.language import translator
from municipal.web.marking import mark
from vendors.sources.faults import Fault, UnusableError

# The demonstration's village of 934 residents, whose MRC has other cities.
DEFAULT_CITY: Final = "00002"


def sign_in_link(session: Session, role: str, *, city: str | None, mrc: bool, language: str) -> str:
    """The path of an address that works once and signs in with a role.

    The body is the city, its MRC when `mrc` asks for it, or the province for the roles that are held there alone.
    Raises UnusableError when the role or the city does not exist.
    """
    chosen = roles().get(role)
    if chosen is None:
        known = ", ".join(roles())
        fault = Fault(
            "role", role, f"Choisissez un de ces rôles\u00a0: {known}.", f"Choose one of these roles: {known}."
        )
        raise UnusableError([fault])
    body = _body(session, chosen.fits("00000"), city or DEFAULT_CITY, mrc=mrc)
    if not chosen.fits(body):
        fr, en = "Choisissez un autre organisme pour ce rôle.", "Choose another body for this role."
        raise UnusableError([Fault("body", body, fr, en)])
    identity = f"demo-{role}-{body.replace(':', '-')}".replace("_", "-")
    if person(session, identity) is None:
        name = translator(language)(mark("{role} (personne fictive)")).format(role=chosen.name(language))
        add_person(session, name=name, email=None, language=language, identity=identity)
    set_roles(session, SYSTEM, person=identity, body=body, wanted=[role], keep=True)
    made = make(session, "demo", person=identity, body=body, roles=[role], language=language)
    return address("one_time", language, id=made.token)


def _body(session: Session, local: bool, city: str, *, mrc: bool) -> str:  # noqa: FBT001 - told by its name at the call
    if not local:
        return PROVINCE
    found = mrc_body(session, city) if mrc else city
    if found is None or kind_of(found) == "province" or body_name(session, found, "fr") is None:
        fr = "Vérifiez le code de la municipalité, ou son appartenance à une MRC."
        en = "Check the municipality code, or that it belongs to an MRC."
        raise UnusableError([Fault("city", city, fr, en)])
    return found
