"""F11: a database of each released version is brought to this one, even when the process is killed on the way."""

import gzip
import os
import random
import subprocess
import sys
import time
from hashlib import sha256
from pathlib import Path

import pytest
from sqlalchemy import inspect, text

from municipal.db import Database, sqlite_module, use
from municipal.paths import ROOT
from municipal.prepare import is_ready, migrate, prepare
from municipal.schema import known, schema_head
from municipal.settings import Settings
from municipal.tenancy.guard import everything

GOLDEN = sorted((ROOT / "tests/data/golden").glob("*.db.gz"))
KILLS = 8


def unpacked(golden: Path, folder: Path) -> Path:
    path = folder / "demo.db"
    path.write_bytes(gzip.decompress(golden.read_bytes()))
    return path


def digests(path: Path, tables: dict[str, list[str]]) -> dict[str, str]:
    """The digest of what each table holds in the columns that it had."""
    with sqlite_module().connect(str(path)) as connection:
        found = {}
        for table, columns in tables.items():
            names = ", ".join(f'"{name}"' for name in columns)
            rows = sorted(repr(row) for row in connection.execute(f'SELECT {names} FROM "{table}"'))  # noqa: S608 - our own names
            found[table] = sha256("\n".join(rows).encode()).hexdigest()
        return found


def columns_of(path: Path) -> dict[str, list[str]]:
    database = Database(f"sqlite:///{path}")
    looked = inspect(database.engine)
    found = {
        table: [column["name"] for column in looked.get_columns(table)]
        for table in looked.get_table_names()
        if table != "alembic_version"
    }
    database.close()
    return found


def revision(path: Path) -> str:
    with sqlite_module().connect(str(path)) as connection:
        return connection.execute("SELECT version_num FROM alembic_version").fetchone()[0]


def test_every_released_schema_has_its_golden_database():
    assert {path.name.removesuffix(".db.gz") for path in GOLDEN} >= known() - {schema_head()}


@pytest.mark.parametrize("golden", GOLDEN, ids=lambda path: path.stem)
def test_a_released_database_is_upgraded_and_keeps_every_row(golden, tmp_path):
    path = unpacked(golden, tmp_path)
    before = columns_of(path)
    held = digests(path, before)
    database = Database(f"sqlite:///{path}")
    use(database)
    try:
        migrate(database)
        assert digests(path, before) == held
        prepare(Settings(data_dir=str(tmp_path), demo=True))
        assert is_ready(Settings(data_dir=str(tmp_path), demo=True))
        with everything("a test reads all"), database.engine.connect() as connection:
            assert connection.execute(text("SELECT count(*) FROM report")).scalar() == 5
    finally:
        use(None)


@pytest.mark.parametrize("golden", GOLDEN, ids=lambda path: path.stem)
def test_a_migration_that_is_killed_leaves_the_old_schema_or_the_new_one(golden, tmp_path, tell):
    source = unpacked(golden, tmp_path)
    before = columns_of(source)
    held = digests(source, before)
    old, chance, seen = revision(source), random.Random(11), []
    environment = {name: value for name, value in os.environ.items() if not name.startswith("MUNI_")}
    for n in range(KILLS):
        folder = tmp_path / str(n)
        folder.mkdir()
        path = unpacked(golden, folder)
        command = [sys.executable, "-m", "municipal", "init", "--demo"]
        child = subprocess.Popen(
            command,
            env=environment | {"MUNI_DATA_DIR": str(folder)},
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        while child.poll() is None and not (folder / "demo.db-wal").exists():
            time.sleep(0.002)
        time.sleep(chance.uniform(0, 0.25))
        child.kill()
        child.wait()
        now = revision(path)
        assert now in (old, schema_head())
        assert columns_of(path).keys() == before.keys() if now == old else before.keys() < columns_of(path).keys()
        if now == old:
            assert digests(path, before) == held
        seen.append(now)
        done = subprocess.run(
            command, env=environment | {"MUNI_DATA_DIR": str(folder)}, capture_output=True, check=False
        )
        assert (done.returncode, revision(path)) == (0, schema_head())
    tell(
        f"F11\u00a0: {KILLS} migrations tuées depuis {old}, {seen.count(old)} restées à l’ancien schéma, "
        f"{seen.count(schema_head())} au nouveau, 0 entre les deux, 0 ligne perdue"
    )
