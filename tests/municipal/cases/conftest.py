"""People of cities, each in a browser, before the cases of their city; no city has told any when a test begins."""

import re
from collections.abc import Callable
from typing import Any, NamedTuple

import pytest
from litestar.testing import TestClient
from sqlalchemy import delete
from sqlmodel import col, func, select

from municipal.cases.own import case_of
from municipal.cases.tables import CityCase, SupplierNotice
from municipal.db import reading, write
from municipal.mail.tables import Mail
from municipal.people.tables import Attempt, Delegation
from municipal.tenancy.guard import everything
from municipal.traces.tables import Audit, Version
from tests.municipal.cases.telling import CITY, HERE, IDENTITY, values
from tests.municipal.visiting import holding


class Teller(NamedTuple):
    """Somebody of a city, and their browser."""

    id: str
    browser: TestClient

    def get(self, path: str) -> Any:
        return self.browser.get(path)

    def write(
        self, act: str = "submit", *, version: int = 0, case: str = IDENTITY, path: str = HERE, **more: str
    ) -> Any:
        """Send the form of a case."""
        told = values(**more) | {"act": act, "case": case, "version": str(version)}
        return self.browser.post(path, data={name: value for name, value in told.items() if value})

    def answer(self, act: str, *, reason: str = "", version: int = 0, case: str = IDENTITY, path: str = HERE) -> Any:
        """Validate, return, publish or withdraw a case as it now stands."""
        now = version or kept(case=case).version
        return self.browser.post(path, data={"act": act, "case": case, "version": str(now), "reason": reason})


def kept(city: str = CITY, case: str = IDENTITY) -> Any:
    """A case as it is stored."""
    with reading() as session:
        return case_of(session, city, case)


@pytest.fixture
def town(hamlet) -> Any:
    """The demonstration, where no city has told anything yet."""

    def work(session: Any) -> None:
        with everything("a test begins without what others left"):
            session.execute(delete(SupplierNotice))
            session.execute(delete(CityCase))
            session.execute(delete(Version).where(col(Version.kind) == "city_case"))
            session.execute(delete(Delegation))
            session.execute(delete(Attempt))
            session.execute(delete(Mail))

    write(work, public=True)
    return hamlet


@pytest.fixture
def nobody(town) -> TestClient:
    """Somebody who is not signed in."""
    client = TestClient(town.app, base_url="http://127.0.0.1:8000")
    client.follow_redirects = False
    return client


@pytest.fixture
def teller(town, somebody) -> Callable[..., Teller]:
    """Somebody with roles in a city: `teller("editor", body="00003")`."""

    def made(*roles: str, body: str = CITY, **more: Any) -> Teller:
        who = somebody(*roles, body=body, level=2, **more)
        client = TestClient(town.app, base_url="http://127.0.0.1:8000")
        client.follow_redirects = False
        return Teller(who.id, holding(client, who.cookie))

    return made


@pytest.fixture
def noticed() -> Callable[[], str]:
    """The address at which the supplier that was told last may answer."""

    def read() -> str:
        with reading() as session:
            mail = session.exec(select(Mail).where(Mail.kind == "notice").order_by(col(Mail.created_at).desc())).first()
            return re.findall(r"/(?:fr|en)/[\w-]+/[\w-]{32,}", mail.text)[0]

    return read


@pytest.fixture
def acts(town) -> Callable[[], list[str]]:
    """What the chain says was done with the case since the test began, in order."""
    with reading() as session:
        before = session.exec(select(func.max(Audit.seq))).one() or 0

    def read() -> list[str]:
        with reading() as session:
            query = select(Audit.action).where(Audit.object_id == IDENTITY, Audit.seq > before)
            return list(session.exec(query.order_by(col(Audit.seq))))

    return read


@pytest.fixture
def published(teller, clock):
    """Publish a case: `published(visibility="anonymous")`."""

    def made(**more):
        assert teller("editor").write(**more).status_code == 303
        val = teller("validator")
        assert val.answer("validate").status_code == 303
        if "supplier" in more:
            clock.forward(days=10)
            assert teller("validator").answer("publish").status_code == 303

    return made
