"""Transactions captured from the application at work, and the state of a database after each of them."""

import re
import shutil
from collections.abc import Iterator
from contextlib import closing, contextmanager
from hashlib import sha256
from pathlib import Path
from typing import Any, NamedTuple

from sqlalchemy import Engine, event

from municipal.db import PRAGMAS, sqlite_module

JOURNAL = "journal_mode=WAL"
_WRITTEN = re.compile(r'(?:INSERT INTO|UPDATE|DELETE FROM)\s+"?(\w+)"?', re.IGNORECASE)


class Statement(NamedTuple):
    """One statement as the driver got it."""

    sql: str
    values: Any
    many: bool


Transaction = list[Statement]


class Capture:
    """The writing transactions that were kept, in the order in which they were."""

    def __init__(self) -> None:
        self.transactions: list[Transaction] = []
        self._open: dict[int, Transaction] = {}

    def statement(self, connection: Any, _: Any, sql: str, values: Any, __: Any, many: bool) -> None:  # noqa: FBT001
        """A statement about to run."""
        if sql.startswith("BEGIN"):
            self._open[_driver(connection)] = []
        elif _driver(connection) in self._open:
            self._open[_driver(connection)].append(Statement(sql, values, many))

    def commit(self, connection: Any) -> None:
        """A transaction that is kept: that which only read tells nothing."""
        done = self._open.pop(_driver(connection), [])
        if any(_WRITTEN.match(one.sql) for one in done):
            self.transactions.append(done)

    def rollback(self, connection: Any) -> None:
        """A transaction that is given up."""
        self._open.pop(_driver(connection), None)


def _driver(connection: Any) -> int:
    return id(connection.connection.driver_connection)


@contextmanager
def captured(engine: Engine, capture: Capture) -> Iterator[None]:
    """Write down what an engine is asked to do."""
    listened = (
        ("before_cursor_execute", capture.statement),
        ("commit", capture.commit),
        ("rollback", capture.rollback),
    )
    for name, listener in listened:
        event.listen(engine, name, listener)
    yield
    for name, listener in listened:
        event.remove(engine, name, listener)


class Replay:
    """Captured transactions over the database that they began with; `states[i]` is what stands after i of them."""

    def __init__(self, start: Path, transactions: list[Transaction]) -> None:
        self.start = start
        self.transactions = transactions
        self.tables = sorted({name for one in transactions for each in one for name in _WRITTEN.findall(each.sql)[:1]})
        self.states: dict[str, int] = {}
        model = start.with_name("model.db")
        shutil.copy(start, model)
        with closing(sqlite_module().connect(str(model), isolation_level=None)) as connection:
            # A model needs no disk: what it says is only what the statements mean.
            connection.execute("PRAGMA synchronous=OFF")
            self.states[self.state(connection)] = 0
            for number, transaction in enumerate(transactions, start=1):
                run(connection, transaction)
                self.states[self.state(connection)] = number

    def state(self, connection: Any) -> str:
        """What the written tables hold, as one digest."""
        total = sha256()
        for table in self.tables:
            rows = connection.execute(f'SELECT * FROM "{table}"')  # noqa: S608 - captured names
            for row in sorted(repr(tuple(row)) for row in rows):
                total.update(row.encode())
        return total.hexdigest()

    def found(self, path: Path) -> int | None:
        """After how many transactions a file stands; None when it is damaged, or between two of them."""
        try:
            with closing(sqlite_module().connect(str(path))) as connection:
                # Who only looks need not wait for the disk.
                connection.execute("PRAGMA synchronous=OFF")
                whole = connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
                state = self.state(connection)
        except sqlite_module().DatabaseError:
            return None
        return self.states.get(state) if whole else None


def run(connection: Any, transaction: Transaction) -> None:
    """Replay one transaction, as the application runs it."""
    connection.execute("BEGIN IMMEDIATE")
    for one in transaction:
        (connection.executemany if one.many else connection.execute)(one.sql, one.values)
    connection.execute("COMMIT")


def careful(connection: Any, *, synchronous: str | None = None) -> None:
    """The settings that the application gives every connection; a control may synchronise less."""
    for pragma in (JOURNAL, *PRAGMAS):
        connection.execute(f"PRAGMA {pragma}")
    if synchronous:
        connection.execute(f"PRAGMA synchronous={synchronous}")
