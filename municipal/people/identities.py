"""Persons as an identity provider knows them: by issuer and subject, never by an address that changes hands."""

from sqlmodel import Session, select

from municipal.mail.message import is_address
from municipal.people.queries import add_person, is_taken, person, set_roles
from municipal.people.tables import Identity
from municipal.traces.chain import By, now, record


def person_of(
    session: Session, *, issuer: str, subject: str, name: str, email: str, city: str | None, language: str
) -> str | None:
    """The person whom a provider vouches for, new the first time; nothing when the account is closed.

    The city is the one that the provider's list gives to its tenant: the person becomes a member of it, without any
    other role. An address that another account has, open or closed, is left to that account.
    """
    known = session.exec(select(Identity.person).where(Identity.issuer == issuer, Identity.subject == subject)).first()
    if known:
        return known if person(session, known) else None
    free = email if is_address(email) and not is_taken(session, email) else None
    made = add_person(session, name=name or email or subject, email=free, language=language)
    session.add(Identity(issuer=issuer, subject=subject, person=made, created_at=now()))
    record(session, By(made, "person"), "identity.linked", "account", made)
    if city:
        set_roles(session, By(made, "identity provider"), person=made, body=city, wanted=["learner"], keep=True)
    return made
