"""A restored backup is the database that it was; a bad one is refused before anything changes."""

import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import msgspec
import psycopg
import pytest
from sqlalchemy import make_url, select, text
from sqlalchemy.exc import DBAPIError

from municipal.db import Database, Revision, current, reading, use, writing
from municipal.people.tables import Person, UserSession
from municipal.prepare import is_ready
from municipal.safekeeping import restore_postgres, restore_sqlite
from municipal.safekeeping.backup import backup
from municipal.safekeeping.backup_file import read_manifest, sign
from municipal.safekeeping.contents import digest
from municipal.safekeeping.restore import restore
from municipal.schema import schema_head, upgrade
from municipal.settings import Settings
from municipal.suppliers.tables import Report
from municipal.tenancy.guard import everything
from municipal.traces.chain import SYSTEM, record
from municipal.traces.verify import verify
from vendors.sources.faults import UnusableError

SPOKEN = "Ça va: «\u00a0oui\u00a0», “no”, 🙂 \\ ' \" %s :x ?"


@pytest.fixture
def contents(contents):
    """The same, whosever the rows are."""

    def read(**given):
        with everything("test"):
            return contents(**given)

    return read


def report(number, message=SPOKEN):
    day = "2026-11-22"
    return Report(id=number, kind="error", solution="x", message=message, language="fr", received_at=day, due_on=day)


def write(*numbers):
    """A report and its trace, in one transaction each."""
    for number in numbers:
        with writing() as session:
            session.add(report(number))
            record(session, SYSTEM, "report", "report", number)


def settings_of(database, folder):
    url = database.url.render_as_string(hide_password=False)
    return Settings(data_dir=str(folder), demo=True, demo_database_url=url)


def opened(settings):
    use(Database(settings.database))
    return current()


def refused(settings, path):
    with pytest.raises(UnusableError) as caught:
        restore(settings, path)
    (fault,) = caught.value.faults
    return fault


def reports():
    with reading() as session:
        return set(session.execute(select(Report.id)).scalars())


@pytest.fixture
def kept(fresh, tmp_path):
    """A backup that holds the reports A and B and their traces, of a demonstration that went on to write C."""
    write("A", "B")
    made = backup(fresh.settings, tmp_path / "b.sqlite")
    assert made.ok
    write("C")
    return made


def test_a_backup_of_either_kind_of_database_restores_into_either(fresh, blank, tmp_path, contents):
    use(fresh.database)
    write("A", "B")
    before = contents(without=("revision",))
    made = backup(fresh.settings, tmp_path / "b.sqlite")
    target = settings_of(blank, tmp_path)
    done = restore(target, Path(made.file))
    assert (done.ok, done.schema, done.rows, done.audit_head) == (True, schema_head(), made.rows, made.audit_head)
    assert done.aside is None or blank.is_sqlite
    opened(target)
    assert contents(without=("revision",)) == before
    assert is_ready(target)
    with reading() as session:
        assert (verify(session).ok, verify(session).head) == (True, made.audit_head)


def test_the_database_goes_back_to_what_it_was_and_goes_on(fresh, kept):
    opened(fresh.settings)
    with writing(public=True) as session:
        session.get_one(Revision, 1).number += 500
    seen = current().version()
    restore(fresh.settings, Path(kept.file))
    opened(fresh.settings)
    assert reports() == {"A", "B"}
    write("D")
    with reading() as session:
        verdict = verify(session)
    assert (verdict.ok, verdict.entries) == (True, kept.rows["audit"] + 1)
    # No page that a browser has kept bears the number of the restored data.
    assert current().version() > seen
    if not fresh.database.is_sqlite:
        with current().engine.connect() as connection:
            given = connection.execute(text("SELECT nextval(pg_get_serial_sequence('revision', 'id'))")).scalar()
        assert given == 2


def test_what_was_there_is_kept_aside(fresh, kept):
    done = restore(fresh.settings, Path(kept.file))
    if fresh.database.is_sqlite:
        assert Path(done.aside).name.startswith("demo.db.before-")
        with closing(sqlite3.connect(done.aside)) as file:
            found = {number for (number,) in file.execute("SELECT id FROM report")}
    else:
        with opened(fresh.settings).engine.connect() as connection:
            found = set(connection.execute(text(f'SELECT id FROM "{done.aside}".report')).scalars())  # noqa: S608
    assert found == {"A", "B", "C"}


