"""One database a process: reads never wait, writes queue up, and a number says when public data changed."""

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext
from pathlib import Path
from random import random
from threading import Lock, RLock
from typing import Any, Final, TypeVar

from sqlalchemy import Connection, Engine, Executable, create_engine, event, make_url, text, update
from sqlalchemy.exc import DBAPIError, OperationalError
from sqlmodel import Field, Session, SQLModel

from municipal.tenancy.guard import watch

# SQLite before this one may corrupt a write-ahead log that two connections reset (sqlite.org/wal.html#walresetbug).
SAFE_WAL: Final = (3, 51, 3)
PRAGMAS: Final = (
    "synchronous=FULL",
    "foreign_keys=ON",
    "recursive_triggers=ON",
    "trusted_schema=OFF",
    "busy_timeout=5000",
    "temp_store=MEMORY",
    "mmap_size=268435456",
)
# What PostgreSQL answers when two transactions cannot both be kept: serialization failure, deadlock.
_TRY_AGAIN: Final = ("40001", "40P01")
_MOST_TRIES: Final = 8
_FIRST_PAUSE: Final = 0.01

Made = TypeVar("Made")


class Revision(SQLModel, table=True):
    """One row: which world the database holds, and the number that every write to a public table raises."""

    id: int = Field(default=1, primary_key=True)
    number: int = 0
    world: str = "real"


class Database:
    """An engine and what the rest needs to know about it."""

    def __init__(self, url: str) -> None:
        self.url = make_url(url)
        self.is_sqlite = self.url.get_backend_name() == "sqlite"
        self.engine = _sqlite(url) if self.is_sqlite else create_engine(url, pool_pre_ping=True, hide_parameters=True)
        self._guard = watch(self.engine)
        self._watch = _SqliteWatch(self.engine) if self.is_sqlite else _PostgresWatch(self.engine)

    def version(self) -> int:
        """The number of the public data as they stand: asked on every request, so it costs microseconds."""
        return self._watch.version()

    def glance(self, statement: str, **values: Any) -> list[Any]:  # noqa: ANN401 - what the statement takes
        """The rows of a small read, outside any session: over SQLite, on the connection that is held anyway."""
        self._guard(statement)
        return self._watch.glance(statement, values)

    def close(self) -> None:
        """Give every connection back."""
        self._watch.close()
        self.engine.dispose()


class _SqliteWatch:
    """`PRAGMA data_version` moves when any other connection commits; only then is the revision read again."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._held: Any = None
        self._stamp: int | None = None
        self._number = 0
        self._lock = Lock()

    def version(self) -> int:
        cursor = self._cursor()
        stamp: int = cursor.execute("PRAGMA data_version").fetchone()[0]
        if stamp != self._stamp:
            row = cursor.execute("SELECT number FROM revision").fetchone()
            self._stamp, self._number = stamp, row[0] if row else 0
        return self._number

    def glance(self, statement: str, values: dict[str, Any]) -> list[Any]:
        return self._cursor().execute(statement, values).fetchall()

    def _cursor(self) -> Any:  # noqa: ANN401 - the driver's own
        if self._held is None:
            with self._lock:
                self._held = self._held or self._engine.raw_connection()
        return self._held.driver_connection.cursor()

    def close(self) -> None:
        if self._held is not None:
            self._held.close()
            # The stamp is that of a connection: another one counts for itself.
            self._held = self._stamp = None


class _PostgresWatch:
    """PostgreSQL has no such stamp: the revision is read on a held connection that commits by itself."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._held: Connection | None = None
        self._lock = Lock()

    def version(self) -> int:
        try:
            return self._read()
        except OperationalError:
            self.close()
            return self._read()

    def glance(self, statement: str, values: dict[str, Any]) -> list[Any]:
        with self._engine.connect() as connection:
            return list(connection.execute(text(statement), values))

    def _read(self) -> int:
        with self._lock:
            if self._held is None:
                self._held = self._engine.connect().execution_options(isolation_level="AUTOCOMMIT")
            return self._held.exec_driver_sql("SELECT number FROM revision").scalar() or 0

    def close(self) -> None:
        if self._held is not None:
            self._held.close()
            self._held = None


