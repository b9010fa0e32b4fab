"""F2: the power goes at any instant of real writes; what was acknowledged is there, and nothing is damaged."""

import random
import shutil
from contextlib import closing
from typing import NamedTuple

import apsw

from tests.campaign.replay import Replay, careful, run
from tests.campaign.vfs import Disk, Event, Noted

CUTS = 300
CONTROLS = 100
SEED = 20_261_122
# The log is copied into the database each 1,000 pages; here sooner, so that it happens several times.
PAGES = 150


class Tally(NamedTuple):
    """What some cuts led to."""

    cuts: int
    lost: int
    damaged: int
    most: int


def recorded(replay: Replay, folder, synchronous: str | None = None) -> list[Event]:
    """What a disk was asked while the captured transactions ran again, and when each was acknowledged."""
    name = f"noted-{synchronous or 'as-is'}"
    path = folder / "demo.db"
    shutil.copy(replay.start, path)
    disk = Noted(name)
    early = len(replay.transactions) // 8
    # The site is stopped and started once: the last connection that closes empties the log.
    for part in (replay.transactions[:early], replay.transactions[early:]):
        with (
            closing(apsw.Connection(str(path), vfs=name)) as site,
            closing(apsw.Connection(str(path), vfs=name)) as held,
        ):
            for connection in (site, held):
                careful(connection, synchronous=synchronous)
            site.execute(f"PRAGMA wal_autocheckpoint={PAGES}")
            for transaction in part:
                run(site, transaction)
                disk.events.append(Event("acknowledged"))
                held.execute("PRAGMA data_version").fetchall()
    disk.unregister()
    return disk.events


def cut(replay: Replay, events: list[Event], folder, cuts: int) -> Tally:
    """Cut the power at instants taken at random, start again each time, and look at what is there."""
    chance = random.Random(SEED)
    disk = Disk({"demo.db": replay.start.read_bytes()})
    after = folder / "after"
    after.mkdir()
    at, acknowledged, lost, damaged, most = 0, 0, 0, 0, 0
    for stop in sorted(chance.choices(range(len(events) + 1), k=cuts)):
        for event in events[at:stop]:
            disk.take(event)
            acknowledged += event.kind == "acknowledged"
        at = stop
        for name, data in disk.cut(chance).items():
            (after / name).write_bytes(data)
        found = replay.found(after / "demo.db")
        for left in after.iterdir():
            left.unlink()
        damaged += found is None
        lost += found is not None and found < acknowledged
        most = max(most, acknowledged - found if found is not None else 0)
    return Tally(cuts, lost, damaged, most)


def test_nothing_acknowledged_is_lost_when_the_power_goes(replay, tmp_path, tell):
    assert len(replay.transactions) > 150
    (tmp_path / "full").mkdir()
    (tmp_path / "normal").mkdir()
    (tmp_path / "off").mkdir()
    events = recorded(replay, tmp_path / "full")
    assert events.count(Event("sync", "demo.db")) > 4
    full = cut(replay, events, tmp_path / "full", CUTS)
    normal = cut(replay, recorded(replay, tmp_path / "normal", "NORMAL"), tmp_path / "normal", CUTS)
    off = cut(replay, recorded(replay, tmp_path / "off", "OFF"), tmp_path / "off", CONTROLS)
    tell(
        f"F2 {full.cuts} coupures, {full.lost} perdu, {full.damaged} corrompu; "
        f"témoins\u00a0: synchronous=NORMAL {normal.lost} perdus sur {normal.cuts} (jusqu’à {normal.most} écritures), "
        f"{normal.damaged} corrompu; synchronous=OFF {off.damaged} corrompus sur {off.cuts}"
    )
    assert (full.lost, full.damaged) == (0, 0)
    # The controls: a harness that finds nothing where something is lost would prove nothing.
    assert normal.lost > CUTS // 2
    assert off.damaged > 0