def test_the_chain_is_guarded_after_it_was_restored(fresh, kept):
    restore(fresh.settings, Path(kept.file))
    engine = opened(fresh.settings).engine
    for statement in (
        "UPDATE audit SET actor = 'x'",
        "DELETE FROM audit",
        "INSERT INTO audit SELECT * FROM audit WHERE seq = 1",
    ):
        with pytest.raises(DBAPIError, match="append-only"), engine.begin() as connection:
            connection.execute(text(statement))


def test_a_session_that_was_ended_since_does_not_live_again(fresh, tmp_path):
    at = "2026-11-22T00:00:00+00:00"
    with writing() as session:
        session.add(Person(id="p", name="Quelqu’un", created_at=at))
        session.flush()
        for number, ended in (("one", None), ("two", at)):
            given = {"person": "p", "created_at": at, "acted_at": at, "level": 1, "proved_at": at, "browser": ""}
            session.add(UserSession(id=number, ended_at=ended, **given))
    made = backup(fresh.settings, tmp_path / "b")
    restore(fresh.settings, Path(made.file))
    opened(fresh.settings)
    with reading() as session:
        ended = dict(session.execute(select(UserSession.id, UserSession.ended_at)).all())
    assert ended["two"] == at
    assert ended["one"] > at


def test_an_older_schema_is_brought_to_this_one(blank, tmp_path):
    with blank.engine.connect() as connection:
        upgrade(connection, "0001")
    with blank.engine.begin() as connection:
        connection.execute(text("INSERT INTO revision (id, number, world) VALUES (1, 7, 'demo')"))
        connection.execute(text("INSERT INTO region (code, name) VALUES ('01', 'Bas-Saint-Laurent')"))
    target = settings_of(blank, tmp_path)
    made = backup(target, tmp_path / "b")
    done = restore(target, Path(made.file))
    assert (made.schema, done.schema, done.ok, done.rows["region"]) == ("0001", schema_head(), True, 1)
    with opened(target).engine.connect() as connection:
        assert connection.execute(text("SELECT name FROM region")).scalars().all() == ["Bas-Saint-Laurent"]
        assert connection.execute(text("SELECT version_num FROM alembic_version")).scalar() == schema_head()
        assert connection.execute(text("SELECT count(*) FROM person")).scalar() == 0


# What is refused.


def resealed(path, *statements, **said):
    """A backup that somebody changed, and sealed again."""
    manifest, _ = read_manifest(path)
    other = path.with_name("resealed")
    shutil.copy(path, other)
    with closing(sqlite3.connect(other)) as file, file:
        for statement in statements:
            file.execute(statement)
    sign(other, msgspec.structs.replace(manifest, **said))
    return other


def unchanged(fresh, contents, before):
    """The database is the one that it was, and nothing was left beside it."""
    opened(fresh.settings)
    assert contents() == before
    use(None)
    assert not [each for each in fresh.folder.iterdir() if "before" in each.name or each.name.startswith(".")]


FOREIGN = {
    "nothing": lambda path, _: path.write_bytes(b""),
    "a text": lambda path, _: path.write_text("pas une base"),
    "another database": lambda path, _: sqlite3.connect(path).execute("CREATE TABLE t (x)").connection.close(),
    "a database of ours": lambda path, source: shutil.copy(source, path),
}


@pytest.mark.parametrize("fresh", ["sqlite"], indirect=True)
@pytest.mark.parametrize("kind", FOREIGN)
def test_a_file_that_is_no_backup_is_refused(fresh, tmp_path, contents, kind):
    before = contents()
    FOREIGN[kind](tmp_path / "x", fresh.folder / "demo.db")
    fault = refused(fresh.settings, tmp_path / "x")
    assert (fault.rule, fault.where) == ("backup", str(tmp_path / "x"))
    unchanged(fresh, contents, before)


@pytest.mark.parametrize("fresh", ["sqlite"], indirect=True)
@pytest.mark.parametrize("name", [".", "nowhere"])
def test_what_is_no_file_is_told(fresh, tmp_path, name):
    assert refused(fresh.settings, tmp_path / name).fr.startswith("Vérifiez le nom du fichier")


