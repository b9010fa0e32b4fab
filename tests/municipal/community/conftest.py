"""People of cities around a case of the demonstration, each in a browser of their own."""

from collections.abc import Callable
from typing import Any, NamedTuple

import pytest
from litestar.testing import TestClient
from sqlalchemy import delete
from sqlmodel import col, select

from municipal.community.tables import CaseQuestion, CaseUse, Follow
from municipal.db import reading, write
from municipal.mail.tables import Mail
from municipal.tenancy.guard import everything
from municipal.traces.tables import Audit
from tests.municipal.visiting import holding


class Visitor(NamedTuple):
    """Somebody, and their browser."""

    id: str
    email: str
    browser: TestClient

    def get(self, path: str) -> Any:
        return self.browser.get(path)

    def send(self, path: str, **fields: Any) -> Any:
        """Send a form."""
        return self.browser.post(path, data=fields)


@pytest.fixture(autouse=True)
def _nothing_said_yet(hamlet) -> None:
    def work(session: Any) -> None:
        with everything("a test begins without what others left"):
            for table in (CaseQuestion, CaseUse, Follow):
                session.execute(delete(table))

    write(work, public=True)


@pytest.fixture
def nobody(hamlet) -> TestClient:
    """Somebody who is not signed in."""
    client = TestClient(hamlet.app, base_url="http://127.0.0.1:8000")
    client.follow_redirects = False
    return client


@pytest.fixture
def visitor(hamlet, somebody) -> Callable[..., Visitor]:
    """Somebody with roles in a city: `visitor("editor", body="00003")`."""

    def made(*roles: str, body: str = "00003", **more: Any) -> Visitor:
        who = somebody(*roles, body=body, level=2, **more)
        client = TestClient(hamlet.app, base_url="http://127.0.0.1:8000")
        client.follow_redirects = False
        return Visitor(who.id, who.email, holding(client, who.cookie))

    return made


@pytest.fixture
def mails() -> Callable[..., list[Mail]]:
    """The messages of a kind to somebody, the oldest first."""

    def read(who: Any, kind: str = "case_question") -> list[Mail]:
        with reading() as session:
            query = select(Mail).where(Mail.to == who.email, Mail.kind == kind).order_by(col(Mail.created_at))
            return list(session.exec(query))

    return read


@pytest.fixture
def rows() -> Callable[..., list[Any]]:
    """The rows of a table that pass: `rows(CaseUse, case="…")`."""

    def read(table: Any, **wanted: Any) -> list[Any]:
        with everything("a test reads what is kept"), reading() as session:
            found = list(session.exec(select(table).filter_by(**wanted)))
            session.expunge_all()
            return found

    return read


@pytest.fixture
def traces() -> Callable[..., list[tuple[str, str, str]]]:
    """What somebody did, in order: the action, the body, the object."""

    def read(who: Any) -> list[tuple[str, str, str]]:
        with reading() as session:
            query = select(Audit).where(Audit.actor == who.id).order_by(col(Audit.seq))
            found = [(row.action, row.body, row.object_id) for row in session.exec(query)]
            return [one for one in found if one[0].startswith(("case.", "access."))]

    return read
