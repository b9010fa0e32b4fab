"""A PostgreSQL database is restored in one transaction, by any account that owns it, and nothing else is touched."""

from pathlib import Path

import psycopg
import pytest
from sqlalchemy import make_url, text

from municipal.db import Database, use
from municipal.safekeeping import restore_postgres
from municipal.safekeeping.restore import restore
from municipal.settings import Settings
from tests.municipal.safekeeping.restoring import opened, refused, reports, settings_of, unchanged


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
