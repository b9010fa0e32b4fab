"""A backup is one file that holds the whole database, and is called good once the copy itself was verified."""

import sqlite3
from contextlib import closing
from hashlib import sha256

import msgspec
import pytest
from sqlalchemy import func, select, text
from sqlmodel import SQLModel

from municipal.db import Database, current, use, writing
from municipal.prepare import schema_head
from municipal.safekeeping import backup as module
from municipal.safekeeping.backup import backup
from municipal.safekeeping.backup_file import APPLICATION
from municipal.schema import upgrade
from municipal.settings import Settings
from municipal.suppliers.tables import Report
from municipal.tenancy.guard import everything
from municipal.traces.chain import SYSTEM, record
from vendors.sources.faults import UnusableError

CHECKS = ["seal", "integrity", "foreign_keys", "schema", "rows", "audit"]


@pytest.fixture
def contents(contents):
    """The same, whosever the rows are."""

    def read(**given):
        with everything("test"):
            return contents(**given)

    return read


def report(number, message="Le prix de la page est faux."):
    day = "2026-11-22"
    return Report(id=number, kind="error", solution="x", message=message, language="fr", received_at=day, due_on=day)


def traced(times=3):
    """Some traces, and the head of their chain."""
    for number in range(times):
        with writing() as session:
            record(session, SYSTEM, "test", "thing", str(number))
    with current().engine.connect() as connection:
        return connection.execute(text("SELECT hash FROM audit ORDER BY seq DESC LIMIT 1")).scalar()


def refused(settings, path):
    with pytest.raises(UnusableError) as caught:
        backup(settings, path)
    (fault,) = caught.value.faults
    return fault


def test_a_backup_of_either_kind_of_database_is_one_file_that_holds_every_row(fresh, tmp_path):
    head = traced()
    folder = tmp_path / "kept"
    folder.mkdir()
    made = backup(fresh.settings, folder / "b.sqlite")
    assert made.ok
    assert [check.name for check in made.checks] == CHECKS
    assert all(check.ok for check in made.checks)
    assert (made.schema, made.audit_head) == (schema_head(), head)
    # By other eyes: Python's own SQLite, and plain counts in the database.
    path = folder / "b.sqlite"
    assert [each.name for each in folder.iterdir()] == ["b.sqlite"]
    assert (made.file, made.bytes, made.sha256) == (
        str(path),
        path.stat().st_size,
        sha256(path.read_bytes()).hexdigest(),
    )
    with closing(sqlite3.connect(path)) as file, current().engine.connect() as connection:
        assert file.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert file.execute("PRAGMA journal_mode").fetchone() == ("delete",)
        assert file.execute("PRAGMA application_id").fetchone() == (APPLICATION,)
        for table in SQLModel.metadata.sorted_tables:
            with everything("test"):
                there = connection.execute(select(func.count()).select_from(table)).scalar()
            assert file.execute(f'SELECT count(*) FROM "{table.name}"').fetchone() == (there,)  # noqa: S608
            assert made.rows[table.name] == there
        assert made.rows["audit"] >= 3


@pytest.mark.parametrize("fresh", ["sqlite"], indirect=True)
def test_only_its_owner_may_read_a_backup(fresh, tmp_path):
    backup(fresh.settings, tmp_path / "b")
    assert (tmp_path / "b").stat().st_mode & 0o777 == 0o600


def test_a_backup_changes_nothing(fresh, tmp_path, contents):
    traced()
    before = contents()
    backup(fresh.settings, tmp_path / "b")
    assert contents() == before


def test_the_chain_is_still_guarded_in_the_copy(fresh, tmp_path):
    traced()
    backup(fresh.settings, tmp_path / "b")
    for statement in (
        "UPDATE audit SET actor = 'x'",
        "DELETE FROM audit",
        "REPLACE INTO audit SELECT * FROM audit WHERE seq = 1",
    ):
        with closing(sqlite3.connect(tmp_path / "b")) as file, pytest.raises(sqlite3.IntegrityError):
            file.execute(statement)


@pytest.mark.parametrize("fresh", ["sqlite"], indirect=True)
def test_no_file_is_ever_overwritten(fresh, tmp_path):
    path = tmp_path / "b"
    path.write_bytes(b"somebody's")
    fault = refused(fresh.settings, path)
    assert (fault.rule, fault.fr.split(":")[0]) == ("backup", "Choisissez un autre nom\u00a0")
    assert path.read_bytes() == b"somebody's"


