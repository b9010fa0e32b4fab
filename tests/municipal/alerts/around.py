"""What may happen around a search and a project: a solution comes, is contested, leaves, its supplier too."""

import datetime as dt
import os
from typing import Any

from sqlalchemy import delete, update
from sqlmodel import col, select

from municipal.alerts import day
from municipal.community.tables import CaseUse
from municipal.db import write
from municipal.projects import writing
from municipal.projects.own import steps_of
from municipal.settings import Settings
from municipal.suppliers.forms import Told
from municipal.suppliers.report import receive
from municipal.traces.chain import By, now
from vendors.registry.tables import Solution, Vendor

# A capability and a domain that together no solution of the demonstration has.
WHERE = {"domains": ["D:evaluation"], "capabilities": ["C:voix"]}
ASKED = {"domain": ["D:evaluation"], "capability": ["C:voix"]}
BASE = "https://repere.mesange.example"
DEMO = Settings(base_url=f"{BASE}/", demo=True)
CASE = "saint-pivert-nids-de-poule"
QUERY = "domaine=D%3Aevaluation&capacite=C%3Avoix"


def offer(name: str = "", **more: Any) -> str:
    """A solution of a supplier of its own; its id, which is also its supplier's."""
    identity = f"essai-{os.urandom(5).hex()}"
    said = {"kind": "product", "summary_fr": "Compte.", "summary_en": "Counts.", "languages": ["fr"], **WHERE} | more

    def work(session: Any) -> None:
        session.add(Vendor(id=identity, name=f"Fournisseur {identity}", sort_key=identity))
        session.flush()
        session.add(Solution(id=identity, vendor=identity, name=name or identity, sort_key=identity, **said))

    write(work, public=True)
    return identity


def dereference(identity: str, status: str = "dereferenced") -> None:
    """The supplier of a solution takes another status."""
    write(
        lambda session: session.execute(update(Vendor).where(col(Vendor.id) == identity).values(status=status)),
        public=True,
    )


def leave(*identities: str) -> None:
    """Solutions leave the registry, with their suppliers."""

    def work(session: Any) -> None:
        for table in (Solution, Vendor):
            session.execute(delete(table).where(col(table.id).in_(identities)))

    write(work, public=True)


def offered() -> list[str]:
    """Every solution that a test made."""
    return write(lambda session: list(session.exec(select(Solution.id).where(col(Solution.id).startswith("essai-")))))


def contest(solution: str, kind: str = "contest") -> str:
    """Somebody contests what is said of a solution."""
    return receive(solution, Told(kind=kind, message="Cette information est inexacte."), "fr").id


def opened(person: str, city: str = "00004", title: str = "Compter les visiteurs du parc") -> str:
    """A project of a city."""
    return write(
        lambda session: writing.open_project(
            session, By(person), city, title=title, words="compter les visiteurs", language="fr"
        )
    )


def fix(
    project: str, kept: dict[str, str], *, by: str, city: str = "00004", left: dict[str, str] | None = None, **more: Any
) -> str:
    """Fix the market of a project with the solutions that are kept; the instant of it."""
    rows = [{"solution": one, "name": name, "kept": True} for one, name in kept.items()]
    rows += [{"solution": one, "name": name, "kept": False} for one, name in (left or {}).items()]
    frozen = {"need": "", "rows": rows, "excluded": [], "compared": [], "data_version": 1} | more

    def work(session: Any) -> str:
        row = steps_of(session, city, project).get("market")
        writing.freeze(
            session, lambda *_a, **_k: By(by), city, project, "market", frozen, version=row.version if row else 0
        )
        return steps_of(session, city, project)["market"].frozen["at"]

    return write(work)


def soon() -> int:
    """What the job of every ten minutes does."""
    return day.send(DEMO, dt.datetime.now(tz=dt.UTC), urgent=True)


def morning() -> int:
    """What the job of the morning does."""
    return day.send(DEMO, dt.datetime.now(tz=dt.UTC), urgent=False)


def used(case: str = CASE) -> None:
    """A city says that it uses what a case tells about."""
    write(lambda session: session.merge(CaseUse(case=case, city="00003", person="somebody", at=now())), public=True)
