"""The bodies for which people act: a municipality (its code), an MRC (`mrc:CODE`), the province."""

from sqlmodel import Session

from municipal.people.roles import MRC, PROVINCE, kind_of
from municipal.places.queries import mrc_name, place
from municipal.web.language import translator


def body_name(session: Session, body: str, language: str) -> str | None:
    """The name of a body, as a sentence says it; nothing when there is no such body."""
    _ = translator(language)
    kind = kind_of(body)
    if kind == "province":
        return _("l’organisme provincial")
    if kind == "mrc":
        name = mrc_name(session, body.removeprefix(MRC))
        return _("MRC {name}").format(name=name) if name else None
    found = place(session, body)
    return found.label if found else None


def exists(session: Session, body: str) -> bool:
    """Whether there is such a body."""
    return body == PROVINCE or body_name(session, body, "fr") is not None


def mrc_body(session: Session, city: str) -> str | None:
    """The body of the MRC to which a city belongs; a few belong to none."""
    found = place(session, city)
    return f"{MRC}{found.mrc}" if found and found.mrc else None