@pytest.mark.parametrize("fresh", ["sqlite"], indirect=True)
def test_a_file_that_came_up_meanwhile_is_not_overwritten_either(fresh, tmp_path, monkeypatch):
    path = tmp_path / "b"
    sign = module.sign
    monkeypatch.setattr(module, "sign", lambda *given: (path.write_bytes(b"somebody's"), sign(*given)))
    assert refused(fresh.settings, path).rule == "backup"
    assert path.read_bytes() == b"somebody's"


@pytest.mark.parametrize("fresh", ["sqlite"], indirect=True)
def test_a_folder_that_is_not_there_is_told(fresh, tmp_path):
    fault = refused(fresh.settings, tmp_path / "nowhere" / "b")
    assert str(tmp_path / "nowhere" / "b") in fault.where


@pytest.mark.parametrize("fresh", ["sqlite"], indirect=True)
@pytest.mark.parametrize("broken", ["sign", "verify_backup", "second_name"])
def test_nothing_is_left_behind_when_the_copy_fails(fresh, tmp_path, monkeypatch, broken):
    def full(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(module, broken, full)
    folder = tmp_path / "kept"
    folder.mkdir()
    assert "No space left" in refused(fresh.settings, folder / "b").where
    assert list(folder.iterdir()) == []


@pytest.mark.parametrize("fresh", ["sqlite"], indirect=True)
def test_a_copy_that_is_not_faithful_is_not_kept(fresh, tmp_path, monkeypatch):
    sign = module.sign

    def less(copy, manifest):
        with closing(sqlite3.connect(copy)) as file, file:
            file.execute("DELETE FROM fact WHERE id = (SELECT min(id) FROM fact)")
        sign(copy, manifest)

    monkeypatch.setattr(module, "sign", less)
    fault = refused(fresh.settings, tmp_path / "b")
    assert fault.where == "rows"
    assert not (tmp_path / "b").exists()


def test_before_there_is_anything_there_is_nothing_to_keep(blank, tmp_path):
    url = blank.url.render_as_string(hide_password=False)
    fault = refused(Settings(data_dir=str(tmp_path), database_url=url), tmp_path / "b")
    assert (fault.rule, fault.fr.split("\u00a0")[0]) == ("database", "Lancez d’abord «")
    upgraded(blank)
    assert refused(Settings(data_dir=str(tmp_path), database_url=url), tmp_path / "b").rule == "database"


def test_a_database_that_is_not_there_is_not_made(tmp_path):
    refused(Settings(data_dir=str(tmp_path / "data")), tmp_path / "b")
    assert list(tmp_path.iterdir()) == []


def test_the_other_world_is_not_copied(fresh, tmp_path):
    url = fresh.database.url.render_as_string(hide_password=False)
    fault = refused(Settings(data_dir=str(tmp_path), database_url=url), tmp_path / "b")
    assert (fault.rule, fault.where) == ("world", "demo")


def upgraded(database, revision="head", world=""):
    with database.engine.connect() as connection:
        upgrade(connection, revision)
    with database.engine.begin() as connection:
        if world:
            values = {"world": world}
            connection.execute(text("INSERT INTO revision (id, number, world) VALUES (1, 7, :world)"), values)


def test_an_older_schema_is_kept_as_it_is(blank, tmp_path):
    upgraded(blank, "0001", "real")
    with blank.engine.begin() as connection:
        connection.execute(text("INSERT INTO region (code, name) VALUES ('01', 'Bas-Saint-Laurent')"))
    url = blank.url.render_as_string(hide_password=False)
    made = backup(Settings(data_dir=str(tmp_path), database_url=url), tmp_path / "b")
    assert (made.ok, made.schema, made.rows["region"], made.audit_head) == (True, "0001", 1, "")
    with closing(sqlite3.connect(tmp_path / "b")) as file:
        assert file.execute("SELECT name FROM region").fetchall() == [("Bas-Saint-Laurent",)]
        tables = {name for (name,) in file.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    assert "person" not in tables


def test_a_newer_schema_is_left_to_its_own_version(fresh, tmp_path):
    with fresh.database.engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    fault = refused(fresh.settings, tmp_path / "b")
    assert (fault.rule, fault.where) == ("schema", "9999")


@pytest.mark.parametrize("fresh", ["sqlite"], indirect=True)
def test_what_was_erased_is_not_in_a_backup(fresh, tmp_path):
    canary = "Serinette-de-Kamouraska"
    with writing() as session:
        session.add(report("A", canary * 50))
    backup(fresh.settings, tmp_path / "before")
    assert canary.encode() in (tmp_path / "before").read_bytes()
    with writing() as session:
        session.delete(session.get_one(Report, "A"))
    backup(fresh.settings, tmp_path / "after")
    assert canary.encode() not in (tmp_path / "after").read_bytes()


def tampered(database):
    """Somebody who holds the database goes round its triggers."""
    with database.engine.begin() as connection:
        if database.is_sqlite:
            connection.execute(text("DROP TRIGGER audit_no_update"))
        else:
            connection.execute(text("ALTER TABLE audit DISABLE TRIGGER USER"))
        connection.execute(text("UPDATE audit SET actor = 'nobody' WHERE seq = 2"))


def test_a_chain_that_was_altered_is_told_and_the_copy_is_kept(fresh, tmp_path):
    traced()
    tampered(fresh.database)
    made = backup(fresh.settings, tmp_path / "b")
    assert not made.ok
    assert [(check.name, check.found) for check in made.checks if not check.ok] == [("audit", "2")]
    assert (tmp_path / "b").stat().st_size == made.bytes


@pytest.mark.parametrize("fresh", ["sqlite"], indirect=True)
def test_a_row_that_refers_to_nothing_is_told_and_the_copy_is_kept(fresh, tmp_path):
    with closing(sqlite3.connect(fresh.folder / "demo.db")) as file, file:
        file.execute("UPDATE solution SET vendor = 'nobody' WHERE id = (SELECT min(id) FROM solution)")
    made = backup(fresh.settings, tmp_path / "b")
    assert [(check.name, check.found) for check in made.checks if not check.ok] == [("foreign_keys", "1")]


@pytest.mark.parametrize("fresh", ["sqlite"], indirect=True)
def test_a_damaged_database_is_told_and_nothing_is_kept(fresh, tmp_path):
    use(None)
    path = fresh.folder / "demo.db"
    whole = bytearray(path.read_bytes())
    whole[4096 * 3 : 4096 * 200] = b"\xa5" * (4096 * 197)
    path.write_bytes(whole)
    fault = refused(fresh.settings, tmp_path / "b")
    assert fault.rule == "backup"
    assert not (tmp_path / "b").exists()


@pytest.mark.parametrize("fresh", ["sqlite"], indirect=True)
def test_a_backup_of_a_restored_backup_is_the_same_contents(fresh, tmp_path):
    """Somebody may put a backup file in place by hand: what it says of itself does not stay."""
    traced()
    first = backup(fresh.settings, tmp_path / "first.db")
    second = backup(Settings(demo=True, demo_database_url=f"sqlite:///{tmp_path / 'first.db'}"), tmp_path / "second.db")
    assert second.ok
    assert (second.rows, second.audit_head) == (first.rows, first.audit_head)


@pytest.mark.parametrize("fresh", ["sqlite"], indirect=True)
def test_the_answer_is_what_the_contract_writes(fresh, tmp_path):
    said = msgspec.json.decode(msgspec.json.encode(backup(fresh.settings, tmp_path / "b")))
    assert list(said) == ["ok", "file", "bytes", "sha256", "schema", "rows", "audit_head", "checks"]
    assert said["ok"] is True


def test_who_writes_meanwhile_is_not_waited_for(fresh, tmp_path):
    """A transaction that is under way is neither in the copy nor in its way."""
    other = Database(fresh.database.url.render_as_string(hide_password=False))
    with other.engine.connect() as connection, connection.begin() as begun:
        connection.execute(text("UPDATE vendor SET name = 'Nom à venir' WHERE id = (SELECT min(id) FROM vendor)"))
        assert backup(fresh.settings, tmp_path / "b").ok
        begun.commit()
    other.close()
    assert "Nom à venir".encode() not in (tmp_path / "b").read_bytes()
