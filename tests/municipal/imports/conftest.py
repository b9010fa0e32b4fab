"""A curation that brings files, and what the registry says before and after."""

import csv
import re
from collections.abc import Callable
from html import unescape
from io import StringIO
from random import Random
from typing import Any, NamedTuple

import pytest
from litestar.testing import TestClient
from sqlalchemy import delete
from sqlmodel import col, func, select

from municipal.bench.enterprises import enterprises, vocabulary
from municipal.db import reading, write
from municipal.imports.queries import import_file, imports
from municipal.imports.tables import ImportFile
from municipal.traces.tables import Audit
from tests.municipal.visiting import holding
from vendors.registry.export import registry_json, rows_json

LIST = "/fr/curation/importations"
HEADER = ("nom", "neq", "site_web", "ville", "description")


def plain(text: str) -> str:
    """What a page says, with plain spaces."""
    main = text[text.index("<main") : text.index("</main")] if "<main" in text else text
    return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]+>", " ", main)).replace("\xa0", " "))


def a_list(rows: Any, header: Any = HEADER, encoding: str = "utf-8") -> bytes:
    """A list of suppliers as a CSV."""
    text = StringIO()
    csv.writer(text).writerows([header, *rows])
    return text.getvalue().encode(encoding)


def invented(n: int, seed: int = 3) -> list[list[str]]:
    """Rows of enterprises that do not exist."""
    made = enterprises(Random(seed), 2 * n, vocabulary())  # noqa: S311 - invents names
    names = list(dict.fromkeys(" ".join((*one.words, one.form)).strip() for one in made if one.words))[:n]
    told = "Repère les nids-de-poule et les fissures de la chaussée."
    return [[name, "", f"https://e{k}.example", "Sept-Îles", told] for k, name in enumerate(names)]


class Curator(NamedTuple):
    """Somebody of the curation, and their browser."""

    id: str
    browser: TestClient

    def get(self, path: str = LIST) -> Any:
        return self.browser.get(path)

    def bring(self, raw: bytes, *, name: str = "liste.csv", kind: str = "vendors", **more: str) -> Any:
        """Send the form that brings a file."""
        return self.browser.post(LIST, data={"kind": kind} | more, files={"file": (name, raw)})

    def staged(self, raw: bytes, **more: str) -> str:
        """Bring a file; its id."""
        answer = self.bring(raw, **more)
        assert answer.status_code == 303, plain(answer.text)
        return answer.headers["location"].rsplit("/", 1)[1]

    def act(self, act: str, identity: str, *, version: int = 0, **more: str) -> Any:
        """Send a form of the file’s page, as the file stands unless another version is given."""
        with reading() as session:
            file = import_file(session, identity)
        stands = file.version if file else 1
        return self.browser.post(f"{LIST}/{identity}", data={"act": act, "version": str(version or stands)} | more)

    def read(self, identity: str, spoken: str = "fr") -> str:
        """What the page of a file says."""
        answer = self.get(f"{LIST}/{identity}" if spoken == "fr" else f"/en/curation/imports/{identity}")
        assert answer.status_code == 200
        return plain(answer.text)


@pytest.fixture
def registry(hamlet) -> Any:
    """The demonstration, where nobody has brought any file."""
    write(lambda session: session.execute(delete(ImportFile)))
    return hamlet


@pytest.fixture
def curator(registry, somebody) -> Callable[..., Curator]:
    """Somebody of the curation: `curator("curation_lead")`."""

    def made(*roles: str, body: str = "province") -> Curator:
        who = somebody(*(roles or ("curation_lead",)), body=body, level=2)
        client = TestClient(registry.app, base_url="http://127.0.0.1:8000")
        client.follow_redirects = False
        return Curator(who.id, holding(client, who.cookie))

    return made


@pytest.fixture
def lead(curator) -> Curator:
    """Who may bring a file and take it back."""
    return curator("curation_lead")


@pytest.fixture
def exports() -> Callable[[], tuple[bytes, bytes]]:
    """The registry as it is shown, and as it is kept, as bytes to compare."""

    def read() -> tuple[bytes, bytes]:
        with reading() as session:
            return registry_json(session), rows_json(session)

    return read


@pytest.fixture
def states() -> Callable[[], list[str]]:
    """The state of each file that is listed."""

    def read() -> list[str]:
        with reading() as session:
            return [one.state for one in imports(session)]

    return read


@pytest.fixture
def acts(registry) -> Callable[[], list[tuple[str, str]]]:
    """What the chain says was done with files since the test began, and by whom."""
    with reading() as session:
        before = session.exec(select(func.max(Audit.seq))).one() or 0

    def read() -> list[tuple[str, str]]:
        with reading() as session:
            query = select(Audit.action, Audit.actor).where(Audit.object_type == "import_file", Audit.seq > before)
            return [tuple(row) for row in session.exec(query.order_by(col(Audit.seq)))]

    return read
