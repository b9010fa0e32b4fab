"""A restored backup is the database that it was, whichever kind holds it, and goes on from there."""

import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import DBAPIError

from municipal.db import Revision, current, reading, use, writing
from municipal.people.tables import Person, UserSession
from municipal.prepare import is_ready
from municipal.safekeeping import restore_postgres, restore_sqlite
from municipal.safekeeping.backup import backup
from municipal.safekeeping.restore import restore
from municipal.schema import schema_head, upgrade
from municipal.traces.verify import verify
from tests.municipal.safekeeping.restoring import opened, refused, reports, settings_of, unchanged, write


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
