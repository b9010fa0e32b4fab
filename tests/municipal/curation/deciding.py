"""What the tests of curation share: records of their own, curators without a tie to them, and pages as plain text."""

import os
import re
from html import unescape
from typing import Any, NamedTuple

from litestar.testing import TestClient
from sqlmodel import col, func, select

from municipal.db import reading, write
from municipal.people.interests import InterestRow, declare
from municipal.traces.chain import By, now
from municipal.traces.tables import Audit
from municipal.traces.verify import verify
from tests.municipal.visiting import holding
from vendors.registry.changing import Cause, create

WHY = "Les deux sites portent le même nom et la même adresse."
QUEUE = "/fr/curation"
PAIRS = "/fr/curation/doublons"
PAIR = "/fr/curation/doublons/paire"


class Curator(NamedTuple):
    """Somebody of the curation, and their browser."""

    id: str
    browser: TestClient


def curator(world: Any, somebody: Any, role: str = "curator", *, body: str = "province") -> Curator:
    """Somebody with a role, signed in with two factors."""
    who = somebody(role, body=body, level=2)
    client = TestClient(world.app, base_url="http://127.0.0.1:8000")
    client.follow_redirects = False
    return Curator(who.id, holding(client, who.cookie))


def without_tie(who: Curator, *vendors: str, declared: bool = False) -> None:
    """Have somebody answer that they have no interest in suppliers, or that they have one."""
    for vendor in vendors:
        told = InterestRow(vendor, declared, "shares" if declared else "", None, None, "", "")
        write(lambda session, told=told: declare(session, By(who.id), told))


def enterprise(name: str, **values: Any) -> str:
    """A record of a test's own; its id comes back."""
    identity = f"essai-{os.urandom(5).hex()}"
    row = {"id": identity, "name": name, "sort_key": name.casefold(), "origin": "essai"} | values
    cause = Cause("created", now(), origin="essai", person="system", reason="essai")
    write(lambda session: create(session, "vendor", identity, row, cause), public=True)
    return identity


def offer(vendor: str, name: str, **values: Any) -> str:
    """A solution of a record; its id comes back."""
    identity = f"{vendor}-{os.urandom(3).hex()}"
    row = {"id": identity, "vendor": vendor, "name": name, "sort_key": name.casefold(), "kind": "service"}
    row |= {"summary_fr": name, "summary_en": name, "domains": [], "capabilities": [], "languages": []} | values
    cause = Cause("created", now(), origin="essai", person="system", reason="essai")
    write(lambda session: create(session, "solution", vendor, row, cause), public=True)
    return identity


def plain(text: str) -> str:
    """A page as it is read."""
    return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]+>", " ", text)).replace("\xa0", " "))


def hidden(text: str, name: str) -> str:
    """The value of the first hidden field of a name; blank when there is none."""
    found = re.search(rf'name="{name}" value="([^"]*)"', text)
    return unescape(found[1]) if found else ""


def acts(kind: str, identity: str = "") -> list[tuple[str, str]]:
    """What the chain says was done with objects of a kind, or with one of them, and by whom."""
    with reading() as session:
        assert verify(session).ok
        query = select(Audit.action, Audit.actor).where(Audit.object_type == kind).order_by(col(Audit.seq))
        if identity:
            query = query.where(Audit.object_id == identity)
        return [tuple(row) for row in session.exec(query)]


def traced() -> int:
    """How many entries the chain has."""
    with reading() as session:
        return session.exec(select(func.max(Audit.seq))).one() or 0
