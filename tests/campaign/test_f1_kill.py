"""F1: the server is killed while eight clients write through HTTP; what was acknowledged is there when it is back."""

import random
import threading
import time
from itertools import count

import httpx
from sqlalchemy import text
from sqlmodel import select

from municipal.db import current, reading
from municipal.suppliers.tables import Report
from municipal.traces.tables import Audit
from municipal.traces.verify import verify
from tests.campaign.served import running, together
from vendors.registry.tables import Solution

KILLS = 10
CLIENTS = 8


def environment(world):
    url = world.settings.demo_database_url
    return {"MUNI_DATA_DIR": world.settings.data_dir} | ({"MUNI_DEMO_DATABASE_URL": url} if url else {})


def kill_after(site, acknowledged, enough):
    """Kill it while the eight are writing, a random instant after so many answers."""
    while len(acknowledged) < enough:
        time.sleep(0.001)
    site.kill()


def write_until_it_dies(client, address, solution, acknowledged):
    """Send one report after another; note each one that was acknowledged."""
    with httpx.Client(base_url=address, timeout=30) as http:
        for n in count():
            body = {"solution": solution, "kind": "error", "message": f"Le prix est faux, client {client}, essai {n}."}
            try:
                answer = http.post("/api/v1/signalements", json=body)
            except httpx.TransportError:
                return
            if answer.status_code == 201:
                acknowledged.append(answer.json()["id"])


def test_what_was_acknowledged_survives_a_killed_server(fresh, tell):
    with reading() as session:
        solution = session.exec(select(Solution.id).order_by(Solution.id)).first()
    fresh.database.close()
    chance, acknowledged, starts = random.Random(1), [], []
    with running(environment(fresh)) as site:
        for _ in range(KILLS):
            starts.append(site.start())
            enough = len(acknowledged) + chance.randint(CLIENTS, 5 * CLIENTS)
            blow = threading.Thread(target=kill_after, args=(site, acknowledged, enough))
            blow.start()
            together(CLIENTS, write_until_it_dies, site.address, solution, acknowledged)
            blow.join()
    with reading() as session:
        stored = set(session.exec(select(Report.id)))
        traced = set(session.exec(select(Audit.object_id).where(Audit.action == "report.received")))
        chain = verify(session)
        whole = current().is_sqlite and session.execute(text("PRAGMA integrity_check")).scalar()
    lost = set(acknowledged) - stored
    kind = "SQLite" if current().is_sqlite else "PostgreSQL"
    tell(
        f"F1 {kind}\u00a0: {KILLS} arrêts, {len(acknowledged)} écritures acquittées, {len(lost)} perdues, "
        f"{len(stored - set(acknowledged))} gardées sans réponse, chaîne {'intacte' if chain.ok else 'rompue'}, "
        f"retour en {max(starts):.1f}\u00a0s au plus"
    )
    assert lost == set()
    assert stored == traced
    assert chain.ok
    assert whole in (False, "ok")
    assert len(acknowledged) >= KILLS * CLIENTS
