"""Put a SQLite file in the place of another, which is kept aside; nobody else may have that one open."""

import datetime as dt
import shutil
from contextlib import closing, suppress
from pathlib import Path
from typing import Final

from municipal.db import Database, sqlite_module
from municipal.disk import keep_file, keep_name, second_name
from municipal.safekeeping.backup_file import refusal
from municipal.safekeeping.resuming import resume

_WAIT: Final = 2.0  # seconds, for a process that is just ending
# A log that outlived its database would be read as the log of whatever file has its name.
_BESIDE: Final = ("-wal", "-shm", "-journal")


def replace_sqlite(copy: Path, present: Path) -> str | None:
    """Let the copy take the place of the present file; the name under which that one is kept comes back.

    At every instant a whole database stands under the name: the former one, then the new one.
    """
    number = _number_of_a_free_file(present) if present.exists() else None
    _finish(copy, number)
    _owned_alike(copy, present)
    aside = _set_aside(present)
    copy.replace(present)
    keep_name(present)
    return aside


def _number_of_a_free_file(present: Path) -> int | None:
    """The number of the public data, once it is certain that nobody has the file open; None when it is damaged.

    To leave the write-ahead log, SQLite must be alone; the log is then in the file, which stands by itself.
    """
    connection = sqlite_module().connect(str(present), timeout=_WAIT, isolation_level=None)
    with closing(connection):
        try:
            left = connection.execute("PRAGMA journal_mode=DELETE").fetchone()[0] != "wal"
            connection.execute("BEGIN EXCLUSIVE")
            row = connection.execute("SELECT number FROM revision").fetchone()
        except sqlite_module().DatabaseError as error:
            left, row = "locked" not in str(error), None
    if not left:
        fr = "Arrêtez le site, puis recommencez\u00a0: un programme se sert de la base"
        raise refusal("database", present, fr, "Stop the site, then try again: a program is using the database")
    return row[0] if row else None


def _finish(copy: Path, number: int | None) -> None:
    """The copy as it will go on, in one file that the disk holds."""
    database = Database(f"sqlite:///{copy}")
    try:
        with database.engine.begin() as connection:
            resume(connection, number)
    finally:
        database.close()
    with closing(sqlite_module().connect(str(copy), isolation_level=None)) as file:
        file.execute("PRAGMA journal_mode=DELETE")
    keep_file(copy)


def _owned_alike(copy: Path, present: Path) -> None:
    """Whoever could use the former file can use the new one, even when another account restores it."""
    if present.exists():
        shutil.copymode(present, copy)
        with suppress(OSError, LookupError):
            shutil.chown(copy, present.stat().st_uid, present.stat().st_gid)


def _set_aside(present: Path) -> str | None:
    """Keep the present file under another name too, with its log when a damaged one left some."""
    instant = dt.datetime.now(tz=dt.UTC).strftime("%Y%m%dT%H%M%S.%fZ")
    found = [end for end in ("", *_BESIDE) if Path(f"{present}{end}").exists()]
    for end in found:
        second_name(Path(f"{present}{end}"), Path(f"{present}.before-{instant}{end}"))
    for end in _BESIDE:
        Path(f"{present}{end}").unlink(missing_ok=True)
    return f"{present}.before-{instant}" if "" in found else None
