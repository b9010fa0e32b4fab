"""A database of one committee alone, on SQLite: what a reference model is held against, act by act."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Final

from sqlmodel import SQLModel

from municipal.committee.grid import read_grid
from municipal.committee.sealing import Cell
from municipal.committee.tables import CommitteeMember, Evaluation
from municipal.db import Database, Revision, use, write
from municipal.keys import use_key
from municipal.people.tables import Person
from municipal.places.tables import Municipality, Region
from municipal.projects.tables import Project
from municipal.settings import Settings
from municipal.traces.chain import By, now
from tests.municipal.committee.meeting import CITY

PROJECT: Final = "a" * 16
WHO: Final = ("m1", "m2", "m3")
BIDS: Final = ("b1", "b2")
# Two criteria are enough where the price is one of them.
GRID: Final[dict[str, Any]] = {
    "mode": "one_envelope",
    "factor": None,
    "price_points": "40",
    "tie_rule": "lowest_price",
    "criteria": [
        {"id": "c1", "name_fr": "Un", "name_en": "One", "max": "30", "min": None, "questions": []},
        {"id": "c2", "name_fr": "Deux", "name_en": "Two", "max": "30", "min": None, "questions": []},
    ],
}
LINES: Final = read_grid(GRID).criteria


def permit(person: str) -> Any:
    """A permit in somebody’s name; the stages alone are in the way."""
    return lambda *_, **__: By(person)


def told(member: str) -> dict[str, dict[str, Cell]]:
    """The scores of a member: each cell sings a canary of its own."""
    return {bid: {one.id: Cell("7", f"canari {member} {bid} {one.id}") for one in LINES} for bid in BIDS}


@contextmanager
def world(folder: Any, *, stage: str = "draft") -> Iterator[Database]:
    """The database, with three members named and two bids; nothing else in it."""
    database = Database(f"sqlite:///{folder / 'alone.db'}")
    use(database)
    use_key(Settings(data_dir=str(folder)))
    SQLModel.metadata.create_all(database.engine)

    def work(session: Any) -> None:
        session.add(Revision())
        session.add(Region(code="01", name="R"))
        session.flush()
        place = {"name": "V", "sort_key": "v", "designation": "V", "region": "01", "population": 1, "source": "s"}
        session.add(Municipality(code=CITY, **place))
        session.flush()
        opened = {"title": "T", "words": "w", "language": "fr", "opened_by": "s", "opened_at": now()}
        session.add(Project(city=CITY, id=PROJECT, **opened))
        for one in WHO:
            session.add(Person(id=one, name=one, created_at=now()))
        session.flush()
        rows = [{"id": bid, "name": f"Soumission {bid}"} for bid in BIDS]
        session.add(
            Evaluation(city=CITY, project=PROJECT, stage=stage, grid=GRID, bids=rows, secretary="s", created_at=now())
        )
        for one in WHO:
            session.add(CommitteeMember(city=CITY, project=PROJECT, id=one, person=one, name=f"Membre {one}"))

    write(work)
    yield database
    use(None)
    database.close()
