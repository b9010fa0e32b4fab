"""What the tests of sign-in share: messages that were posted, hashes that cost little, and providers."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

import msgspec
import pytest
from argon2 import PasswordHasher
from litestar import Litestar
from litestar.testing import TestClient
from sqlmodel import func, select

from municipal.app import create_app
from municipal.db import reading, write
from municipal.mail.tables import Mail
from municipal.people.queries import set_password
from municipal.sign_in import passwords
from municipal.sign_in.configured import the_providers
from municipal.sign_in.provider_keys import forget
from tests.municipal.sign_in.stub_provider import TENANT, WORD, Stub, serving
from tests.municipal.visiting import WORDS

# A file of providers, with one.
PROVIDERS = """
[[provider]]
id = "ville"
name_fr = "Compte de la ville"
name_en = "City account"
issuer = "{issuer}"
client_id = "repere"
client_secret = "{word}"
tenant_claim = "tid"
tenants = {{ "{tenant}" = "00003" }}
mfa_amr = ["mfa"]
"""


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


@pytest.fixture
def forgotten() -> Iterator[None]:
    """No provider is remembered from one test to another."""
    forget()
    yield
    forget()


@pytest.fixture
def stub() -> Iterator[Stub]:
    """A provider that lies on demand."""
    with serving() as stub:
        yield stub


@pytest.fixture(scope="module")
def _sites(tmp_path_factory) -> tuple[dict[tuple[str, str], Litestar], Path]:
    """The sites that were made already, by village and provider."""
    return {}, tmp_path_factory.mktemp("providers") / "providers.toml"


@pytest.fixture
def at(village, browser, forgotten, _sites) -> Callable[[str], TestClient]:
    """A new browser on the village’s site, where one may come by a provider: `at(issuer)`."""
    made, path = _sites

    def opened(issuer: str) -> TestClient:
        if (key := (village.settings.database, issuer)) not in made:
            path.write_text(PROVIDERS.format(issuer=issuer, word=WORD, tenant=TENANT), "utf-8")
            chosen = msgspec.structs.replace(village.settings, oidc_file=str(path), body_name=issuer)
            # The providers of some settings are read once.
            the_providers(chosen)
            made[key] = create_app(chosen)
        return browser(made[key])

    return opened
