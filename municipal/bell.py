"""The queue behind `municipal.jobs` and the threads that empty it, in huey's terms."""

import logging
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

import msgspec

from municipal.db import SAFE_WAL, sqlite_module

# huey loads psycopg wherever it stands, for a storage that is not ours: ten megabytes that SQLite has no use for.
_UNWANTED: Final = "psycopg" not in sys.modules
if _UNWANTED:
    sys.modules["psycopg"] = None  # type: ignore[assignment]

from huey import Huey, crontab  # noqa: E402 - see above
from huey.consumer import Consumer  # noqa: E402
from huey.registry import Message  # noqa: E402
from huey.serializer import Serializer  # noqa: E402
from huey.storage import SqliteStorage  # noqa: E402

if _UNWANTED:
    del sys.modules["psycopg"]

LOG: Final = logging.getLogger("municipal.jobs")
THREADS: Final = 2  # one may be waiting for a mail server
LONGEST_PAUSE: Final = 1.0  # seconds between two looks at an empty queue
LONGEST_WAIT: Final = 1.0  # seconds for the file, when another process holds it
BETWEEN_SCHEDULES: Final = 10  # seconds; a divisor of 60, as huey wants


class _Plain(Serializer):
    """Messages in JSON: what is read back can only be data."""

    def _serialize(self, data: Any) -> bytes:  # noqa: ANN401 - huey's messages
        return msgspec.json.encode(data)

    def _deserialize(self, data: bytes) -> Message:
        return Message(*msgspec.json.decode(data))


class _Storage(SqliteStorage):
    """huey's own, over the same SQLite as the other databases here: Python's may be one that loses a log.

    A power cut may lose the last bells, never the file: the jobs look into their tables at their next time anyway,
    and whoever rings waits ten times less than for a synchronous write.
    """

    operational_error = sqlite_module().OperationalError
    integrity_error = sqlite_module().IntegrityError

    def _create_connection(self) -> Any:  # noqa: ANN401 - the driver's own
        connection = sqlite_module().connect(self.filename, timeout=LONGEST_WAIT, check_same_thread=False)
        connection.isolation_level = None
        self._set_journal_mode(connection)  # pyright: ignore[reportUnknownMemberType] - huey has no types
        connection.execute("PRAGMA synchronous=NORMAL")
        return connection


class _Threads(Consumer):
    """huey's consumer without its signal handlers: the process belongs to the site."""

    def _set_signal_handlers(self) -> None:
        return


class Bell:
    """A queue in a file, rung by any process, heard by those that listen."""

    def __init__(self, path: Path, run: Callable[..., None], tick: Callable[[], None]) -> None:
        try:
            self._huey: Any = _opened(path)
        except sqlite_module().DatabaseError as error:
            if isinstance(error, sqlite_module().OperationalError):
                raise OSError(f"{path}: {error}") from error
            LOG.warning("%s is damaged: put aside, another is made", path)
            _put_aside(path)
            self._huey = _opened(path)
        self._run = self._huey.task(name="run")(run)
        self._huey.periodic_task(crontab(), name="tick")(tick)

    def ring(self, name: str, *args: object) -> None:
        """Ask for a job as soon as a thread is free."""
        self._run(name, *args)

    def is_first(self, name: str, turn: str) -> bool:
        """Whether nobody took this turn of a job yet: processes on one machine share the file."""
        with self._huey.storage.db(commit=True) as cursor:
            cursor.execute(
                "INSERT INTO kv (queue, key, value) VALUES (?, ?, ?) ON CONFLICT (queue, key) "
                "DO UPDATE SET value = excluded.value WHERE kv.value <> excluded.value",
                (self._huey.name, f"turn:{name}", turn),
            )
            return cursor.rowcount == 1

    def threads(self) -> Any:  # noqa: ANN401 - huey's own
        """The threads that will empty the queue, and ring for `tick` each minute, once they are started."""
        return _Threads(self._huey, workers=THREADS, max_delay=LONGEST_PAUSE, scheduler_interval=BETWEEN_SCHEDULES)

    def close(self) -> None:
        """Give the file back."""
        self._huey.storage.close()


def _opened(path: Path) -> Huey:
    safe = sqlite_module().sqlite_version_info >= SAFE_WAL
    return Huey(
        "municipal",
        results=False,
        serializer=_Plain(),
        storage_class=_Storage,
        filename=str(path),
        journal_mode="wal" if safe else "delete",
        timeout=LONGEST_WAIT,
    )


def _put_aside(path: Path) -> None:
    for ending in ("-wal", "-shm"):
        path.with_name(path.name + ending).unlink(missing_ok=True)
    path.replace(path.with_name(f"{path.name}.broken"))
