"""A project of the demonstration with every answer, and somebody of the city in a browser."""

from typing import Any, NamedTuple

from litestar.testing import TestClient

from municipal.db import write
from municipal.projects.writing import freeze, open_project, save_step
from municipal.traces.chain import By
from tests.municipal.project_documents import filing
from tests.municipal.visiting import holding

CITY = "00005"
LIST, FILE, TEMPLATES = (f"/fr/ma-ville/{CITY}/{one}" for one in ("projets/documents", "projets/document", "modeles"))
OWN = ("at", "by", "digest")


class Keeper(NamedTuple):
    """Somebody of the city, their browser, and the project."""

    person: str
    browser: Any
    project: str

    def list(self, path: str = LIST) -> Any:
        name = "projet" if path.startswith("/fr") else "project"
        return self.browser.get(path, params={name: self.project})

    def file(self, document: str, format: str = "docx", path: str = FILE, **more: str) -> Any:  # noqa: A002
        asked = {"projet": self.project, "document": document, "format": format} | more
        return self.browser.get(path, params=asked)


def browser(world: Any, cookie: str = "") -> Any:
    """A browser that goes only where the test sends it."""
    client = TestClient(world.app, base_url="http://127.0.0.1:8000")
    client.follow_redirects = False
    return holding(client, cookie) if cookie else client


def keeper(world: Any, somebody: Any, *roles: str, route: str = "public_call", body: str = CITY, **told: Any) -> Keeper:
    """A project of the city with every answer; `told` gives other answers by step."""
    who = somebody(*(roles or ("editor", "buyer")), body=body, level=2)
    by = By(who.id, "editor")

    def permit(_action: str, **_more: Any) -> By:
        return by

    def work(session: Any) -> str:
        project = open_project(session, by, CITY, title="Titre unique du projet", words="besoin", language="fr")
        for step in filing.STEPS:
            given = filing.told(step) | told.get(step, {})
            save_step(session, permit, CITY, project, step, given, version=0, done=True)
        for step, values in (("route", filing.route(route)), ("market", filing.market())):
            kept = {name: value for name, value in values.items() if name not in OWN}
            freeze(session, permit, CITY, project, step, kept, version=0)
        return project

    return Keeper(who.id, browser(world, who.cookie), write(work))
