"""The second net under tenants: no statement reaches a guarded table without saying whose rows it wants.

A table class declares what it asks in `__table_args__ = {"info": {...}}`: `"tenant": columns` for private rows, with
`"published": column` where rows may be read once published; `"owned": columns` for rows that all read and their owner
alone changes. Each time that a statement names the table, one of the columns must be bound (see `scoping`). So that an
object may be changed or read again by its key, one of these columns belongs to the primary key.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from threading import Lock
from typing import Final

from msgspec import Struct
from sqlalchemy import Engine, MetaData, event
from sqlmodel import SQLModel

_MOST: Final = 2_000
_PASSES: Final = ("", "")
_NEVER_SEEN: Final = ("?", "?")

# How often each reason was given to reach the rows of all.
uses: Final[Counter[str]] = Counter()
_reason: Final[ContextVar[str | None]] = ContextVar("everything", default=None)


class Guarded(Struct, frozen=True):
    """What a table asks: a value for one of the columns, save to read what is published or only owned."""

    columns: tuple[str, ...]
    published: str | None = None
    owned: bool = False


class UnscopedError(RuntimeError):
    """A statement names a guarded table without a tenant: a mistake of ours, never the visitor's."""

    def __init__(self, table: str, alias: str) -> None:
        super().__init__(f"no tenant is bound for {table} ({alias})")
        self.table = table
        self.alias = alias


@contextmanager
def everything(reason: str) -> Iterator[None]:
    """Let statements reach the rows of all tenants, for a reason that is counted."""
    if not reason.strip():
        raise ValueError("a reason, in words")
    uses[reason] += 1
    token = _reason.set(reason)
    try:
        yield
    finally:
        _reason.reset(token)


def guarded(metadata: MetaData) -> dict[str, Guarded]:
    """The tables that declare a guard, by name."""
    found: dict[str, Guarded] = {}
    for table in metadata.tables.values():
        if not table.info.keys() & {"tenant", "published", "owned"}:
            continue
        tenant, owned = (tuple(table.info.get(kind, ())) for kind in ("tenant", "owned"))
        guard = Guarded(tenant or owned, table.info.get("published"), bool(owned))
        named = {*guard.columns, *([guard.published] if guard.published else [])}
        known = named <= {column.name for column in table.columns}
        if not known or not guard.columns or (owned and (tenant or guard.published)):
            raise ValueError(f"{table.name}: {table.info}")
        found[table.name] = guard
    return found


def watch(engine: Engine, metadata: MetaData = SQLModel.metadata) -> Callable[[str], None]:
    """Refuse from now on what lacks a tenant; what comes back checks a statement that is sent beside the engine."""
    verdicts: dict[str, tuple[str, str]] = {}
    lock = Lock()
    guards: dict[str, Guarded] = {}
    mention = re.compile(r"(?!)")
    seen = 0

    def learn(statement: str) -> tuple[str, str]:
        nonlocal guards, mention, seen
        with lock:
            if seen != len(metadata.tables):
                seen = len(metadata.tables)
                guards = {name.lower(): guard for name, guard in guarded(metadata).items()}
                # PostgreSQL may also spell a name with escapes.
                mention = re.compile(rf"\b(?:{'|'.join(map(re.escape, guards))})\b|\bU&[\"']", re.IGNORECASE)
                verdicts.clear()
            if len(verdicts) >= _MOST:
                del verdicts[next(iter(verdicts))]
            verdicts[statement] = verdict(statement) if guards and mention.search(statement) else _PASSES
            return verdicts[statement]

    def verdict(statement: str) -> tuple[str, str]:
        # The parser weighs several megabytes: it is loaded once a private table is asked for.
        from municipal.tenancy.scoping import refusal  # noqa: PLC0415

        return refusal(statement, engine.dialect.name, guards, mention) or _PASSES

    def check(statement: str) -> None:
        found = verdicts.get(statement, _NEVER_SEEN)
        if found is _PASSES or _reason.get() is not None:
            return
        if found is _NEVER_SEEN:
            found = learn(statement)
        if found is not _PASSES:
            raise UnscopedError(*found)

    def listen(_connection: object, _cursor: object, statement: str, *_: object) -> None:
        check(statement)

    event.listen(engine, "before_cursor_execute", listen)
    return check
