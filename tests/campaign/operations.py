"""The real writes of the application that the campaign captures and replays: over HTTP wherever there is an address."""

import csv
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Final

from litestar.testing import TestClient
from sqlmodel import select

from municipal.db import reading, touch, writing
from municipal.places.imports import REQUIRED, import_municipalities
from vendors.registry.tables import Solution

Operation = Callable[[TestClient, int], None]
EACH_TENTH = 10


def report_by_program(client: TestClient, time: int) -> None:
    """An error pointed out through the API; the messages grow, so that some rows take several pages."""
    body = {"solution": _solution(time), "kind": "error", "message": f"Prix faux ({time}). " + "Très faux! " * 3 * time}
    assert client.post("/api/v1/signalements", json=body).status_code == 201


def report_by_form(client: TestClient, time: int) -> None:
    """A contestation sent by the form."""
    form = {"kind": "contest", "message": f"We do not offer this. {time}", "contact": f"a{time}@exemple.ca"}
    answer = client.post(f"/en/solutions/{_solution(time)}/report", data=form, follow_redirects=False)
    assert answer.status_code == 303


def municipalities_by_import(_: TestClient, time: int) -> None:
    """Now and then a list of municipalities: many rows, and the number of the public data, in one transaction."""
    if time % EACH_TENTH:
        return
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "liste.csv")
        with path.open("w", encoding="utf-8-sig", newline="") as file:
            rows = csv.writer(file)
            rows.writerow(REQUIRED)
            for row in range(40):
                rows.writerow([f"{98000 + row}", f"Lieu {time}-{row}", "Ville", "zz", "Nulle part", "", time + row])
        with writing() as session:
            import_municipalities(session, path)
            touch(session)


# Whoever adds a write to the application adds it here.
OPERATIONS: Final[tuple[Operation, ...]] = (report_by_program, report_by_form, municipalities_by_import)


def _solution(time: int) -> str:
    with reading() as session:
        found = session.exec(select(Solution.id).order_by(Solution.id)).all()
    return found[time % len(found)]
