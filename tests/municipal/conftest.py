"""What the tests of the application share: empty databases, a real world to write in, commands, and comparisons."""

import datetime as dt
import json
import os
import shutil
import time
import zlib
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from typing import Any, NamedTuple

import msgspec
import psycopg
import pytest
from litestar.testing import TestClient
from sqlalchemy import delete, select
from sqlmodel import SQLModel

from municipal.__main__ import main
from municipal.app import create_app
from municipal.db import Database, current, use, write
from municipal.keys import use_key
from municipal.people import rules, sessions
from municipal.people.queries import add_person, set_roles
from municipal.people.tables import Attempt
from municipal.settings import Settings
from municipal.sign_in.demonstration import sign_in_link
from municipal.tenancy.guard import everything
from municipal.traces.chain import SYSTEM

ENGINES = ("sqlite", "postgres")


def _create(server, node: str, template: str = "template1") -> str:
    """A PostgreSQL database of one test's own."""
    name = f"own_{zlib.crc32(node.encode())}"
    with psycopg.connect(server.get_uri(), autocommit=True) as connection:
        connection.execute(f'CREATE DATABASE "{name}" TEMPLATE "{template}" STRATEGY FILE_COPY')
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
        with everything("a test compares all that is kept"), current().engine.connect() as connection:
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


@contextmanager
def _copied(request, worlds, folder) -> Iterator[Any]:
    """A copy of the demonstration, on the engine that the fixture is asked for."""
    source = worlds(request.param, demo=True)
    source.database.close()
    if request.param == "sqlite":
        shutil.copy(source.folder / "demo.db", folder / "demo.db")
        settings = Settings(data_dir=str(folder), demo=True)
    else:
        url = _create(request.getfixturevalue("postgres_server"), str(folder), "world_true")
        settings = Settings(data_dir=str(folder), demo=True, demo_database_url=url)
    world = type(source)(settings, folder)
    yield world
    use(None)
    world.database.close()
    if request.param == "postgres":
        _drop(request.getfixturevalue("postgres_server"), settings.demo_database_url)


@pytest.fixture(scope="session", params=ENGINES)
def _shared_village(request, worlds, tmp_path_factory) -> Iterator[Any]:
    with _copied(request, worlds, tmp_path_factory.mktemp("village")) as world:
        yield world


@pytest.fixture(scope="module", params=ENGINES)
def _own_village(request, worlds, tmp_path_factory) -> Iterator[Any]:
    with _copied(request, worlds, tmp_path_factory.mktemp("hamlet")) as world:
        yield world


def _entered(world: Any) -> Any:
    world.enter()
    use_key(world.settings)
    write(lambda session: session.execute(delete(Attempt)))
    return world


@pytest.fixture
def village(_shared_village) -> Any:
    """A copy of the demonstration for writing, on each database: one for all tests, who make their own people in it.

    Nothing was tried in it yet, as far as the limits know.
    """
    return _entered(_shared_village)


@pytest.fixture
def hamlet(_own_village) -> Any:
    """A village for the tests of one file alone."""
    return _entered(_own_village)


@pytest.fixture
def browser(village) -> Callable[..., TestClient]:
    """A new browser on the village's site, which goes only where the test sends it: `browser()`."""

    def opened(app: Any = None, base_url: str = "http://127.0.0.1:8000", **headers: str) -> TestClient:
        made = TestClient(app or village.app, base_url=base_url)
        made.follow_redirects = False
        made.headers.update(headers)
        return made

    return opened


@pytest.fixture
def signed_in() -> Callable[..., TestClient]:
    """A visitor made one of the demonstration's fictitious people: `signed_in(client, "editor", city="00003")`."""

    def enter(client: TestClient, role: str, *, city: str | None = None, mrc: bool = False) -> TestClient:
        path = write(lambda session: sign_in_link(session, role, city=city, mrc=mrc, language="fr"))
        answer = client.post(path, follow_redirects=False)
        assert answer.status_code == 303, answer.text
        return client

    return enter


class Somebody(NamedTuple):
    """A person of a test's own, and the value of the cookie of one session."""

    id: str
    email: str
    cookie: str


@pytest.fixture
def somebody(request) -> Callable[..., Somebody]:
    """A person with roles, and a session: `somebody("curator", body="province", level=2)`; each has another address."""

    def made(*roles: str, body: str = "00002", level: int = 1, email: str = "", **more: Any) -> Somebody:
        address = email or f"odile.{os.urandom(6).hex()}@mesange.example"

        def work(session: Any) -> Somebody:
            person = add_person(session, name="Odile Bouleau", email=address, language="fr", **more)
            set_roles(session, SYSTEM, person=person, body=body, wanted=roles)
            return Somebody(person, address, sessions.begin(session, person, level=level, browser="essai"))

        return write(work)

    return made


class Clock:
    """The hour of the whole program, which goes on only when it is told to."""

    def __init__(self) -> None:
        self.now = float(int(time.time()))

    def forward(self, **by: float) -> None:
        """Let time pass: `forward(minutes=10, seconds=1)`."""
        self.now += dt.timedelta(**by).total_seconds()


@pytest.fixture
def clock(monkeypatch) -> Clock:
    """A stopped clock, wherever the program asks the hour."""
    stopped, real = Clock(), dt.datetime

    class Kind(type):
        def __instancecheck__(cls, one: object) -> bool:
            return isinstance(one, real)

    class Stopped(real, metaclass=Kind):
        @classmethod
        def now(cls, tz: dt.tzinfo | None = None) -> dt.datetime:
            return real.fromtimestamp(stopped.now, tz)

    monkeypatch.setattr(dt, "datetime", Stopped)
    monkeypatch.setattr(time, "time", lambda: stopped.now)
    monkeypatch.setattr(rules, "time", lambda: stopped.now)
    return stopped
