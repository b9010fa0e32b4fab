"""Questions about persons and their roles: a session in, Structs out."""

import secrets
from collections.abc import Iterable

from msgspec import Struct
from sqlalchemy import delete, update
from sqlmodel import Session, col, select

from municipal.db import touched
from municipal.people.sessions import end
from municipal.people.tables import Factor, Membership, Person
from municipal.traces.chain import By, now, record


class PersonRow(Struct, frozen=True):
    """A person, as their own pages and a sign-in need them."""

    id: str
    name: str
    email: str | None
    language: str
    notices: bool
    password: str | None
    version: int


class MemberRow(Struct, frozen=True):
    """A person of a body, with the roles held there."""

    person: str
    name: str
    email: str | None
    roles: tuple[str, ...]
    second_factor: bool


def person(session: Session, identity: str) -> PersonRow | None:
    """The person of a pseudonym, unless the account is closed."""
    row = session.exec(select(Person).where(Person.id == identity, col(Person.disabled_at).is_(None))).first()
    return _row(row)


def person_by_email(session: Session, email: str) -> PersonRow | None:
    """The person of an address, unless the account is closed."""
    query = select(Person).where(Person.email == same_address(email), col(Person.disabled_at).is_(None))
    return _row(session.exec(query).first())


def is_taken(session: Session, email: str) -> bool:
    """Whether an address is somebody's, even if their account is closed: no other account may have it."""
    return session.exec(select(Person.id).where(Person.email == same_address(email))).first() is not None


def same_address(email: str) -> str:
    """An address as it is compared: without spaces around, in small letters."""
    return email.strip().lower()


def add_person(session: Session, *, name: str, email: str | None, language: str, identity: str = "") -> str:
    """A new person; what comes back is the pseudonym."""
    made = identity or secrets.token_hex(8)
    address = same_address(email) if email else None
    session.add(Person(id=made, name=name.strip(), email=address, language=language, created_at=now()))
    session.flush()
    record(session, By(made, "person"), "account.opened", "account", made)
    return made


def set_password(session: Session, person: str, digest: str | None) -> None:
    """Keep the digest of a person's password, or none."""
    session.execute(update(Person).where(col(Person.id) == person).values(password=digest))


def change_account(session: Session, by: By, *, name: str, language: str, notices: bool, version: int) -> bool:
    """Keep what the person who acts changed; false when it was changed elsewhere since they read this version."""
    same = (col(Person.id) == by.person, col(Person.version) == version)
    changed = update(Person).where(*same).values(name=name, language=language, notices=notices, version=version + 1)
    kept = touched(session, changed) == 1
    if kept:
        record(session, by, "account.changed", "account", by.person, version=version + 1)
    return kept


def forget_proofs(session: Session, by: By, person: str) -> None:
    """Withdraw every proof of a person who lost theirs, and end all their sessions: they begin anew."""
    set_password(session, person, None)
    session.execute(delete(Factor).where(col(Factor.person) == person))
    end(session, person)
    record(session, by, "proofs.withdrawn", "account", person)


def members(session: Session, body: str) -> list[MemberRow]:
    """The people of a body with their roles, by name."""
    query = (
        select(Membership.person, Person.name, Person.email, Membership.role)
        .join(Person, col(Person.id) == Membership.person)
        .where(Membership.body == body, col(Person.disabled_at).is_(None))
        .order_by(Person.name, Person.id, Membership.role)
    )
    rows = session.exec(query).all()
    proven = set(session.exec(select(Factor.person).where(col(Factor.person).in_({row[0] for row in rows}))))
    people: dict[str, MemberRow] = {}
    for identity, name, email, role in rows:
        before = people[identity].roles if identity in people else ()
        people[identity] = MemberRow(identity, name, email, (*before, role), identity in proven)
    return list(people.values())


def roles_in(session: Session, person: str, body: str) -> set[str]:
    """The roles that a person holds in one body."""
    return set(session.exec(select(Membership.role).where(Membership.person == person, Membership.body == body)))


def set_roles(session: Session, by: By, *, person: str, body: str, wanted: Iterable[str], keep: bool = False) -> None:
    """Give a person exactly these roles in a body, or these beside those held; each change leaves its trace."""
    held = roles_in(session, person, body)
    asked = set(wanted) | (held if keep else set[str]())
    for role in sorted(asked - held):
        session.add(Membership(body=body, person=person, role=role, granted_by=by.person, granted_at=now()))
        record(session, by, "role.given", "membership", person, body=body, after=role)
    for role in sorted(held - asked):
        one = (col(Membership.person) == person, col(Membership.body) == body, col(Membership.role) == role)
        session.execute(delete(Membership).where(*one))
        record(session, by, "role.withdrawn", "membership", person, body=body, before=role)


def holders(session: Session, role: str, body: str) -> list[PersonRow]:
    """Who holds a role in a body."""
    query = (
        select(Person)
        .join(Membership, col(Membership.person) == Person.id)
        .where(Membership.body == body, Membership.role == role, col(Person.disabled_at).is_(None))
        .order_by(Person.id)
    )
    return [row for one in session.exec(query) if (row := _row(one))]


def _row(row: Person | None) -> PersonRow | None:
    if row is None:
        return None
    return PersonRow(row.id, row.name, row.email, row.language, row.notices, row.password, row.version)
