"""A disk that we hold in our hands: it notes every write, loses power, or fails at the call that we choose."""

import random
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import apsw

SECTOR = 512


class Event(NamedTuple):
    """What happened to a file, or (`acknowledged`) what the writer was told."""

    kind: str
    file: str = ""
    offset: int = 0
    data: bytes = b""


class Noted(apsw.VFS):
    """A disk that works, and notes what is asked of it; nothing is really synchronised, which the notes replace."""

    def __init__(self, name: str) -> None:
        self.events: list[Event] = []
        super().__init__(name, "")

    def xOpen(self, name: Any, flags: list[int]) -> "NotedFile":  # noqa: N802 - SQLite's name
        """Open a file, which may be new."""
        path = name.filename() if isinstance(name, apsw.URIFilename) else name
        new = path is not None and not Path(path).exists()
        file = NotedFile(name, flags, Path(path or "temp").name, self.events)
        if new:
            self.events.append(Event("create", file.name))
        return file

    def xDelete(self, filename: str, syncdir: bool) -> None:  # noqa: N802, FBT001 - SQLite's name and order
        """Remove a file; without `syncdir` its name may come back."""
        super().xDelete(filename, syncdir)
        self.events.append(Event("delete", Path(filename).name, int(syncdir)))


class NotedFile(apsw.VFSFile):
    """A file of such a disk."""

    def __init__(self, name: Any, flags: list[int], short: str, events: list[Event]) -> None:
        self.name = short
        self.events = events
        super().__init__("", name, flags)

    def xWrite(self, data: bytes, offset: int) -> None:  # noqa: N802 - SQLite's name
        """Write some bytes."""
        super().xWrite(data, offset)
        self.events.append(Event("write", self.name, offset, bytes(data)))

    def xTruncate(self, newsize: int) -> None:  # noqa: N802 - SQLite's name
        """Shorten the file."""
        super().xTruncate(newsize)
        self.events.append(Event("truncate", self.name, newsize))

    def xSync(self, _: int) -> None:  # noqa: N802 - SQLite's name
        """Have the disk hold what was written so far."""
        self.events.append(Event("sync", self.name))


class Disk:
    """What a disk certainly holds after some events, and what it may hold or not."""

    def __init__(self, held: dict[str, bytes]) -> None:
        self.certain = {name: bytearray(data) for name, data in held.items()}
        self.pending: dict[str, list[Event]] = {}
        self.removed: dict[str, bytes] = {}

    def take(self, event: Event) -> None:
        """One more event."""
        match event.kind:
            case "create":
                self.certain[event.file] = bytearray()
                self.removed.pop(event.file, None)
            case "delete":
                data = bytes(self.certain.pop(event.file, b""))
                self.pending.pop(event.file, None)
                if not event.offset:
                    self.removed[event.file] = data
            case "sync":
                for one in self.pending.pop(event.file, []):
                    _apply(self.certain[event.file], one)
            case "write" | "truncate":
                self.pending.setdefault(event.file, []).append(event)

    def cut(self, chance: random.Random) -> dict[str, bytes]:
        """The power goes: of what was not synchronised, some sectors were written, in no order, or only a beginning."""
        after = {name: bytearray(data) for name, data in self.certain.items()}
        for name, events in self.pending.items():
            for one in _survivors(events, chance):
                _apply(after[name], one)
        for name, data in self.removed.items():
            if name not in after and chance.random() < 0.5:
                after[name] = bytearray(data)
        return {name: bytes(data) for name, data in after.items()}


def _survivors(events: list[Event], chance: random.Random) -> Iterator[Event]:
    way = chance.choice(("none", "beginning", "subset", "subset", "sectors"))
    if way == "none":
        return
    if way == "beginning":
        stop = chance.randint(0, len(events))
        yield from events[:stop]
        if stop < len(events) and events[stop].kind == "write":
            torn = events[stop]
            yield torn._replace(data=torn.data[: chance.randint(0, len(torn.data))])
        return
    share = chance.random()
    for one in events:
        if way == "subset" or one.kind == "truncate":
            if chance.random() < share:
                yield one
            continue
        for start in range(0, len(one.data), SECTOR):
            if chance.random() < share:
                yield one._replace(offset=one.offset + start, data=one.data[start : start + SECTOR])


