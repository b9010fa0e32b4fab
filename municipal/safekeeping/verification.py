"""Every check of a backup, made on the file as it lies there."""

from collections.abc import Iterator
from pathlib import Path
from typing import Final

from msgspec import Struct
from sqlalchemy import Connection
from sqlalchemy.exc import SQLAlchemyError
from sqlmodel import Session

from municipal.doctor import Check
from municipal.safekeeping.backup_file import Manifest, looking_at
from municipal.safekeeping.contents import contents
from municipal.safekeeping.seal import holds
from municipal.schema import schema_head

# What damage breaks. The other checks also fail on a faithful copy of a database that was at fault itself.
_DAMAGE: Final = ("seal", "integrity", "schema", "rows")


class Verified(Struct, frozen=True):
    """The checks of a backup, and the head of its chain of traces (none before the chain was verified)."""

    checks: list[Check]
    audit_head: str = ""

    @property
    def damaged(self) -> str:
        """The names of the checks that tell of damage; none when the file is what it says."""
        return ", ".join(check.name for check in self.checks if check.name in _DAMAGE and not check.ok)

    @property
    def ok(self) -> bool:
        """Whether every check passed."""
        return all(check.ok for check in self.checks)


def verify_backup(path: Path, manifest: Manifest, placed: str) -> Verified:
    """The seal, then the database inside; once the seal is broken nothing else is worth asking."""
    if not holds(path, placed):
        return Verified([Check("seal", ok=False, found="–")])
    checks = [Check("seal", ok=True, found="ok")]
    try:
        with looking_at(path) as connection:
            checks += [*_inside(connection, manifest)]
            head, audit = verify_chain(connection, manifest.schema)
    except (SQLAlchemyError, UnicodeError) as error:
        return Verified([*checks, Check("integrity", ok=False, found=type(error).__name__)])
    return Verified([*checks, audit], head)


def verify_chain(connection: Connection, revision: str) -> tuple[str, Check]:
    """The head of the chain of traces, and whether it holds; in an older schema it is asked once migrated."""
    from municipal.traces.verify import verify  # noqa: PLC0415 - few commands need it

    if revision != schema_head():
        return "", Check("audit", ok=True, found=f"({revision})")
    with Session(connection) as session:
        verdict = verify(session)
    return verdict.head, Check("audit", verdict.ok, f"{verdict.entries if verdict.ok else verdict.first_bad}")


def _inside(connection: Connection, manifest: Manifest) -> Iterator[Check]:
    integrity = connection.exec_driver_sql("PRAGMA integrity_check").scalars().all()
    yield Check("integrity", integrity == ["ok"], f"{integrity[0]}")
    orphans = len(connection.exec_driver_sql("PRAGMA foreign_key_check").all())
    yield Check("foreign_keys", orphans == 0, f"{orphans}")
    revision = connection.exec_driver_sql("SELECT version_num FROM alembic_version").scalar()
    yield Check("schema", revision == manifest.schema, f"{revision}")
    found = contents(connection)
    wrong = sorted(name for name in {*found, *manifest.tables} if found.get(name) != manifest.tables.get(name))
    yield Check("rows", not wrong, ", ".join(wrong) or f"{sum(one.rows for one in found.values())}")
