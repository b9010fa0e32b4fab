"""`municipal restore`: put a backup in the place of the database, once the backup was verified.

The site is stopped meanwhile. What was there is kept aside: a file beside the new one, or another schema.
"""

import shutil
from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory

from msgspec import Struct
from sqlalchemy.exc import SQLAlchemyError

from municipal import schema
from municipal.db import Database, sqlite_module, use
from municipal.doctor import Check
from municipal.safekeeping.backup_file import Manifest, must_fit, read_manifest, refusal, unsign
from municipal.safekeeping.contents import contents
from municipal.safekeeping.restore_postgres import fill_postgres
from municipal.safekeeping.restore_sqlite import replace_sqlite
from municipal.safekeeping.snapshot import sqlite_path
from municipal.safekeeping.verification import Verified, verify_backup, verify_chain
from municipal.schema import schema_head
from municipal.settings import Settings
from municipal.tenancy.guard import everything


class Restored(Struct, frozen=True):
    """What is there now, the checks that the backup went through, and the name of what was there before."""

    ok: bool
    file: str
    schema: str
    rows: dict[str, int]
    audit_head: str
    aside: str | None
    checks: list[Check]


def restore(settings: Settings, path: Path) -> Restored:
    """Replace the database of these settings by a backup; an older one is brought to the present schema.

    The database of the process, if any, is closed. When `ok` is false the backup is whole, but the database was already
    at fault when it was made. Raises UnusableError when nothing was replaced.
    """
    use(None)
    manifest, placed = read_manifest(path)
    present = sqlite_path(settings)
    try:
        if present:
            present.parent.mkdir(parents=True, exist_ok=True)
        folder = present and present.absolute().parent
        with everything("restore"), TemporaryDirectory(prefix=".repere-", dir=folder) as work:
            copy = Path(work, "copy.db")
            verified = _sound_copy(path, copy, manifest, placed)
            must_fit(settings, manifest.world, manifest.schema)
            rows, head, audit = _brought_here(copy)
            aside = replace_sqlite(copy, present) if present else fill_postgres(copy, settings)
    except (OSError, SQLAlchemyError, sqlite_module().Error) as error:
        why = (str(getattr(error, "orig", None) or error).splitlines() or [""])[0]
        fr = "Vérifiez la base, le dossier et l’espace libre\u00a0: rien n’a été remplacé"
        en = "Check the database, the folder and the free space: nothing was replaced"
        raise refusal("restore", why, fr, en) from error
    checks = [*(check for check in verified.checks if check.name != audit.name), audit]
    return Restored(all(check.ok for check in checks), str(path), schema_head(), rows, head, aside, checks)


def _sound_copy(path: Path, copy: Path, manifest: Manifest, placed: str) -> Verified:
    """A copy of the backup to work on, and its checks; what is verified is what is restored."""
    shutil.copyfile(path, copy)
    verified = verify_backup(copy, manifest, placed)
    if verified.damaged:
        fr = "Prenez une autre sauvegarde\u00a0: celle-ci est endommagée ou a été modifiée"
        en = "Take another backup: this one is damaged or was altered"
        raise refusal("backup", f"{path}: {verified.damaged}", fr, en)
    return verified


def _brought_here(copy: Path) -> tuple[dict[str, int], str, Check]:
    """The copy as this version has its data: how many rows in each table, and what its chain of traces is worth."""
    with closing(sqlite_module().connect(str(copy), isolation_level=None)) as file:
        unsign(file)
    database = Database(f"sqlite:///{copy}")
    try:
        with database.engine.connect() as connection:
            schema.upgrade(connection)
        with database.engine.connect() as connection:
            rows = {name: found.rows for name, found in contents(connection).items()}
            head, audit = verify_chain(connection, schema_head())
        return rows, head, audit
    finally:
        database.close()
