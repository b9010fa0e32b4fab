"""F10: a backup made while people write holds all that was acknowledged before it began; a damaged one is refused."""

import hashlib
import os
import random
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Thread

import pytest
from litestar.testing import TestClient
from sqlalchemy import select
from sqlmodel import col

from municipal.app import create_app
from municipal.db import Database, reading, use
from municipal.paths import ROOT
from municipal.safekeeping.backup import backup
from municipal.safekeeping.restore import restore
from municipal.settings import Settings
from municipal.suppliers.tables import Report
from municipal.traces.tables import Audit
from municipal.traces.verify import verify
from tests.campaign.writer import keep
from vendors.sources.faults import UnusableError

BACKUPS = 3
A_SECOND = 500
BEFORE, AFTER = 100, 50
FLIPS = 200
SEED = 10
MEMORY = "/dev/shm"  # noqa: S108 - a folder made there is one's own
PAGES = ("/fr/", "/en/vendors", "/fr/indicateurs", "/api/v1/fournisseurs", "/health/ready")


class Writers:
    """Those who write meanwhile, in a process of their own; what they were told is read as it comes."""

    def __init__(self, address: str) -> None:
        command = [sys.executable, str(Path(__file__).with_name("writer.py")), address, str(A_SECOND)]
        known = os.environ | {"PYTHONPATH": str(ROOT)}
        self._process = subprocess.Popen(command, env=known, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        assert self._process.stdout.readline() == "ready\n"
        self.acknowledged: list[str] = []
        self.rate = 0.0

    @contextmanager
    def at_work(self, name: str) -> Iterator[None]:
        """One round of writing."""
        self.acknowledged, began = [], time.monotonic()
        listening = Thread(target=self._listen)
        self._say(name)
        listening.start()
        yield
        self._say("")
        listening.join()
        self.rate = len(self.acknowledged) / (time.monotonic() - began)

    def reach(self, more: int) -> set[str]:
        """Wait until so many more are acknowledged; all those that are by now."""
        wanted = len(self.acknowledged) + more
        while len(self.acknowledged) < wanted:
            assert self._process.poll() is None
            time.sleep(0.002)
        return set(self.acknowledged)

    def close(self) -> None:
        """They go home."""
        self._process.communicate("\n")

    def _say(self, line: str) -> None:
        self._process.stdin.write(f"{line}\n")
        self._process.stdin.flush()

    def _listen(self) -> None:
        while name := self._process.stdout.readline().strip():
            self.acknowledged.append(name)


def heads() -> dict[str, int]:
    """The digest of every entry of the chain of the present database, and its number."""
    with reading() as session:
        return dict(session.execute(select(col(Audit.hash), col(Audit.seq))).all())


@pytest.fixture
def hurried(fresh):
    """Where memory serves as a disk, SQLite writes there: 500 transactions a second whatever the disk of the tests."""
    if not (fresh.database.is_sqlite and os.access(MEMORY, os.W_OK)):
        yield fresh
        return
    with TemporaryDirectory(dir=MEMORY) as folder:
        shutil.copy(fresh.folder / "demo.db", folder)
        world = type(fresh)(Settings(data_dir=folder, demo=True), folder)
        yield world
        world.database.close()


@pytest.fixture
def people(hurried):
    made = Writers(hurried.database.url.render_as_string(hide_password=False))
    yield made
    made.close()


def test_a_backup_holds_all_that_was_acknowledged_before_it_began(hurried, people, tmp_path, tell):
    rates, lost, unpaired, compared = [], 0, 0, 0
    for number in range(BACKUPS):
        with people.at_work(f"{number}"):
            before = people.reach(BEFORE)
            made = backup(hurried.settings, tmp_path / f"{number}.sqlite")
            people.reach(AFTER)
        rates.append(people.rate)
        use(Database(hurried.settings.database))
        source = heads()
        target = Settings(data_dir=str(tmp_path / f"restored-{number}"), demo=True)
        done = restore(target, tmp_path / f"{number}.sqlite")
        assert (made.ok, done.ok, done.rows, done.audit_head) == (True, True, made.rows, made.audit_head)
        use(Database(target.database))
        with reading() as session:
            found = set(session.execute(select(col(Report.id))).scalars())
            traced = session.execute(select(col(Audit.object_id)).where(col(Audit.object_type) == "report")).scalars()
            unpaired += len(found ^ set(traced))
            verdict = verify(session)
        lost += len(before - found)
        compared += len(before)
        # What came while the backup was made is in it or not; what never was is not.
        assert {name for name in found if name.startswith(f"{number}-")} <= set(people.acknowledged)
        assert (verdict.ok, verdict.head, source[verdict.head]) == (True, made.audit_head, verdict.entries)
        with TestClient(create_app(target)) as visitor:
            assert [visitor.get(page).status_code for page in PAGES] == [200] * len(PAGES)
        use(None)
    name = "SQLite" if hurried.database.is_sqlite else "PostgreSQL"
    tell(
        f"F10 {name}\u00a0: {BACKUPS} sauvegardes à {sum(rates) / BACKUPS:.0f} écritures/s, {lost} perdue "
        f"sur {compared} acquittées avant, {unpaired} sans sa trace, têtes de chaîne égales"
    )
    assert (lost, unpaired) == (0, 0)


def test_a_backup_with_one_byte_changed_is_refused(village, tmp_path, tell):
    keep("A")
    path = tmp_path / "b.sqlite"
    assert backup(village.settings, path).ok
    whole = path.read_bytes()
    seal = whole.index(b"repere:")
    chance = random.Random(SEED)
    places = [*range(0, 100, 4), *range(seal, seal + 103, 4), *chance.choices(range(len(whole)), k=FLIPS)]
    use(None)
    before = hashlib.sha256((tmp_path / "demo.db").read_bytes()).hexdigest()
    refused = 0
    for place in places:
        changed = bytearray(whole)
        changed[place] ^= 1 << chance.randrange(8)
        path.write_bytes(changed)
        with pytest.raises(UnusableError) as caught:
            restore(village.settings, path)
        refused += {fault.rule for fault in caught.value.faults} == {"backup"}
    assert hashlib.sha256((tmp_path / "demo.db").read_bytes()).hexdigest() == before
    tell(f"F10 {len(places)} sauvegardes d’un octet changé\u00a0: {refused} refusées, base intacte")
    assert refused == len(places)
    path.write_bytes(whole)
    assert restore(village.settings, path).ok
