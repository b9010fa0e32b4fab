"""A curation before the desk of the law, where nothing was proposed yet."""

from collections.abc import Callable
from typing import Any, NamedTuple

import pytest
from litestar.testing import TestClient
from sqlalchemy import delete
from sqlmodel import col, func, select

from municipal.db import reading, write
from municipal.law.proposing import Choice, decide, propose, stamp, standing
from municipal.law.queries import waiting
from municipal.law.tables import LegalProposal
from municipal.traces.chain import By
from municipal.traces.tables import Audit
from tests.municipal.law.rows import WHY, typed
from tests.municipal.visiting import holding

DESK = "/fr/administration/regles"


class Curator(NamedTuple):
    """Somebody of the curation, and their browser."""

    id: str
    browser: TestClient

    def get(self, path: str = DESK) -> Any:
        return self.browser.get(path)

    def propose(self, cells: dict[str, str], file: str = "thresholds.csv", **more: str) -> Any:
        """Send the form of a row."""
        return self.browser.post(DESK, data=typed(cells, file, **more))

    def answer(self, act: str = "accept", *, reason: str = WHY, path: str = DESK, **more: str) -> Any:
        """Answer the oldest proposal that waits, as it stands beside the law."""
        with reading() as session:
            one = waiting(session)[0]
            stands = stamp(standing(session, one.file, one.row["id"]))
        told = {"act": act, "proposal": one.id, "version": str(one.version), "stands": stands, "reason": reason}
        return self.browser.post(path, data=told | more)


@pytest.fixture
def registry(hamlet) -> Any:
    """The demonstration, where nobody has proposed any rule."""
    write(lambda session: session.execute(delete(LegalProposal)), public=True)
    return hamlet


@pytest.fixture
def nobody(registry) -> TestClient:
    """Somebody who is not signed in."""
    client = TestClient(registry.app, base_url="http://127.0.0.1:8000")
    client.follow_redirects = False
    return client


@pytest.fixture
def curator(registry, somebody) -> Callable[..., Curator]:
    """Somebody of the curation: `curator("curation_lead")`."""

    def made(*roles: str, body: str = "province") -> Curator:
        who = somebody(*roles, body=body, level=2)
        client = TestClient(registry.app, base_url="http://127.0.0.1:8000")
        client.follow_redirects = False
        return Curator(who.id, holding(client, who.cookie))

    return made


@pytest.fixture
def adopt(registry) -> Callable[..., Any]:
    """Have a row proposed by one person and accepted by another, past the form: `adopt("thresholds.csv", cells)`."""

    def made(file: str, cells: dict[str, str], *, by: str = "ana", to: str = "cleo") -> Any:
        def work(session: Any) -> Any:
            one = propose(session, lambda *_, **__: By(by), file, cells, WHY)
            stands = stamp(standing(session, file, cells["id"]))
            choice = Choice(one, 1, stands, accepted=True, reason=WHY)
            return decide(session, lambda *_, **__: By(to), to, choice)

        return write(work)

    return made


@pytest.fixture
def acts(registry) -> Callable[[], list[tuple[str, str]]]:
    """What the chain says was done with the law since the test began, and by whom."""
    with reading() as session:
        before = session.exec(select(func.max(Audit.seq))).one() or 0

    def read() -> list[tuple[str, str]]:
        with reading() as session:
            query = select(Audit.action, Audit.actor).where(Audit.object_type == "legal_proposal", Audit.seq > before)
            return [tuple(row) for row in session.exec(query.order_by(col(Audit.seq)))]

    return read