def _apply(data: bytearray, event: Event) -> None:
    if event.kind == "truncate":
        del data[event.offset :]
        return
    if not event.data:
        return
    if len(data) < event.offset:
        data.extend(bytes(event.offset - len(data)))
    data[event.offset : event.offset + len(event.data)] = event.data


class Failing(apsw.VFS):
    """A disk that fails once, at the n-th call of a kind: any (`call`), a write cut `short`, a `sync`."""

    def __init__(self, name: str) -> None:
        self.kind = ""
        self.left = 0
        super().__init__(name, "")

    def aim(self, kind: str, number: int) -> None:
        """Fail at that call, counted from now; 0 never fails."""
        self.kind, self.left = kind, number

    @property
    def failed(self) -> bool:
        """Whether the call came."""
        return self.left < 0

    def fails(self, kind: str) -> bool:
        """Whether the present call is the one."""
        if self.left <= 0 or self.kind not in ("call", kind):
            return False
        self.left -= 1
        if self.left == 0:
            self.left = -1
        return self.failed

    def call(self, code: int, kind: str = "") -> None:
        """One call, which may be the one."""
        if self.fails(kind):
            raise _error(code)

    def excepthook(self, *_: Any) -> None:
        """SQLite may go on after a failure: it is not ours to print."""

    def xOpen(self, name: Any, flags: list[int]) -> "FailingFile":  # noqa: N802 - SQLite's name
        """Open a file."""
        self.call(apsw.SQLITE_CANTOPEN)
        return FailingFile(name, flags, self)

    def xDelete(self, filename: str, syncdir: bool) -> None:  # noqa: N802, FBT001 - SQLite's name and order
        """Remove a file."""
        self.call(apsw.SQLITE_IOERR_DELETE)
        super().xDelete(filename, syncdir)

    def xAccess(self, pathname: str, flags: int) -> bool:  # noqa: N802 - SQLite's name
        """Ask whether a file is there."""
        self.call(apsw.SQLITE_IOERR_ACCESS)
        return super().xAccess(pathname, flags)


class FailingFile(apsw.VFSFile):
    """A file of such a disk."""

    def __init__(self, name: Any, flags: list[int], disk: Failing) -> None:
        self.disk = disk
        super().__init__("", name, flags)

    def excepthook(self, *_: Any) -> None:
        """As for the disk."""

    def xRead(self, amount: int, offset: int) -> bytes:  # noqa: N802 - SQLite's name
        """Read some bytes."""
        self.disk.call(apsw.SQLITE_IOERR_READ)
        return super().xRead(amount, offset)

    def xWrite(self, data: bytes, offset: int) -> None:  # noqa: N802 - SQLite's name
        """Write some bytes, or half of them."""
        if self.disk.fails("short"):
            super().xWrite(bytes(data)[: len(data) // 2], offset)
            raise _error(apsw.SQLITE_IOERR_WRITE)
        super().xWrite(data, offset)

    def xTruncate(self, newsize: int) -> None:  # noqa: N802 - SQLite's name
        """Shorten the file."""
        self.disk.call(apsw.SQLITE_IOERR_TRUNCATE)
        super().xTruncate(newsize)

    def xSync(self, _: int) -> None:  # noqa: N802 - SQLite's name
        """Have the disk hold what was written so far."""
        self.disk.call(apsw.SQLITE_IOERR_FSYNC, "sync")

    def xFileSize(self) -> int:  # noqa: N802 - SQLite's name
        """How long the file is."""
        self.disk.call(apsw.SQLITE_IOERR_FSTAT)
        return super().xFileSize()

    def xLock(self, level: int) -> None:  # noqa: N802 - SQLite's name
        """Take a lock."""
        self.disk.call(apsw.SQLITE_IOERR_LOCK)
        super().xLock(level)


def _error(code: int) -> apsw.IOError:
    error = apsw.IOError("le disque a failli")
    error.extendedresult = code
    return error
