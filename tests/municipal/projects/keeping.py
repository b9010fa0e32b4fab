"""People before the projects of a city, each in a browser, and what they read there."""

import re
from html import unescape
from typing import Any

from litestar.testing import TestClient

from tests.municipal.projects.after import CITY, Kept
from tests.municipal.visiting import holding

OTHER = "00003"


def visitor(world: Any) -> TestClient:
    """Somebody who is not signed in, and goes only where they are sent."""
    client = TestClient(world.app, base_url="http://127.0.0.1:8000")
    client.follow_redirects = False
    return client


def colleague(world: Any, somebody: Any, *roles: str, body: str = CITY, **more: Any) -> TestClient:
    """Somebody with roles in a city."""
    return holding(visitor(world), somebody(*roles, body=body, level=2, **more).cookie)


def seen_by(kept: Kept, browser: TestClient) -> Kept:
    """The same project before somebody else."""
    return kept._replace(browser=browser)


def page(name: str, kept: Kept, **more: str) -> str:
    """The French address of a page of a project."""
    query = "".join(f"&{key}={value}" for key, value in more.items())
    return f"/fr/ma-ville/{kept.city}/projets/{name}?projet={kept.project}{query}"


def read(answer: Any) -> str:
    """What is read of an answer, with plain spaces."""
    return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]+>", " ", answer.text)).replace("\xa0", " "))
