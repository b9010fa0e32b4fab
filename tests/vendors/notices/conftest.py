"""Notices in a database of their own, on each engine."""

import zlib

import psycopg
import pytest
from sqlalchemy import delete, select
from sqlmodel import Session

from municipal.db import Database
from municipal.paths import SEED
from vendors.names.lexicon import read_lexicon
from vendors.notices.imports import import_notices
from vendors.notices.supplier import keys
from vendors.notices.writing import CONTRACT, NOTICE, RELEASE

TABLES = (NOTICE, RELEASE, CONTRACT)


class Store:
    """The three tables, and what tests do with them."""

    def __init__(self, database, lexicon):
        self.database, self.lexicon = database, lexicon

    def bring(self, path, **more):
        """Import a file; what came of it."""
        with Session(self.database.engine) as session, session.begin():
            return import_notices(session, path, self.lexicon, **more)

    def rows(self, table, *columns):
        chosen = [table.c[name] for name in columns] if columns else [table]
        with self.database.engine.connect() as connection:
            return sorted((tuple(row) for row in connection.execute(select(*chosen))), key=repr)

    def all(self):
        return [self.rows(table) for table in TABLES]

    def clear(self):
        with self.database.engine.begin() as connection:
            for table in reversed(TABLES):
                connection.execute(delete(table))

    def session(self):
        return Session(self.database.engine)


@pytest.fixture(scope="session")
def lexicon():
    return read_lexicon(SEED / "names")


@pytest.fixture
def key_of(lexicon):
    return keys(lexicon)


@pytest.fixture(params=("sqlite", "postgres"))
def store(request, tmp_path, lexicon):
    """Empty tables on each engine."""
    url = f"sqlite:///{tmp_path / 'avis.db'}"
    if request.param == "postgres":
        server = request.getfixturevalue("postgres_server")
        name = f"notices_{zlib.crc32(request.node.nodeid.encode())}"
        with psycopg.connect(server.get_uri(), autocommit=True) as connection:
            connection.execute(f'DROP DATABASE IF EXISTS "{name}"')
            connection.execute(f'CREATE DATABASE "{name}"')
        head, mark, query = server.get_uri().replace("postgresql://", "postgresql+psycopg://").partition("?")
        url = f"{head.rsplit('/', 1)[0]}/{name}{mark}{query}"
    database = Database(url)
    NOTICE.metadata.create_all(database.engine, TABLES)
    yield Store(database, lexicon)
    database.close()
