"""F4: the disk fails once, at each call in turn; the error is told, or the state is the one before or the one after."""

import shutil
from collections import Counter
from contextlib import closing, suppress

import apsw
import pytest

from municipal.db import sqlite_module
from tests.campaign.replay import careful, run
from tests.campaign.vfs import Failing

DOSES = {"call": ("appels", 200), "short": ("écritures tronquées", 60), "sync": ("synchronisations", 20)}
TOTAL = sum(dose for _, dose in DOSES.values())
# The log is copied into the database each 1,000 pages; here sooner, so that a failure may fall there too.
PAGES = 20


@pytest.fixture
def disk():
    made = Failing("failing")
    yield made
    made.unregister()


def worked(replay, path, disk) -> tuple[int, bool]:
    """Replay until the disk fails: how many transactions were acknowledged, and whether the failure was told."""
    acknowledged, connection = 0, None
    try:
        connection = apsw.Connection(str(path), vfs="failing")
        careful(connection)
        connection.execute(f"PRAGMA wal_autocheckpoint={PAGES}")
        for transaction in replay.transactions:
            if disk.failed:
                break
            run(connection, transaction)
            acknowledged += 1
    except apsw.Error:
        return acknowledged, True
    finally:
        if connection is not None:
            with suppress(apsw.Error):
                connection.close(force=True)
    return acknowledged, False


def goes_on(replay, path, state) -> bool:
    """Whether the next transaction is kept, once the disk works again."""
    with closing(sqlite_module().connect(str(path), isolation_level=None)) as connection:
        careful(connection)
        run(connection, replay.transactions[state])
    return replay.found(path) == state + 1


def test_a_disk_that_fails_leaves_the_state_before_or_the_state_after(replay, tmp_path, disk, tell):
    path = tmp_path / "demo.db"
    found = Counter()
    for kind, (_, dose) in DOSES.items():
        for number in range(1, dose + 1):
            shutil.copy(replay.start, path)
            disk.aim(kind, number)
            acknowledged, told = worked(replay, path, disk)
            found["injected"] += disk.failed
            state = replay.found(path)
            after = "damaged" if state is None else {0: "before", 1: "after"}.get(state - acknowledged, "between")
            found[after] += 1
            found["untold"] += not told and after != "before"
            found["told"] += told
            found["stuck"] += state is None or not goes_on(replay, path, state)
    tell(
        f"F4 {found['injected']} pannes ({', '.join(f'{name} 1–{dose}' for name, dose in DOSES.values())})\u00a0: "
        f"{found['told']} signalées, {found['before']} sans effet, {found['after']} gardées quand même, "
        f"{found['between']} entre deux, {found['damaged']} corrompu"
    )
    assert found["injected"] == TOTAL
    assert (found["between"], found["damaged"], found["untold"], found["stuck"]) == (0, 0, 0, 0)
    # The control: most failures are felt; a disk that never fails would prove nothing.
    assert found["told"] > TOTAL // 2
