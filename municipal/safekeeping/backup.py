"""`municipal backup`: one SQLite file that holds the whole database, called good once the copy itself was verified.

The site may be at work meanwhile. A backup of either kind of database restores into either. The key of the installation
(`secret.key`) and the queue of jobs (`jobs.db`) are not in it.
"""

import datetime as dt
from contextlib import closing
from hashlib import file_digest
from pathlib import Path
from tempfile import TemporaryDirectory

from msgspec import Struct
from sqlalchemy.exc import SQLAlchemyError

from municipal import __version__
from municipal.db import sqlite_module
from municipal.disk import keep_name, second_name
from municipal.doctor import Check
from municipal.safekeeping.backup_file import FORMAT, Manifest, read_manifest, refusal, sign
from municipal.safekeeping.snapshot import copy_database
from municipal.safekeeping.verification import verify_backup
from municipal.settings import Settings
from municipal.tenancy.guard import everything
from municipal.web.format import stored


class Backup(Struct, frozen=True):
    """What was kept, and the checks that the copy went through; `ok` when it passed all of them."""

    ok: bool
    file: str
    bytes: int
    sha256: str
    schema: str
    rows: dict[str, int]
    audit_head: str
    checks: list[Check]


def backup(settings: Settings, path: Path) -> Backup:
    """Copy the database of these settings into a new file, and verify the copy.

    When `ok` is false the database itself is at fault (its chain of traces, a row that refers to nothing): the copy,
    which is faithful, is kept. Raises UnusableError when nothing was kept.
    """
    if path.exists():
        raise _exists(path)
    try:
        with everything("backup"), TemporaryDirectory(prefix=".repere-", dir=path.absolute().parent) as folder:
            return _kept(settings, path, Path(folder))
    except (OSError, SQLAlchemyError, sqlite_module().Error) as error:
        fr = "Vérifiez la base, le dossier et l’espace libre\u00a0: rien n’a été gardé"
        en = "Check the database, the folder and the free space: nothing was kept"
        raise refusal("backup", f"{path}: {_why(error)}", fr, en) from error


def _kept(settings: Settings, path: Path, folder: Path) -> Backup:
    raw, copy = folder / "raw.db", folder / "copy.db"
    made_at = stored(dt.datetime.now(tz=dt.UTC))
    held, revision, tables = copy_database(settings, raw)
    # Written anew, the copy has no free pages: nothing that was erased is left in it.
    with closing(sqlite_module().connect(str(raw), isolation_level=None)) as file:
        file.execute("VACUUM INTO ?", (str(copy),))
    sign(copy, Manifest(FORMAT, made_at, __version__, held, revision, tables))
    verified = verify_backup(copy, *read_manifest(copy))
    if verified.damaged:
        fr = "Vérifiez le disque, puis recommencez\u00a0: la copie n’est pas fidèle"
        raise refusal("backup", verified.damaged, fr, "Check the disk, then try again: the copy is not faithful")
    with copy.open("rb") as file:
        digest = file_digest(file, "sha256").hexdigest()
    size = copy.stat().st_size
    _place(copy, path)
    rows = {name: found.rows for name, found in tables.items()}
    return Backup(verified.ok, str(path), size, digest, revision, rows, verified.audit_head, verified.checks)


def _place(copy: Path, path: Path) -> None:
    """Give the copy its name, at one stroke and over nobody's file; it holds personal data: for its owner alone."""
    copy.chmod(0o600)
    try:
        second_name(copy, path)
    except FileExistsError as error:
        raise _exists(path) from error
    keep_name(path)


def _exists(path: Path) -> Exception:
    fr = "Choisissez un autre nom\u00a0: ce fichier existe déjà"
    return refusal("backup", path, fr, "Choose another name: this file exists already")


def _why(error: Exception) -> str:
    return (str(getattr(error, "orig", None) or error).splitlines() or [""])[0]
