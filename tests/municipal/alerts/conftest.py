"""People who keep searches, each in a browser of their own; what stands in the registry goes back as it was."""

import datetime as dt
from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

import pytest
from litestar.testing import TestClient
from sqlalchemy import delete
from sqlmodel import col, select

from municipal.alerts.queries import SearchRow, kept_by
from municipal.alerts.tables import SavedSearch
from municipal.community.tables import Follow
from municipal.db import reading, write
from municipal.mail.tables import Mail
from municipal.people import sessions
from municipal.people.tables import Person
from municipal.projects.tables import Project, ProjectStep
from municipal.suppliers.tables import Report
from municipal.tenancy.guard import everything
from municipal.web.format import ZONE
from tests.municipal.alerts.around import leave, offered
from tests.municipal.visiting import holding


class Keeper(NamedTuple):
    """Somebody, and their browser."""

    id: str
    email: str
    browser: TestClient

    def get(self, path: str) -> Any:
        return self.browser.get(path)

    def send(self, path: str = "/fr/compte/recherches", **fields: Any) -> Any:
        """Send a form."""
        return self.browser.post(path, data=fields)

    def keep(self, asked: str, page: str = "vendors", language: str = "fr") -> Any:
        """Press the button under a list."""
        path = {"fr": "/fr/compte/recherches", "en": "/en/account/searches"}[language]
        return self.send(path, page=page, asked=asked)

    def come_back(self) -> None:
        """Sign in again, days later."""
        holding(self.browser, write(lambda session: sessions.begin(session, self.id, level=2, browser="essai")))

    @property
    def searches(self) -> list[SearchRow]:
        with reading() as session:
            return kept_by(session, self.id)


@pytest.fixture
def _as_it_was(hamlet) -> Iterator[None]:
    yield
    leave(*offered())

    def work(session: Any) -> None:
        with everything("a test leaves nothing behind"):
            for table in (SavedSearch, Follow, Report, ProjectStep, Project):
                session.execute(delete(table))

    write(work, public=True)


@pytest.fixture
def nobody(hamlet) -> TestClient:
    """Somebody who is not signed in."""
    client = TestClient(hamlet.app, base_url="http://127.0.0.1:8000")
    client.follow_redirects = False
    return client


@pytest.fixture
def keeper(hamlet, somebody, _as_it_was) -> Callable[..., Keeper]:
    """Somebody who may keep searches: `keeper("editor", body="00004", notices=False)`."""

    def made(*roles: str, body: str = "00004", **more: Any) -> Keeper:
        who = somebody(*roles, body=body, level=2)

        def work(session: Any) -> None:
            row = session.get(Person, who.id)
            for name, value in more.items():
                setattr(row, name, value)
            session.add(row)

        write(work)
        client = TestClient(hamlet.app, base_url="http://127.0.0.1:8000")
        client.follow_redirects = False
        return Keeper(who.id, who.email, holding(client, who.cookie))

    return made


@pytest.fixture
def mails() -> Callable[..., list[Mail]]:
    """The messages of the day to somebody, the oldest first."""

    def read(who: Any) -> list[Mail]:
        with reading() as session:
            query = select(Mail).where(Mail.to == who.email, Mail.kind == "day")
            return list(session.exec(query.order_by(col(Mail.created_at))))

    return read


@pytest.fixture
def at(clock) -> Callable[..., None]:
    """Set the clock to a day and an hour of Québec: `at(5, 14, 20)`."""

    def turn(date: int, hour: int = 12, minute: int = 0) -> None:
        clock.now = dt.datetime(2031, 5, date, hour, minute, tzinfo=ZONE).timestamp()

    turn(1)
    return turn
