"""F5: PostgreSQL cuts every connection while eight clients write; each answer is a success or a clean 503."""

import threading
import time
from itertools import count

import httpx
import psycopg
import pytest
from sqlmodel import select

from municipal.db import current, reading
from municipal.suppliers.tables import Report
from municipal.traces.tables import Audit
from municipal.traces.verify import verify
from tests.campaign.served import running, together
from tests.campaign.test_f1_kill import CLIENTS, environment
from vendors.registry.tables import Solution

CUTS = 20
LONGEST_RECOVERY = 3.0


def write_once_each(client, site, solution, stop, answers, keys):
    """Send reports with a key of their own, again and again until each is acknowledged."""
    with httpx.Client(base_url=site.address, timeout=30) as http:
        for n in count():
            if stop.is_set():
                return
            key = f"{client}-{n}"
            keys.append(key)
            body = {"solution": solution, "kind": "error", "message": f"Le prix est faux, {key}, à corriger."}
            while True:
                answer = http.post("/api/v1/signalements", json=body, headers={"Idempotency-Key": key})
                answers.append(answer.status_code)
                if answer.status_code == 201:
                    break
                time.sleep(0.01)


@pytest.mark.parametrize("fresh", ["postgres"], indirect=True)
def test_a_database_that_cuts_its_connections_loses_nothing_and_doubles_nothing(fresh, tell):
    with reading() as session:
        solution = session.exec(select(Solution.id).order_by(Solution.id)).first()
    url = current().url.set(drivername="postgresql")
    fresh.database.close()
    stop, answers, keys, waits = threading.Event(), [], [], []

    def cut(site):
        with psycopg.connect(url.render_as_string(hide_password=False), autocommit=True) as connection:
            for _ in range(CUTS):
                time.sleep(0.15)
                connection.execute(
                    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
                    "WHERE datname = current_database() AND pid <> pg_backend_pid()"
                )
                began, before = time.monotonic(), answers.count(201)
                while answers.count(201) == before and time.monotonic() - began < 2 * LONGEST_RECOVERY:
                    time.sleep(0.005)
                waits.append(time.monotonic() - began)
        stop.set()

    with running(environment(fresh)) as site:
        site.start()
        cutter = threading.Thread(target=cut, args=(site,))
        cutter.start()
        together(CLIENTS, write_once_each, site, solution, stop, answers, keys)
        cutter.join()
    with reading() as session:
        messages = session.exec(select(Report.message)).all()
        traced = session.exec(select(Audit.seq).where(Audit.action == "report.received")).all()
        chain = verify(session)
    stored = {message.split(", ")[1] for message in messages}
    tell(
        f"F5\u00a0: {CUTS} coupures, {answers.count(201)} succès, {answers.count(503)} réponses 503, "
        f"{len(set(keys) - stored)} perdues, {len(messages) - len(stored)} en double, "
        f"reprise en {max(waits):.2f}\u00a0s au plus"
    )
    assert set(answers) <= {201, 503}
    assert stored == set(keys)
    assert len(messages) == len(traced) == len(keys)
    assert chain.ok
    assert max(waits) <= LONGEST_RECOVERY
