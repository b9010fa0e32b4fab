"""Somebody of a city before the market and the comparison of one project."""

import hashlib
import json
import re
from html import unescape
from typing import Any

from municipal.db import reading
from municipal.projects.market import Market, market
from municipal.projects.own import StepRow, steps_of
from municipal.traces.versions import history

CITY, OTHER = "00003", "00005"
HERE = f"/fr/ma-ville/{CITY}/projets/etape"
NEED = "trouver les fuites d’aqueduc"


def plain(text: str) -> str:
    """What is read of a page, with plain spaces."""
    return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]+>", " ", text)).replace("\xa0", " "))


def independent(frozen: dict[str, Any]) -> str:
    """The digest of what is fixed, by another way: Python’s own JSON."""
    told = {key: value for key, value in frozen.items() if key != "digest"}
    text = json.dumps(told, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()


def shown(need: str = NEED, city: str = CITY) -> Market:
    """What the registry answers now."""
    with reading() as session:
        return market(session, city, need)


class Buyer:
    """Somebody, their browser, and their project."""

    def __init__(self, browser: Any, person: str, project: str) -> None:
        self.browser, self.person, self.project = browser, person, project

    def get(self, step: str = "market", path: str = HERE, **asked: str) -> Any:
        names = ("projet", "etape") if path.startswith("/fr") else ("project", "step")
        return self.browser.get(path, params=dict(zip(names, (self.project, step), strict=True)) | asked)

    def send(self, act: str, step: str = "market", *, version: int | None = None, **told: str) -> Any:
        row = self.row(step)
        stands = (row.version if row else 0) if version is None else version
        about = {"act": act, "project": self.project, "step": step, "version": str(stands)}
        return self.browser.post(HERE, data=about | told)

    def compare(self, ids: list[str], **told: str) -> Any:
        return self.send("compare", version=None, **({f"compare_{one}": "yes" for one in ids} | told))

    def draft(self, step: str, **told: str) -> Any:
        about = {"draft": "project", "about": f"{CITY}/{self.project}/{step}", "version": "0"}
        return self.browser.post("/fr/brouillon", data=about | {"project": self.project, "step": step} | told)

    def row(self, step: str = "market") -> StepRow | None:
        with reading() as session:
            return steps_of(session, CITY, self.project).get(step)

    @property
    def fixed(self) -> dict[str, Any]:
        """The list as it is fixed."""
        row = self.row()
        assert row is not None
        assert row.frozen is not None
        return row.frozen

    def past(self, step: str = "market") -> list[Any]:
        with reading() as session:
            return history(session, "project_step", f"{self.project}/{step}", body=CITY)
