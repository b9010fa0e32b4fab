"""`municipal bench import`: a generated month of SEAO, against the least that reading it and storing it can cost."""

import resource
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import Any, Final

import msgspec
from msgspec import Struct
from sqlmodel import SQLModel

from municipal.bench.measure import load, versions
from municipal.bench.releases import write_month
from municipal.db import Database, current, use, writing
from municipal.paths import SEED
from municipal.settings import Settings
from vendors.names.lexicon import read_lexicon
from vendors.notices.imports import import_notices
from vendors.notices.release import Release
from vendors.notices.writing import CONTRACT, NOTICE, RELEASE

ROUNDS: Final = 3
TABLES: Final = tuple(table.name for table in (NOTICE, RELEASE, CONTRACT))


class Month(Struct):
    """A file as the floor reads it: whole."""

    releases: list[Release]


class Run(Struct):
    """What one process took: seconds from the file to the commit, and the most memory that it held."""

    seconds: float
    rss_mb: float


def run(*, n: int, seed: int, settings: Settings) -> dict[str, Any]:
    """Seconds of the quickest of three rounds, each in a process of its own; `ratio` is floor ÷ ours.

    The floor decodes the whole file with msgspec, then inserts the rows that we made of it, already there as tuples.
    """
    del settings
    taken: dict[str, list[Run]] = {"ours": [], "floor": []}
    with TemporaryDirectory(prefix="repere-bench-") as folder:
        path = Path(folder, "month.json")
        write_month(path, n, seed)
        for turn in range(ROUNDS):
            # Ours comes first in the first round: the floor takes its rows.
            for what in ("ours", "floor") if turn % 2 == 0 else ("floor", "ours"):
                taken[what].append(_child(what, path, Path(folder, f"{what}-{turn}.db"), Path(folder, "ours-0.db")))
        size = path.stat().st_size
    best = {what: min(runs, key=lambda one: one.seconds) for what, runs in taken.items()}
    told = {
        what: {"seconds": round(one.seconds, 3), "rss_mb": round(max(run.rss_mb for run in taken[what]), 1)}
        for what, one in best.items()
    }
    return {
        "n": n,
        "file_mb": round(size / 10**6, 1),
        "load": load(),
        "versions": versions(),
        "ours": told["ours"],
        "floor": {"name": "msgspec decode, plain executemany of the same rows"} | told["floor"],
        "ratio": round(best["floor"].seconds / best["ours"].seconds, 2),
    }


def _child(what: str, path: Path, database: Path, rows: Path) -> Run:
    command = [sys.executable, "-m", "municipal.bench.notices", what, str(path), str(database), str(rows)]
    done = subprocess.run(command, check=True, capture_output=True)  # noqa: S603 - a process of ours
    return msgspec.json.decode(done.stdout, type=Run)


def main(what: str, path: str, database: str, rows: str) -> None:
    """One run in this process, in a database of its own."""
    use(Database(f"sqlite:///{database}"))
    SQLModel.metadata.create_all(current().engine, [SQLModel.metadata.tables[name] for name in ("revision", *TABLES)])
    seconds = {"ours": _ours, "floor": _floor}[what](Path(path), rows)
    use(None)
    sys.stdout.write(msgspec.json.encode(Run(seconds, _most_memory())).decode())


def _most_memory() -> float:
    """Megabytes. Where the system tells them of this program alone: what it reports of a process counts its parent."""
    try:
        told = Path("/proc/self/status").read_text("utf-8")
    except OSError:
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return int(told.partition("VmHWM:")[2].split()[0]) / 1024


def _ours(path: Path, _rows: str) -> float:
    lexicon = read_lexicon(SEED / "names")
    start = perf_counter()
    with writing() as session:
        import_notices(session, path, lexicon)
    return perf_counter() - start


def _floor(path: Path, rows: str) -> float:
    tables = [_read(Path(rows), table) for table in TABLES]
    connection: Any = current().engine.raw_connection()
    driver = connection.driver_connection
    start = perf_counter()
    msgspec.json.decode(path.read_bytes(), type=Month)
    driver.execute("BEGIN IMMEDIATE")
    for table, kept in zip(TABLES, tables, strict=True):
        if kept:
            marks = ",".join("?" * len(kept[0]))
            driver.executemany(f"INSERT INTO {table} VALUES ({marks})", kept)  # noqa: S608 - a table of ours
    driver.execute("COMMIT")
    seconds = perf_counter() - start
    connection.close()
    return seconds


def _read(path: Path, table: str) -> list[tuple[Any, ...]]:
    """The rows of a table as they are stored."""
    database = Database(f"sqlite:///{path}")
    with database.engine.connect() as connection:
        found = [tuple(row) for row in connection.exec_driver_sql(f"SELECT * FROM {table}")]  # noqa: S608 - as above
    database.close()
    return found


if __name__ == "__main__":
    main(*sys.argv[1:])
