"""What the tests of the application share: empty databases, a real world to write in, commands, and comparisons."""

import json
import os
import shutil
import zlib
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from typing import Any, NamedTuple

import msgspec
import psycopg
import pytest
from litestar.testing import TestClient
from sqlalchemy import select
from sqlmodel import SQLModel

from municipal.__main__ import main
from municipal.app import create_app
from municipal.db import Database, current, use
from municipal.settings import Settings

ENGINES = ("sqlite", "postgres")


def _create(server, node: str, template: str = "template1") -> str:
    """A PostgreSQL database of one test's own."""
    name = f"own_{zlib.crc32(node.encode())}"
    with psycopg.connect(server.get_uri(), autocommit=True) as connection:
        connection.execute(f'CREATE DATABASE "{name}" TEMPLATE "{template}"')
    head, _, query = server.get_uri().partition("?")
    base = head.rsplit("/", 1)[0].replace("postgresql://", "postgresql+psycopg://")
    return f"{base}/{name}" + (f"?{query}" if query else "")


def _drop(server, url: str) -> None:
    """A database that no test needs any more would only be written out when the server stops."""
    name = url.split("?", maxsplit=1)[0].rsplit("/", 1)[1]
    with psycopg.connect(server.get_uri(), autocommit=True) as connection:
        connection.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')


@pytest.fixture
def fresh(fresh, request) -> Iterator[Any]:
    """A copy of the demonstration of one's own, gone once the test is over."""
    yield fresh
    if not fresh.database.is_sqlite:
        use(None)
        fresh.database.close()
        _drop(request.getfixturevalue("postgres_server"), fresh.settings.demo_database_url)


@pytest.fixture(params=ENGINES)
def engine(request) -> str:
    """The name of each engine, for a test that makes its own way."""
    return request.param


@pytest.fixture(params=ENGINES)
def blank(request, tmp_path) -> Iterator[Database]:
    """A database with nothing in it, on each engine."""
    url = f"sqlite:///{tmp_path / 'blank.db'}"
    if request.param == "postgres":
        url = _create(request.getfixturevalue("postgres_server"), request.node.nodeid)
    database = Database(url)
    use(database)
    yield database
    use(None)
    database.close()
    if request.param == "postgres":
        _drop(request.getfixturevalue("postgres_server"), url)


@pytest.fixture(params=ENGINES)
def fresh_real(request, worlds, tmp_path) -> Iterator[Any]:
    """A copy of the real world of one's own, for writing, on each engine."""
    source = worlds(request.param, demo=False)
    source.database.close()
    if request.param == "sqlite":
        shutil.copy(source.folder / "municipal.db", tmp_path / "municipal.db")
        settings = Settings(data_dir=str(tmp_path))
    else:
        url = _create(request.getfixturevalue("postgres_server"), request.node.nodeid, "world_false")
        settings = Settings(data_dir=str(tmp_path), database_url=url)
    world = type(source)(settings, tmp_path).enter()
    yield world
    use(None)
    world.database.close()
    if request.param == "postgres":
        _drop(request.getfixturevalue("postgres_server"), settings.database_url)


class Ran(NamedTuple):
    """What a command answered."""

    status: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        """The one document on standard output; a second one would be refused."""
        return json.loads(self.out)


@pytest.fixture
def command(monkeypatch, capsys) -> Callable[..., Ran]:
    """Run a command over a world: `command(world, "find", "nids-de-poule", "--json")`."""

    def run(world, *arguments: str, **more: str) -> Ran:
        for name in [name for name in os.environ if name.startswith("MUNI_")]:
            monkeypatch.delenv(name)
        chosen = world.settings
        monkeypatch.setenv("MUNI_DATA_DIR", chosen.data_dir)
        for name in ("database_url", "demo_database_url"):
            if value := getattr(chosen, name):
                monkeypatch.setenv(f"MUNI_{name.upper()}", value)
        for name, value in more.items():
            monkeypatch.setenv(name, value)
        capsys.readouterr()
        status = main([*arguments, *(["--demo"] if chosen.demo else [])])
        return Ran(status, *capsys.readouterr())

    return run


@pytest.fixture
def contents() -> Callable[..., dict[str, list[str]]]:
    """Everything that the present database holds, table by table, to compare before with after."""

    def read(*, without: tuple[str, ...] = ()) -> dict[str, list[str]]:
        with current().engine.connect() as connection:
            return {
                table.name: sorted(repr(tuple(row)) for row in connection.execute(select(table)))
                for table in SQLModel.metadata.sorted_tables
                if table.name not in without
            }

    return read


@pytest.fixture
def anew() -> Iterator[Callable[..., TestClient]]:
    """A visitor of a site that has kept nothing yet: `anew(world, body_name="Ville")`."""
    with ExitStack() as stack:

        def site(world, **chosen: object) -> TestClient:
            app = create_app(msgspec.structs.replace(world.settings, **chosen))
            return stack.enter_context(TestClient(app))

        yield site
