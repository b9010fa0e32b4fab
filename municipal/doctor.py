"""`municipal doctor`: whether this installation is fit to serve, check by check."""

import platform
import sys
from collections.abc import Callable
from typing import Final

from msgspec import Struct
from sqlalchemy.exc import SQLAlchemyError

from municipal import __version__
from municipal.db import SAFE_WAL, Database, current, reading, sqlite_module, use
from municipal.keys import use_key
from municipal.mail.server import server
from municipal.prepare import is_ready, seed
from municipal.schema import schema_head
from municipal.settings import Settings
from municipal.sign_in.configured import the_providers
from municipal.traces.heads import folder_of, read_heads
from municipal.traces.verify import verify
from vendors.sources.faults import UnusableError

OLDEST_PYTHON: Final = (3, 11)


class Check(Struct, frozen=True):
    """One thing looked at, and what was found."""

    name: str
    ok: bool
    found: str


class Report(Struct, frozen=True):
    """`ok` when every check is."""

    ok: bool
    checks: list[Check]


def examine(settings: Settings) -> Report:
    """Look at versions, settings, seed and database; nothing that is stored is changed."""
    checks = [
        Check("version", ok=True, found=__version__),
        Check("python", sys.version_info >= OLDEST_PYTHON, platform.python_version()),
        Check("sqlite", sqlite_module().sqlite_version_info >= SAFE_WAL, sqlite_module().sqlite_version),
        _folder(settings),
        _seed(settings),
        _usable("key", settings, use_key),
        _usable("mail", settings, server),
        _usable("providers", settings, the_providers),
        *_database(settings),
    ]
    return Report(all(check.ok for check in checks), checks)


def _folder(settings: Settings) -> Check:
    try:
        settings.data.mkdir(parents=True, exist_ok=True)
        probe = settings.data / ".doctor"
        probe.write_text("ok", encoding="utf-8")
        probe.unlink()
    except OSError as error:
        return Check("data", ok=False, found=f"{settings.data} ({error.strerror})")
    return Check("data", ok=True, found=str(settings.data))


def _seed(settings: Settings) -> Check:
    try:
        rows = sum(len(found.rows) for found in seed(demo=settings.demo))
    except UnusableError as error:
        return Check("seed", ok=False, found="; ".join(fault.where for fault in error.faults))
    return Check("seed", ok=True, found=f"{rows}")


def _usable(name: str, settings: Settings, read: Callable[[Settings], object]) -> Check:
    """Whether a setting leads to what it names."""
    try:
        read(settings)
    except UnusableError as error:
        return Check(name, ok=False, found="; ".join(fault.where for fault in error.faults))
    return Check(name, ok=True, found="ok")


def _database(settings: Settings) -> list[Check]:
    name = "demo" if settings.demo else "municipal"
    try:
        use(Database(settings.database))
        with reading() as session:
            session.connection()
    except (SQLAlchemyError, OSError) as error:
        return [Check("database", ok=False, found=f"{name} ({type(error).__name__})")]
    kind = current().url.get_backend_name()
    found = [Check("database", ok=True, found=f"{name} ({kind})"), Check("schema", _ready(settings), schema_head())]
    return [*found, _traces(settings)] if found[1].ok else found


def _traces(settings: Settings) -> Check:
    """Whether the chain of traces holds, and agrees with the heads that were kept."""
    try:
        with reading() as session:
            verdict = verify(session, read_heads(folder_of(settings)))
    except UnusableError as error:
        return Check("traces", ok=False, found="; ".join(fault.where for fault in error.faults))
    return Check("traces", verdict.ok, f"{verdict.entries}" if verdict.ok else f"{verdict.first_bad}: {verdict.why}")


def _ready(settings: Settings) -> bool:
    try:
        return is_ready(settings)
    except UnusableError:
        return False
