"""How somebody of the tests comes in, by which way, and what is kept of it."""

import secrets

from sqlalchemy import update
from sqlmodel import col, select

from municipal.db import reading, write
from municipal.keys import unsign
from municipal.people.tables import Person
from municipal.traces.tables import Audit
from tests.municipal.visiting import WORDS


def enter(visitor, email, password=WORDS, **more):
    """Through the door, by a password."""
    return visitor.post("/fr/connexion", data={"email": email, "password": password} | more)


def token(value):
    """The token that the cookie of a session holds, without the hour noted beside it."""
    return unsign("session", value).partition("~")[0]


def chooses(visitor, password):
    """A password of one's own, on its page."""
    return visitor.post("/fr/compte/mot-de-passe", data={"password": password})


def leaves(visitor, path="/fr/connexion/organisme/ville"):
    """Out: where the browser is sent."""
    answer = visitor.get(path)
    assert answer.status_code == 303, answer.text
    return answer.headers["location"]


def last_act():
    """The last trace that was left."""
    with reading() as session:
        return session.exec(select(Audit).order_by(col(Audit.seq).desc()).limit(1)).one()


def read(query, *given):
    """What a query answers: `read(person_by_email, email)`."""
    with reading() as session:
        return query(session, *given)


def close(identity):
    """Somebody's account is closed."""
    closed = update(Person).where(col(Person.id) == identity).values(disabled_at="2026-11-22T00:00:00+00:00")
    write(lambda session: session.execute(closed))


def some_address():
    """An address that nobody has yet."""
    return f"rose.{secrets.token_hex(6)}@mesange.example"