@pytest.mark.parametrize("fresh", ["sqlite"], indirect=True)
def test_a_byte_that_changed_is_refused(fresh, kept, contents):
    opened(fresh.settings)
    before = contents()
    path = Path(kept.file)
    whole = path.read_bytes()
    for place in range(0, len(whole), len(whole) // 20):
        changed = bytearray(whole)
        changed[place] ^= 0x20
        path.write_bytes(changed)
        assert refused(fresh.settings, path).rule == "backup", place
    for other in (whole[: len(whole) // 2], whole[:-1], whole + b"\0"):
        path.write_bytes(other)
        assert refused(fresh.settings, path).rule == "backup"
    unchanged(fresh, contents, before)


@pytest.mark.parametrize("fresh", ["sqlite"], indirect=True)
@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE report SET message = 'autre' WHERE id = 'A'",
        "DELETE FROM report WHERE id = 'A'",
        "INSERT INTO region (code, name) VALUES ('xx', 'De trop')",
        "CREATE TABLE more (x)",
        "DROP TABLE fact",
    ],
)
def test_rows_that_are_not_those_that_were_counted_are_refused(fresh, kept, contents, statement):
    opened(fresh.settings)
    before = contents()
    fault = refused(fresh.settings, resealed(Path(kept.file), statement))
    assert "rows" in fault.where
    unchanged(fresh, contents, before)


@pytest.mark.parametrize("fresh", ["sqlite"], indirect=True)
def test_the_other_world_is_refused(fresh, kept, contents):
    opened(fresh.settings)
    before = contents()
    url = fresh.database.url.render_as_string(hide_password=False)
    fault = refused(Settings(data_dir=str(fresh.folder), database_url=url), Path(kept.file))
    assert (fault.rule, fault.where) == ("world", "demo")
    unchanged(fresh, contents, before)


@pytest.mark.parametrize("fresh", ["sqlite"], indirect=True)
def test_a_newer_schema_is_refused(fresh, kept, contents):
    opened(fresh.settings)
    before = contents()
    tables = read_manifest(Path(kept.file))[0].tables | {"alembic_version": digest([("9999",)])}
    newer = "UPDATE alembic_version SET version_num = '9999'"
    path = resealed(Path(kept.file), newer, schema="9999", tables=tables)
    fault = refused(fresh.settings, path)
    assert (fault.rule, fault.where) == ("schema", "9999")
    unchanged(fresh, contents, before)


@pytest.mark.parametrize("fresh", ["sqlite"], indirect=True)
def test_a_newer_kind_of_backup_is_refused(fresh, kept):
    fault = refused(fresh.settings, resealed(Path(kept.file), format=2))
    assert (fault.rule, fault.fr.split(" du ")[0]) == ("schema", "Installez la version")


@pytest.mark.parametrize("fresh", ["sqlite"], indirect=True)
def test_a_schema_that_is_not_the_one_announced_is_refused(fresh, kept):
    path = resealed(Path(kept.file), "UPDATE alembic_version SET version_num = '0001'")
    assert "schema" in refused(fresh.settings, path).where


@pytest.mark.parametrize("fresh", ["sqlite"], indirect=True)
def test_a_chain_that_was_broken_when_it_was_kept_is_restored_and_told(fresh, tmp_path):
    write("A", "B")
    with fresh.database.engine.begin() as connection:
        drop = "DROP TRIGGER audit_no_update" if fresh.database.is_sqlite else "ALTER TABLE audit DISABLE TRIGGER USER"
        connection.execute(text(drop))
        connection.execute(text("UPDATE audit SET actor = 'nobody' WHERE seq = 2"))
    made = backup(fresh.settings, tmp_path / "b")
    done = restore(fresh.settings, Path(made.file))
    assert [(check.name, check.found) for check in done.checks if not check.ok] == [("audit", "2")]
    assert not done.ok
    opened(fresh.settings)
    assert reports() == {"A", "B"}


# Who else uses the database.

HOLDER = {
    "sqlite": "import pysqlite3 as d; c = d.connect({0!r}); c.execute('SELECT * FROM revision').fetchall()",
    "postgres": "import psycopg as d; c = d.connect({0!r}); c.execute('SELECT * FROM revision').fetchall(); c.commit()",
}


def test_a_database_in_use_is_not_replaced(fresh, kept, contents, monkeypatch):
    for one in (restore_sqlite, restore_postgres):
        monkeypatch.setattr(one, "_WAIT", 0.2)
    opened(fresh.settings)
    before = contents()
    url = fresh.database.url
    kind = "sqlite" if fresh.database.is_sqlite else "postgres"
    where = url.database if kind == "sqlite" else url.set(drivername="postgresql").render_as_string(hide_password=False)
    code = HOLDER[kind].format(where) + "; print('held', flush=True); input()"
    with subprocess.Popen([sys.executable, "-c", code], stdin=subprocess.PIPE, stdout=subprocess.PIPE) as other:
        assert other.stdout.readline() == b"held\n"
        fault = refused(fresh.settings, Path(kept.file))
        assert (fault.rule, fault.fr[:15]) == ("database", "Arrêtez le site")
        other.communicate(b"\n")
    unchanged(fresh, contents, before)
    assert restore(fresh.settings, Path(kept.file)).ok


# SQLite: files.


@pytest.mark.parametrize("fresh", ["sqlite"], indirect=True)
def test_where_there_was_no_database_there_is_one(fresh, kept, tmp_path):
    target = Settings(data_dir=str(tmp_path / "new" / "data"), demo=True)
    done = restore(target, Path(kept.file))
    assert (done.ok, done.aside) == (True, None)
    assert [each.name for each in (tmp_path / "new" / "data").iterdir()] == ["demo.db"]
    opened(target)
    assert reports() == {"A", "B"}


@pytest.fixture
def killed(fresh, kept, tmp_path):
    """What a site that was killed leaves: a database, and a log that holds what it wrote last."""
    opened(fresh.settings)
    write("D")
    folder = tmp_path / "killed"
    folder.mkdir()
    for end in ("", "-wal", "-shm"):
        shutil.copy(fresh.folder / f"demo.db{end}", folder / f"demo.db{end}")
    assert (folder / "demo.db-wal").stat().st_size > 0
    return Settings(data_dir=str(folder), demo=True)


@pytest.mark.parametrize("fresh", ["sqlite"], indirect=True)
def test_a_log_that_a_killed_site_left_goes_into_the_file_that_is_kept_aside(killed, kept):
    done = restore(killed, Path(kept.file))
    assert sorted(each.name for each in killed.data.iterdir()) == ["demo.db", Path(done.aside).name]
    opened(killed)
    assert reports() == {"A", "B"}
    with closing(sqlite3.connect(done.aside)) as file:
        assert {number for (number,) in file.execute("SELECT id FROM report")} == {"A", "B", "C", "D"}


@pytest.mark.parametrize("fresh", ["sqlite"], indirect=True)
def test_a_log_that_could_not_be_read_is_kept_aside_and_never_read_into_the_restored_file(killed, kept, monkeypatch):
    monkeypatch.setattr(restore_sqlite, "_number_of_a_free_file", lambda _: None)
    log = (killed.data / "demo.db-wal").read_bytes()
    done = restore(killed, Path(kept.file))
    assert Path(f"{done.aside}-wal").read_bytes() == log
    assert not (killed.data / "demo.db-wal").exists()
    opened(killed)
    assert reports() == {"A", "B"}


@pytest.mark.parametrize("fresh", ["sqlite"], indirect=True)
@pytest.mark.parametrize("damage", [b"", b"no database at all" * 500], ids=["empty", "garbage"])
def test_a_damaged_database_is_replaced_and_kept_aside_as_it_is(fresh, kept, tmp_path, damage):
    hurt = tmp_path / "hurt"
    hurt.mkdir()
    (hurt / "demo.db").write_bytes(damage)
    (hurt / "demo.db-wal").write_bytes(b"a log" * 100)
    target = Settings(data_dir=str(hurt), demo=True)
    done = restore(target, Path(kept.file))
    assert Path(done.aside).read_bytes() == damage
    assert not (hurt / "demo.db-wal").exists()
    assert opened(target).version() > 1000
    assert reports() == {"A", "B"}


@pytest.mark.parametrize("fresh", ["sqlite"], indirect=True)
def test_the_restored_file_has_the_rights_of_the_one_it_replaces(fresh, kept):
    (fresh.folder / "demo.db").chmod(0o640)
    restore(fresh.settings, Path(kept.file))
    assert (fresh.folder / "demo.db").stat().st_mode & 0o777 == 0o640


@pytest.mark.parametrize("fresh", ["sqlite"], indirect=True)
def test_a_link_to_a_database_stays_a_link(fresh, kept, tmp_path):
    linked = tmp_path / "linked"
    linked.mkdir()
    (linked / "demo.db").symlink_to(fresh.folder / "demo.db")
    done = restore(Settings(data_dir=str(linked), demo=True), Path(kept.file))
    assert (linked / "demo.db").is_symlink()
    assert Path(done.aside).parent == fresh.folder
    opened(fresh.settings)
    assert reports() == {"A", "B"}


@pytest.mark.parametrize("fresh", ["sqlite"], indirect=True)
@pytest.mark.parametrize("broken", ["_finish", "_set_aside", "keep_file"])
def test_a_failure_on_the_way_replaces_nothing(fresh, kept, contents, monkeypatch, broken):
    opened(fresh.settings)
    before = contents()

    def full(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(restore_sqlite, broken, full)
    assert "No space left" in refused(fresh.settings, Path(kept.file)).where
    unchanged(fresh, contents, before)


# PostgreSQL: one transaction.


@pytest.mark.parametrize("fresh", ["postgres"], indirect=True)
@pytest.mark.parametrize("broken", ["pour", "resume"])
def test_a_failure_on_the_way_undoes_all_of_it(fresh, kept, contents, monkeypatch, broken):
    opened(fresh.settings)
    before = contents()
    whole = getattr(restore_postgres, broken)

    def half(*given):
        whole(*given)
        raise OSError(5, "Input/output error")

    monkeypatch.setattr(restore_postgres, broken, half)
    assert "Input/output error" in refused(fresh.settings, Path(kept.file)).where
    unchanged(fresh, contents, before)
    assert schemas_of(fresh.settings) == ["public"]


def schemas_of(settings):
    database = Database(settings.database)
    with database.engine.connect() as connection:
        query = "SELECT nspname FROM pg_namespace WHERE nspname !~ '^(pg_|information_schema)' ORDER BY 1"
        found = list(connection.execute(text(query)).scalars())
    database.close()
    return found


@pytest.mark.parametrize("fresh", ["postgres"], indirect=True)
def test_rows_that_did_not_arrive_undo_all_of_it(fresh, kept, contents, monkeypatch):
    opened(fresh.settings)
    before = contents()
    whole = restore_postgres.pour

    def less(source, target):
        whole(source, target)
        target.execute(text("DELETE FROM report WHERE id = 'A'"))

    monkeypatch.setattr(restore_postgres, "pour", less)
    assert refused(fresh.settings, Path(kept.file)).rule == "rows"
    unchanged(fresh, contents, before)


@pytest.mark.parametrize("blank", ["postgres"], indirect=True)
@pytest.mark.parametrize("fresh", ["sqlite"], indirect=True)
def test_a_database_that_holds_other_things_is_left_alone(fresh, kept, blank, tmp_path):
    with blank.engine.begin() as connection:
        connection.execute(text("CREATE TABLE somebody_s (x integer)"))
    target = settings_of(blank, tmp_path)
    blank.close()
    fault = refused(target, Path(kept.file))
    assert (fault.rule, fault.fr.split("\u00a0")[0]) == ("database", "Choisissez une base vide")
    with opened(target).engine.connect() as connection:
        assert connection.execute(text("SELECT count(*) FROM somebody_s")).scalar() == 0


def owned(postgres_server, name, *, schema_too):
    """A database that a plain account owns, with its schema or without."""
    with psycopg.connect(postgres_server.get_uri(), autocommit=True) as connection:
        connection.execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")
        connection.execute("DO $$ BEGIN CREATE ROLE village LOGIN; EXCEPTION WHEN duplicate_object THEN NULL; END $$")
        connection.execute(f"CREATE DATABASE {name} OWNER village")
    head, _, query = postgres_server.get_uri().partition("?")
    base = head.rsplit("/", 1)[0]
    with psycopg.connect(f"{base}/{name}?{query}", autocommit=True) as connection:
        if not schema_too:
            connection.execute("ALTER SCHEMA public OWNER TO postgres; GRANT CREATE ON SCHEMA public TO village")
    url = make_url(f"{base}/{name}?{query}").set(drivername="postgresql+psycopg", username="village", password=None)
    return url.render_as_string(hide_password=False)


@pytest.mark.parametrize("fresh", ["sqlite"], indirect=True)
@pytest.mark.parametrize("schema_too", [True, False])
def test_an_account_that_owns_the_database_is_enough(fresh, kept, postgres_server, tmp_path, schema_too):
    url = owned(postgres_server, f"plain_{schema_too}".lower(), schema_too=schema_too)
    target = Settings(data_dir=str(tmp_path), demo=True, demo_database_url=url)
    assert restore(target, Path(kept.file)).aside is None
    if schema_too:
        assert restore(target, Path(kept.file)).aside.startswith("public_before_")
    else:
        assert refused(target, Path(kept.file)).fr.startswith("Restaurez dans une base vide")
    opened(target)
    assert reports() == {"A", "B"}
    use(None)
