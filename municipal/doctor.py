"""`municipal doctor`: whether this installation is fit to serve, check by check."""

import platform
import sys
from typing import Final

from msgspec import Struct
from sqlalchemy.exc import SQLAlchemyError

from municipal import __version__
from municipal.db import SAFE_WAL, Database, current, reading, sqlite_module, use
from municipal.prepare import is_ready, schema_head, seed
from municipal.settings import Settings
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


def _database(settings: Settings) -> list[Check]:
    name = "demo" if settings.demo else "municipal"
    try:
        use(Database(settings.database))
        with reading() as session:
            session.connection()
    except (SQLAlchemyError, OSError) as error:
        return [Check("database", ok=False, found=f"{name} ({type(error).__name__})")]
    kind = current().url.get_backend_name()
    return [Check("database", ok=True, found=f"{name} ({kind})"), Check("schema", _ready(settings), schema_head())]


def _ready(settings: Settings) -> bool:
    try:
        return is_ready(settings)
    except UnusableError:
        return False
