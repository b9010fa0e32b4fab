"""Fill a PostgreSQL database from a SQLite file, in one transaction: all of it is there, or nothing changed.

The schema that was there is renamed, with its tables, triggers and functions: no append-only table is ever emptied.
"""

import datetime as dt
import time
from pathlib import Path
from typing import Final

from sqlalchemy import ColumnClause, Connection, Integer, column, func, inspect, select, table
from sqlalchemy.exc import DBAPIError

from municipal import schema
from municipal.db import Database
from municipal.safekeeping.backup_file import looking_at, refusal
from municipal.safekeeping.contents import contents, pour, shapes
from municipal.safekeeping.resuming import present_number, resume
from municipal.settings import Settings

_WAIT: Final = 2.0  # seconds, for connections that are just leaving
_OTHERS: Final = (
    "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() "
    "AND pid <> pg_backend_pid() AND backend_type = 'client backend'"
)


def fill_postgres(copy: Path, settings: Settings) -> str | None:
    """Let the copy take the place of what the database holds; the name of the schema kept aside comes back."""
    database = Database(settings.database)
    try:
        with database.engine.begin() as connection, looking_at(copy) as source:
            _alone(connection)
            number = present_number(connection)
            aside = _set_aside(connection)
            schema.upgrade(connection)
            pour(source, connection)
            if contents(connection) != contents(source):
                fr = "Recommencez\u00a0: la base n’a pas reçu tout ce que la sauvegarde contient; rien n’a changé"
                en = "Try again: the database did not receive all that the backup holds; nothing changed"
                raise refusal("rows", f"{database.url}", fr, en)
            _count_on(connection)
            resume(connection, number)
        return aside
    finally:
        database.close()


def _alone(connection: Connection) -> None:
    """Nobody else may be connected: what they write would go into the schema that is set aside."""
    until = time.monotonic() + _WAIT
    while connection.exec_driver_sql(_OTHERS).scalar():
        if time.monotonic() > until:
            fr = "Arrêtez le site et fermez les autres connexions, puis recommencez\u00a0: on se sert de la base"
            en = "Stop the site and close other connections, then try again: the database is in use"
            raise refusal("database", f"{connection.engine.url}", fr, en)
        time.sleep(0.05)
        connection.exec_driver_sql("SELECT pg_stat_clear_snapshot()")


def _set_aside(connection: Connection) -> str | None:
    """Rename the schema that holds something, and make an empty one in its place."""
    held = set(inspect(connection).get_table_names())
    if not held:
        return None
    if not {"alembic_version", "revision"} <= held:
        fr = "Choisissez une base vide\u00a0: celle-ci contient autre chose"
        raise refusal(
            "database", f"{connection.engine.url}", fr, "Choose an empty database: this one holds other things"
        )
    name = connection.execute(select(func.current_schema())).scalar_one()
    aside = f"{name}_before_{dt.datetime.now(tz=dt.UTC):%Y%m%dt%H%M%S_%fz}"
    quoted = connection.dialect.identifier_preparer.quote_identifier
    try:
        connection.exec_driver_sql(
            f"LOCK TABLE {', '.join(quoted(one) for one in sorted(held))} IN ACCESS EXCLUSIVE MODE"
        )
        connection.exec_driver_sql(f"ALTER SCHEMA {quoted(name)} RENAME TO {quoted(aside)}")
        connection.exec_driver_sql(f"CREATE SCHEMA {quoted(name)}")
    except DBAPIError as error:
        fr = "Restaurez dans une base vide, dont ce compte est propriétaire"
        where = str(error.orig).splitlines()[0]
        raise refusal("database", where, fr, "Restore into an empty database, which this account owns") from error
    return aside


def _count_on(connection: Connection) -> None:
    """The numbers that the database itself gives begin after the last one that was restored."""
    quoted = connection.dialect.identifier_preparer.quote_identifier
    for shape in shapes(connection):
        for name in shape.key:
            given = func.pg_get_serial_sequence(quoted(shape.name), name)
            if isinstance(shape.columns[name], Integer) and connection.execute(select(given)).scalar():
                found: ColumnClause[int] = column(name)
                last = connection.execute(select(func.max(found)).select_from(table(shape.name))).scalar()
                connection.execute(select(func.setval(given, last or 1, last is not None)))
