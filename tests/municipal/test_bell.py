"""The queue that processes share: a turn is one process's alone, and what waits is JSON, never left half written."""

import json
import threading

import pytest

from municipal.bell import Bell
from municipal.db import sqlite_module
from tests.municipal.calling import PATIENCE


@pytest.fixture
def bells(tmp_path):
    """Two processes' views of one queue."""
    made = [Bell(tmp_path / "jobs.db", print, print) for _ in range(2)]
    yield made
    for bell in made:
        bell.close()


def test_a_turn_is_taken_by_one_process_alone(bells):
    barrier, taken = threading.Barrier(len(bells)), []

    def take(bell):
        for day in range(1, 21):
            barrier.wait(PATIENCE)
            if bell.is_first("nuit", f"2026-11-{day:02}"):
                taken.append(day)

    threads = [threading.Thread(target=take, args=(bell,)) for bell in bells]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert taken == list(range(1, 21))
    assert bells[0].is_first("jour", "2026-11-20")


def test_a_turn_stays_taken_when_the_process_begins_again(tmp_path):
    for expected in (True, False):
        bell = Bell(tmp_path / "jobs.db", print, print)
        assert bell.is_first("nuit", "2026-11-22") is expected
        bell.close()


def test_asvs_1_5_2_what_waits_in_the_queue_is_json_and_nothing_else(bells, tmp_path):
    bells[0].ring("compter", 3, "é")
    with sqlite_module().connect(tmp_path / "jobs.db") as connection:
        ((data,),) = connection.execute("SELECT data FROM task").fetchall()
    connection.close()
    read = json.loads(data)
    assert ["compter", 3, "é"] in read


def test_the_queue_is_never_left_half_written(bells):
    with bells[0]._huey.storage.db() as cursor:
        # 1 is NORMAL: with a write-ahead log a power cut cannot corrupt the file (sqlite.org/pragma.html).
        assert cursor.execute("PRAGMA synchronous").fetchone() == (1,)
        assert cursor.execute("PRAGMA journal_mode").fetchone() == ("wal",)
        assert cursor.execute("SELECT sqlite_version()").fetchone() == (sqlite_module().sqlite_version,)
