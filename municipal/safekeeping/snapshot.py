"""A whole database copied into a SQLite file as it stood at one instant, while others go on writing."""

from contextlib import closing
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, inspect, make_url

from municipal import schema
from municipal.db import Database, sqlite_module
from municipal.safekeeping.backup_file import must_fit, refusal
from municipal.safekeeping.contents import Content, contents, pour
from municipal.settings import Settings


def copy_database(settings: Settings, into: Path) -> tuple[str, str, dict[str, Content]]:
    """Copy the database of these settings; its world, its revision and what it holds come back.

    What is counted and what is copied are read in one and the same transaction.
    """
    database = _existing(settings)
    frozen: dict[str, Any] = {"isolation_level": "REPEATABLE READ", "postgresql_readonly": True}
    try:
        with database.engine.connect() as connection:
            if not database.is_sqlite:
                connection.execution_options(**frozen)
            with connection.begin():
                held, revision = _identity(settings, connection)
                found = contents(connection)
                (_whole if database.is_sqlite else _table_by_table)(connection, into, revision)
        return held, revision, found
    finally:
        database.close()


def _whole(connection: Connection, into: Path, _: str) -> None:
    """All pages in one step: taken by handfuls, a copy begins anew at each write of somebody else."""
    source: Any = connection.connection.driver_connection
    with closing(sqlite_module().connect(str(into))) as copy:
        source.backup(copy)


def _table_by_table(connection: Connection, into: Path, revision: str) -> None:
    """From another kind of database: the same schema is made in a new file, then filled."""
    copy = Database(f"sqlite:///{into}")
    try:
        with copy.engine.connect() as made:
            schema.upgrade(made, revision)
        with copy.engine.begin() as filled:
            pour(connection, filled)
    finally:
        copy.close()


def _existing(settings: Settings) -> Database:
    """The database of these settings, which is not created for the sake of a copy."""
    path = sqlite_path(settings)
    if path and not path.exists():
        raise _nothing(f"{path}")
    return Database(settings.database)


def _identity(settings: Settings, connection: Connection) -> tuple[str, str]:
    """The world and the revision of a database of ours."""
    if not {"alembic_version", "revision"} <= set(inspect(connection).get_table_names()):
        raise _nothing(f"{connection.engine.url}")
    revision = connection.exec_driver_sql("SELECT version_num FROM alembic_version").scalar()
    held = connection.exec_driver_sql("SELECT world FROM revision").scalar()
    if not held or not revision:
        raise _nothing(f"{connection.engine.url}")
    must_fit(settings, held, revision)
    return held, revision


def sqlite_path(settings: Settings) -> Path | None:
    """The file of the database of these settings, when it is a file."""
    url = make_url(settings.database)
    return Path(url.database).resolve() if url.get_backend_name() == "sqlite" and url.database else None


def _nothing(where: str) -> Exception:
    fr = "Lancez d’abord «\u00a0municipal init\u00a0»\u00a0: il n’y a encore rien à sauvegarder"
    return refusal("database", where, fr, "Run “municipal init” first: there is nothing to back up yet")
