"""What the tests of sign-in share: messages that were posted, and hashes that cost little."""

import re
from collections.abc import Callable
from typing import NamedTuple

import pytest
from argon2 import PasswordHasher
from sqlmodel import func, select

from municipal.db import reading, write
from municipal.mail.tables import Mail
from municipal.people.queries import set_password
from municipal.sign_in import passwords
from tests.municipal.visiting import WORDS


class Letter(NamedTuple):
    """A message as its reader uses it: the path of its link, its code, its words."""

    path: str
    code: str
    subject: str
    text: str


@pytest.fixture
def letter(village) -> Callable[[str], Letter]:
    """The last message to an address."""

    seen: dict[str, str] = {}

    def last(to: str) -> Letter:
        with reading() as session:
            rows = {row.id: row for row in session.exec(select(Mail).where(Mail.to == to))}
        new = [identity for identity in rows if identity not in seen]
        # Two messages of one second have no order: each is looked at before the next one is sent.
        assert len(new) <= 1
        seen.update(dict.fromkeys(new, to))
        row = rows[[identity for identity, whose in seen.items() if whose == to][-1]]
        link = re.search(r"https?://[^/\s]+(/\S+)", row.text)
        code = re.search(r"\b\d{8}\b", row.text)
        return Letter(link[1] if link else "", code[0] if code else "", row.subject, row.text)

    return last


@pytest.fixture
def posted(village) -> Callable[[], int]:
    """How many messages there are in all."""

    def count() -> int:
        with reading() as session:
            return session.exec(select(func.count()).select_from(Mail)).one()

    return count


@pytest.fixture
def quick(monkeypatch) -> None:
    """Hashes of one pass over little memory: what they are made of is tested elsewhere."""
    hasher = PasswordHasher(time_cost=1, memory_cost=64, parallelism=1)
    monkeypatch.setattr(passwords, "_HASHER", hasher)
    monkeypatch.setattr(passwords, "_NOBODY", hasher.hash("nobody"))


@pytest.fixture
def with_password(quick, somebody):
    """Somebody who has a password: `with_password("curator", body="province")`."""

    def made(*roles: str, password: str = WORDS, **more):
        who = somebody(*roles, **more)
        digest = passwords.hashed(password)
        write(lambda session: set_password(session, who.id, digest))
        return who

    return made
