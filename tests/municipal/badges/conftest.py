"""Somebody who earned a badge, and the readers that try it."""

from typing import NamedTuple

import pytest

from municipal.badges.issue import award
from municipal.badges.queries import token_of
from municipal.badges.verify import verify
from municipal.db import reading, write
from municipal.people.queries import add_person
from municipal.traces.chain import SYSTEM

BASE = "https://repere.mesange.example"
BODY = "Ville de Mésange"


class Earned(NamedTuple):
    """A badge, and whose it is."""

    person: str
    code: str
    token: str


@pytest.fixture
def earner(village):
    """Earns a badge in the village: `earner("Odile Bouleau", language="en")`."""

    def earn(name="Odile Bouleau", language="fr", achievement="essentials", person=None, **more):
        def work(session):
            who = person or add_person(session, name=name, email=None, language=language)
            wanted = {"person": who, "name": name, "achievement": achievement, "language": language}
            return who, award(session, SYSTEM, **wanted, base=BASE, body_name=BODY, **more)

        who, code = write(work)
        with reading() as session:
            return Earned(who, code, token_of(session, code))

    return earn


@pytest.fixture
def earned(earner):
    """The badge of one person."""
    return earner()


@pytest.fixture
def verdict(village):
    """What the program says of a token or of a file: `verdict(token, at=…)`."""

    def judge(given, language="en", **more):
        data = given.encode() if isinstance(given, str) else given
        with reading() as session:
            return verify(session, data, language, **more)

    return judge


@pytest.fixture
def reasons(verdict):
    """The first words of why a token is refused; nothing when it is valid."""

    def why(given, **more):
        found = verdict(given, **more)
        assert found.valid is not bool(found.errors)
        return [one.partition(": ")[0] for one in found.errors]

    return why
