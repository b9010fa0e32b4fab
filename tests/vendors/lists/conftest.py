"""A registry of its own on each engine, and lists brought to it."""

import zlib
from contextlib import contextmanager
from itertools import count

import psycopg
import pytest
from sqlalchemy import create_engine, delete, select
from sqlmodel import Session

from municipal.db import Database
from municipal.paths import SEED
from vendors.lists.applying import apply
from vendors.lists.columns import read_labels
from vendors.lists.planning import plan
from vendors.lists.reading import read_list
from vendors.names.lexicon import read_lexicon
from vendors.needs.taxonomy import taxonomy
from vendors.registry.changing import Cause, alter, create
from vendors.registry.tables import (
    Fact,
    FitStatement,
    LifecycleStep,
    PairDecision,
    Solution,
    Vendor,
    VendorAlias,
    VendorChange,
)

TABLES = [
    one.__table__
    for one in (Vendor, VendorAlias, Solution, Fact, FitStatement, VendorChange, PairDecision, LifecycleStep)
]
SHOWN = TABLES[:3]
AT = "2026-11-22T12:00:00+00:00"


class Registry:
    """The tables of the registry, and what tests do with them."""

    def __init__(self, engine, lexicon, known, labels):
        self.engine, self.lexicon, self.taxonomy, self.labels = engine, lexicon, known, labels
        self._imports = count(1)

    @contextmanager
    def session(self):
        with Session(self.engine) as session, session.begin():
            yield session

    def listed(self, raw, name="liste.csv", **more):
        return read_list(raw, name, self.labels, **more)

    def plan(self, raw, **more):
        """What a file would do."""
        with self.session() as session:
            return plan(session, self.listed(raw, **more), self.lexicon, self.taxonomy)

    def bring(self, raw, most=None, origin=None, **more):
        """Import a file; its plan."""
        cause = Cause("imported", AT, origin or f"import-{next(self._imports)}")
        with self.session() as session:
            made = plan(session, self.listed(raw, **more), self.lexicon, self.taxonomy)
            apply(session, made, cause, most=most)
        return made

    def add(self, identity, name, **values):
        """A supplier of the seed: no change tells of it."""
        with self.session() as session:
            session.add(Vendor(id=identity, name=name, sort_key=name, **values))

    def offers(self, identity, **values):
        with self.session() as session:
            texts = {"summary_fr": "Deux mots.", "summary_en": "Two words.", "domains": ["D:rh"], "capabilities": []}
            common = {"id": f"{identity}-seed", "vendor": identity, "name": "Offre", "sort_key": "offre"}
            session.add(Solution(**common, kind="product", languages=[], **(texts | values)))

    def act(self, name, identity, **values):
        """Somebody changes a supplier."""
        with self.session() as session:
            alter(session, "vendor", identity, identity, values, Cause(name, AT, person="p"))

    def change(self, kind, identity, key, name="curated", **values):
        with self.session() as session:
            alter(session, kind, identity, key, values, Cause(name, AT, person="p"))

    def declare(self, identity, name, **values):
        """An enterprise that proposed itself."""
        row = {"id": identity, "name": name, "sort_key": name, "origin": "declaration"} | values
        with self.session() as session:
            create(session, "vendor", identity, row, Cause("declared", AT))

    def merge(self, identity, into):
        with self.session() as session:
            session.get_one(Vendor, identity).merged_into = into

    def rows(self, table, *names):
        chosen = [table.c[name] for name in names] if names else [one for one in table.c if one.name != "version"]
        with self.engine.connect() as connection:
            return sorted((tuple(row) for row in connection.execute(select(*chosen))), key=repr)

    def vendor(self, identity):
        with Session(self.engine) as session:
            return session.get(Vendor, identity)

    def solution(self, identity):
        with Session(self.engine) as session:
            return session.get(Solution, identity)

    def aliases(self):
        return self.rows(VendorAlias.__table__, "vendor", "name")

    def all(self):
        return [self.rows(table) for table in SHOWN]

    def clear(self):
        with self.engine.begin() as connection:
            for table in reversed(TABLES):
                connection.execute(delete(table))


@pytest.fixture(scope="session")
def tools():
    names = SEED / "names"
    return read_lexicon(names), taxonomy(SEED / "taxonomy"), read_labels(names)


@pytest.fixture(params=("sqlite", "postgres"))
def registry(request, tmp_path, tools):
    """An empty registry on each engine."""
    url = f"sqlite:///{tmp_path / 'registre.db'}"
    if request.param == "postgres":
        server = request.getfixturevalue("postgres_server")
        name = f"lists_{zlib.crc32(request.node.nodeid.encode())}"
        with psycopg.connect(server.get_uri(), autocommit=True) as connection:
            connection.execute(f'DROP DATABASE IF EXISTS "{name}"')
            connection.execute(f'CREATE DATABASE "{name}"')
        head, mark, query = server.get_uri().replace("postgresql://", "postgresql+psycopg://").partition("?")
        url = f"{head.rsplit('/', 1)[0]}/{name}{mark}{query}"
    database = Database(url)
    Vendor.metadata.create_all(database.engine, TABLES)
    yield Registry(database.engine, *tools)
    database.close()


@pytest.fixture(scope="session")
def memory(tools):
    """One registry in memory, to be cleared: for properties."""
    engine = create_engine("sqlite://")
    Vendor.metadata.create_all(engine, TABLES)
    return Registry(engine, *tools)