def _sqlite(url: str) -> Engine:
    path = make_url(url).database
    if path and path != ":memory:":
        Path(path).parent.mkdir(parents=True, exist_ok=True)
    engine = create_engine(url, module=sqlite_module(), hide_parameters=True)
    safe = sqlite_module().sqlite_version_info >= SAFE_WAL
    journal = "journal_mode=WAL" if safe else "journal_mode=DELETE"
    if not safe:
        print("SQLite < 3.51.3: journal_mode=DELETE", file=sys.stderr)  # noqa: T201 - a warning to the operator

    def connect(connection: Any, _: object) -> None:  # noqa: ANN401 - the driver's own connection
        connection.isolation_level = None
        for pragma in (journal, *PRAGMAS):
            connection.execute(f"PRAGMA {pragma}")

    def begin(connection: Connection) -> None:
        writing = connection.get_execution_options().get("write")
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writing else "BEGIN")

    event.listen(engine, "connect", connect)
    event.listen(engine, "begin", begin)
    return engine


def sqlite_module() -> Any:  # noqa: ANN401 - a module
    """The newest SQLite at hand: the packaged one where there is a wheel, else Python's own."""
    try:
        import pysqlite3 as module  # noqa: PLC0415
    except ImportError:
        import sqlite3 as module  # noqa: PLC0415
    return module


_open: list[Database] = []
# SQLite makes a writer that finds another one sleep longer and longer: within a process they queue here instead.
_turn = RLock()


def use(database: Database | None) -> None:
    """Make this the database of the process; None closes the present one."""
    while _open:
        _open.pop().close()
    if database is not None:
        _open.append(database)


def current() -> Database:
    """The database of the process."""
    return _open[-1]


@contextmanager
def reading() -> Iterator[Session]:
    """A session that only reads."""
    with Session(current().engine) as session:
        yield session


@contextmanager
def writing(*, public: bool = False) -> Iterator[Session]:
    """A session whose changes are all kept or none; `public` says that what visitors see has changed.

    Writers take their turn on both databases: `BEGIN IMMEDIATE` over SQLite; over PostgreSQL a lock taken before the
    transaction's snapshot, so that the chain of traces has no fork and what a writer has read still holds.
    """
    database = current()
    options: dict[str, Any] = {"write": True} if database.is_sqlite else {"isolation_level": "SERIALIZABLE"}
    queue = _turn if database.is_sqlite else nullcontext()
    engine = database.engine.execution_options(**options)
    with queue, Session(engine, info={"writes": True}) as session, session.begin():
        if not database.is_sqlite:
            session.execute(text("LOCK TABLE revision IN EXCLUSIVE MODE"))
        yield session
        if public:
            touch(session)


def write(work: Callable[[Session], Made], *, public: bool = False) -> Made:
    """What a piece of work makes in one writing session; begun again when the database asks for it."""
    for attempt in range(_MOST_TRIES):
        try:
            with writing(public=public) as session:
                return work(session)
        except DBAPIError as error:
            if getattr(error.orig, "sqlstate", None) not in _TRY_AGAIN or attempt == _MOST_TRIES - 1:
                raise
            time.sleep(_FIRST_PAUSE * 2**attempt * (0.5 + random()))  # noqa: S311 - only spreads the tries
    raise AssertionError


def is_writing(session: Session) -> bool:
    """Whether a session may see what nobody else sees yet."""
    return bool(session.info.get("writes"))


def touch(session: Session) -> None:
    """Say that what visitors see has changed."""
    session.execute(update(Revision).values(number=Revision.number + 1))


def touched(session: Session, statement: Executable) -> int:
    """How many rows an UPDATE or a DELETE touched."""
    return session.execute(statement).rowcount  # type: ignore[attr-defined]
