"""Releases kept in batches: which one tells its notice, whatever the order in which they come."""

from msgspec import Struct
from msgspec.structs import astuple
from sqlalchemy import Connection, select, tuple_

from vendors.notices.reading import Rank, Reading
from vendors.notices.writing import KEPT, RELEASE, Writer


class Counts(Struct):
    """What became of the releases; `to_review` are some of the created and updated."""

    created: int = 0
    updated: int = 0
    unchanged: int = 0
    to_review: int = 0


class _Known(Struct, gc=False):
    """What is kept of a notice: its releases by id, and the rank of the one that tells it."""

    releases: dict[str, Rank]
    shown: Rank


class _Changes(Struct):
    """What a batch changes: the notices that are new, what tells each notice, releases by notice and id."""

    fresh: set[str]
    shown: dict[str, Reading]
    added: dict[tuple[str, str], Reading]
    replaced: list[tuple[str, str]]


class Keeper:
    """Keeps batches of releases through one connection; each remembers the import that brought it.

    `replaced` are the rows of earlier imports that another content under the same id replaced: their only copy.
    """

    def __init__(self, connection: Connection, origin: str = "") -> None:
        self._connection = connection
        self._origin = origin
        self._writer = Writer(connection)
        self.replaced: list[tuple[str, ...]] = []

    def keep(self, batch: list[Reading], counts: Counts) -> None:
        """Keep a batch, as if its releases had come one after the other."""
        known = self._known({one.ocid for one in batch})
        changes = _Changes(set(), {}, {}, [])
        for one in batch:
            before = known.get(one.ocid)
            if before is None:
                known[one.ocid] = _Known({one.rank[1]: one.rank}, one.rank)
                changes.fresh.add(one.ocid)
                changes.added[one.ocid, one.rank[1]] = changes.shown[one.ocid] = one
                counts.created += 1
                counts.to_review += one.review
            else:
                _keep_more(one, before, changes, counts)
        self._write(changes)

    def _known(self, ocids: set[str]) -> dict[str, _Known]:
        found: dict[str, _Known] = {}
        columns = (RELEASE.c.ocid, RELEASE.c.id, RELEASE.c.date, RELEASE.c.digest)
        for ocid, identity, date, digest in self._connection.execute(select(*columns).where(columns[0].in_(ocids))):
            rank = (date, identity, digest)
            one = found.setdefault(ocid, _Known({}, rank))
            one.releases[identity] = rank
            one.shown = max(one.shown, rank)
        return found

    def _write(self, changes: _Changes) -> None:
        shown, fresh, write = changes.shown, changes.fresh, self._writer.write
        told = [ocid for ocid in shown if ocid not in fresh]
        write("add notice", [astuple(shown[ocid].notice) for ocid in shown if ocid in fresh])
        write("change notice", [(*astuple(shown[ocid].notice), ocid) for ocid in told])
        if changes.replaced:
            self._put_aside(changes.replaced)
        write("drop release", list[tuple[str, ...]](changes.replaced))
        write(
            "add release",
            [
                (one.ocid, one.rank[1], one.rank[0], one.tags, one.told, one.rank[2], self._origin)
                for one in changes.added.values()
            ],
        )
        write("drop contracts", [(ocid,) for ocid in told])
        write("add contract", [astuple(row) for one in shown.values() for row in one.contracts])

    def _put_aside(self, named: list[tuple[str, str]]) -> None:
        rows = select(*KEPT).where(tuple_(RELEASE.c.ocid, RELEASE.c.id).in_(named), RELEASE.c.origin != self._origin)
        self.replaced += [tuple(row) for row in self._connection.execute(rows)]


def _keep_more(one: Reading, before: _Known, changes: _Changes, counts: Counts) -> None:
    """Keep another release of a notice that is known; of two contents under one id, that of the greater rank."""
    identity = one.rank[1]
    same = before.releases.get(identity)
    if same is not None and one.rank <= same:
        counts.unchanged += 1
        return
    if same is not None and (one.ocid, identity) not in changes.added:
        changes.replaced.append((one.ocid, identity))
    before.releases[identity] = one.rank
    changes.added[one.ocid, identity] = one
    if one.rank < before.shown:
        counts.unchanged += 1
        return
    before.shown = one.rank
    changes.shown[one.ocid] = one
    counts.updated += 1
    # Two contents under one id: a person looks.
    counts.to_review += one.review or same is not None
