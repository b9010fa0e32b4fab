"""A city’s committee for the tests: a project with its frozen grid, a secretary, members, and what they send."""

import secrets
from typing import Any, NamedTuple

from litestar.testing import TestClient

from municipal.committee.queries import evaluation_of, members_of
from municipal.committee.scoring import sheet_of
from municipal.db import reading, write
from municipal.people.queries import add_person, set_roles
from municipal.people.sessions import begin
from municipal.projects.tables import Project, ProjectStep
from municipal.traces.chain import SYSTEM, By, now
from tests.municipal.visiting import holding

CITY = "00003"
BIDS = ("Alpha inc.", "Boréal coop.", "Cirrus ltée")


def grid(mode="two_envelope", **more: Any) -> dict[str, Any]:
    """A frozen grid as the project keeps it: four criteria, 100 points, one minimum."""
    rows = [("need", "30", None), ("data", "30", "10"), ("safety", "30", None), ("delivery", "10", None)]
    criteria = [
        {
            "id": one,
            "name_fr": f"Critère {one}",
            "name_en": f"Criterion {one}",
            "max": most,
            "min": least,
            "questions": [],
        }
        for one, most, least in rows
    ]
    told: dict[str, Any] = {"mode": mode, "factor": "20", "price_points": None, "tie_rule": "lowest_price"}
    told |= {"criteria": criteria, "gates": [], "clauses": [], "at": now(), "by": "x", "digest": "d"}
    return told | more


def by(*_, **__) -> By:
    """A permit that asks nobody: the rules of the stages alone are tried."""
    return By("secretary", "secretary")


def permit_of(person: str):
    """A permit in somebody’s name."""
    return lambda *_, **__: By(person, "")


def project(frozen: dict[str, Any] | None = None, *, city: str = CITY, title: str = "Répondre aux citoyens") -> str:
    """A new project of a city, with its grid."""
    identity = secrets.token_hex(8)

    def work(session: Any) -> str:
        told = {"city": city, "title": title, "words": "w", "language": "fr", "opened_by": "x", "opened_at": now()}
        session.add(Project(id=identity, **told))
        session.flush()
        if frozen is not None:
            step = {"city": city, "project": identity, "step": "grid", "told": {}, "author": "x", "saved_at": now()}
            session.add(ProjectStep(**step, frozen=frozen, done_at=now()))
        return identity

    return write(work)


class Person(NamedTuple):
    """Somebody of the city, in a browser of their own."""

    id: str
    browser: TestClient
    project: str
    city: str = CITY

    def _path(self, name: str, **more: str) -> str:
        query = "&".join([f"projet={self.project}", *(f"{key}={value}" for key, value in more.items())])
        return f"/fr/ma-ville/{self.city}/projets/{name}?{query}"

    def page(self, name: str = "comite", **more: str) -> Any:
        """Look at a page."""
        return self.browser.get(self._path(name, **more))

    def does(self, act: str, page: str = "comite", /, *, partial: bool = False, of: str = "", **fields: str) -> Any:
        """Send a form."""
        headers = {"hx-request": "true", "hx-request-type": "partial"} if partial else {}
        path = self._path(page, **({"membre": of} if of else {}))
        return self.browser.post(path, data={"act": act} | fields, headers=headers)

    def declares(self, *yes: str, member: str = "", bids: int = 3) -> Any:
        """Answer about every bidder."""
        told = {f"interest_b{n}": "yes" if f"b{n}" in yes else "no" for n in range(1, bids + 1)}
        return self.does("declare", "notes", of=member, **told)

    def keeps(self, scores: dict[str, list[str]], *, member: str = "", act: str = "keep", **more: str) -> Any:
        """Send points, by bid, in the order of the criteria."""
        told = {f"points_{bid}_{n}": one for bid, row in scores.items() for n, one in enumerate(row, 1)}
        return self.does(act, "notes", of=member, **told, **more)

    def seals(self, *, member: str = "") -> Any:
        """Seal the sheet as it was kept."""
        return self.does("seal", "notes", of=member, version=str(sheet_version(self, member)))


def sheet_version(who: Person, member: str = "") -> int:
    """The version of a sheet, as its second page says it."""
    with reading() as session:
        rows = members_of(session, who.city, who.project)
        seat = member or next(one.id for one in rows if one.person == who.id)
        own = sheet_of(session, who.city, who.project, seat)
        return own.version if own else 0


def somebody(app: Any, identity: str, name: str, *roles: str, city: str = CITY, on: str = "") -> Person:
    """A person of a city with these roles, signed in with two proofs."""
    email = f"{secrets.token_hex(6)}@mesange.example"

    def work(session: Any) -> tuple[str, str]:
        person = add_person(session, name=name, email=email, language="fr", identity=identity)
        set_roles(session, SYSTEM, person=person, body=city, wanted=roles)
        return person, begin(session, person, level=2, browser="essai")

    person, cookie = write(work)
    client = TestClient(app, base_url="http://127.0.0.1:8000")
    client.follow_redirects = False
    return Person(person, holding(client, cookie), on, city)


def stage_of(identity: str, city: str = CITY) -> str:
    """The stage as it is stored."""
    with reading() as session:
        row = evaluation_of(session, city, identity)
        return row.stage if row else "none"
