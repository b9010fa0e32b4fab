"""F3: the disk is full; who writes is told so with the remedy, who reads goes on, and no half is kept."""

import shutil
import subprocess
import sys
from contextlib import contextmanager

import pytest
from litestar.testing import TestClient
from sqlalchemy import event, text
from sqlmodel import select

from municipal.db import current, reading, use
from municipal.settings import Settings
from municipal.suppliers.tables import Report
from vendors.registry.tables import Solution

MEGABYTES = 3
MOST = 400
READS = ("/fr/", "/en/vendors", "/fr/indicateurs", "/api/v1/fournisseurs", "/health/ready")
REMEDY = {
    "fr": "Prévenez la personne qui administre ce service\u00a0: le disque est plein.",
    "en": "Tell the person who administers this service: the disk is full.",
}


def solution() -> str:
    with reading() as session:
        return session.exec(select(Solution.id).order_by(Solution.id)).first()


def send(client, about: str, number: int, lang: str = "fr"):
    body = {"solution": about, "kind": "error", "message": f"Le prix de la page est faux ({number}). " + "é" * 1500}
    return client.post("/api/v1/signalements", json=body, params={"lang": lang})


def fill(client, about: str) -> set[str]:
    """Write until the disk is full; the numbers of what was acknowledged."""
    acknowledged = set()
    for number in range(MOST):
        answer = send(client, about, number)
        if answer.status_code != 201:
            break
        acknowledged.add(answer.json()["id"])
    return acknowledged


def held_to_its_word(client, about: str, acknowledged: set[str]) -> None:
    """While the disk is full: writing is refused with a remedy in the reader's language, reading goes on."""
    for lang, remedy in REMEDY.items():
        answer = send(client, about, 0, lang)
        assert (answer.status_code, answer.headers["content-type"]) == (503, "application/problem+json")
        form = {"kind": "error", "message": "Le prix de la page est faux. " + "é" * 1500}
        address = f"/{lang}/solutions/{about}/{'signaler' if lang == 'fr' else 'report'}"
        page = client.post(address, data=form, follow_redirects=False)
        assert page.status_code == 503
        assert remedy in page.text
        assert "sqlite" not in page.text.lower()
    for address in READS:
        assert client.get(address).status_code == 200, address
    with reading() as session:
        assert {row.id for row in session.exec(select(Report))} == acknowledged
        assert session.execute(text("PRAGMA integrity_check")).scalars().all() == ["ok"]


def test_a_database_that_may_grow_no_more_refuses_writes_and_keeps_answering(village, tell):
    limit = {"pages": 0}

    def bounded(connection, *_) -> None:
        connection.execute(f"PRAGMA max_page_count={limit['pages'] or 4294967294}")

    event.listen(current().engine, "checkout", bounded)
    with TestClient(village.app) as client:
        about = solution()
        with reading() as session:
            limit["pages"] = session.execute(text("PRAGMA page_count")).scalar_one() + 20
        acknowledged = fill(client, about)
        assert 5 < len(acknowledged) < MOST
        held_to_its_word(client, about, acknowledged)
        limit["pages"] = 0
        assert send(client, about, 1).status_code == 201
    tell(f"F3 base bornée\u00a0: {len(acknowledged)} écritures gardées, puis 503; lectures servies, 0 moitié gardée")


@contextmanager
def small_disk(folder):
    """A disk of a few megabytes, which only an administrator may make."""
    made = (
        sys.platform == "linux"
        and not subprocess.run(
            ["/bin/mount", "-t", "tmpfs", "-o", f"size={MEGABYTES}m,mode=0700", "tmpfs", str(folder)],
            check=False,
            capture_output=True,
        ).returncode
    )
    try:
        yield made
    finally:
        if made:
            subprocess.run(["/bin/umount", str(folder)], check=True)


def test_a_full_disk_refuses_writes_and_keeps_answering(worlds, tmp_path, tell):
    source = worlds("sqlite", demo=True)
    source.database.close()
    with small_disk(tmp_path) as made:
        if not made:
            tell(f"F3 disque plein ({MEGABYTES}\u00a0Mo)\u00a0: NON FAIT, il faut être administrateur")
            pytest.skip("un petit disque ne se monte qu’en administrateur")
        shutil.copy(source.folder / "demo.db", tmp_path / "demo.db")
        world = type(source)(Settings(data_dir=str(tmp_path), demo=True), tmp_path).enter()
        try:
            (tmp_path / "room").write_bytes(b"\0" * 400_000)
            with TestClient(world.app) as client:
                about = solution()
                acknowledged = fill(client, about)
                assert 5 < len(acknowledged) < MOST
                held_to_its_word(client, about, acknowledged)
                (tmp_path / "room").unlink()
                assert send(client, about, 1).status_code == 201
        finally:
            use(None)
            world.database.close()
    tell(f"F3 disque plein ({MEGABYTES}\u00a0Mo)\u00a0: {len(acknowledged)} écritures gardées, puis 503")
