"""A backup file: one SQLite database that says what it is, how many rows it ought to hold, and carries its own seal."""

from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any, Final

import msgspec
from msgspec import Struct
from sqlalchemy import Connection, StaticPool, create_engine
from sqlalchemy.exc import SQLAlchemyError

from municipal import schema
from municipal.db import sqlite_module
from municipal.prepare import world
from municipal.safekeeping.contents import OUR_OWN, Content
from municipal.safekeeping.seal import blank, set_seal
from municipal.settings import Settings
from vendors.sources.faults import Fault, UnusableError

FORMAT: Final = 1
APPLICATION: Final = 0x52504552  # « RPER », which other programs may read at byte 68
_HEADER: Final = b"SQLite format 3\x00"


class Manifest(Struct, frozen=True):
    """What a backup says of itself."""

    format: int
    made_at: str
    program: str
    world: str
    schema: str
    tables: dict[str, Content]


def sign(path: Path, manifest: Manifest) -> None:
    """Write into a database what it says of itself, then seal it."""
    placed = blank()
    with closing(sqlite_module().connect(str(path), isolation_level=None)) as file:
        file.execute("PRAGMA journal_mode=DELETE")
        file.execute(f"PRAGMA application_id={APPLICATION}")
        unsign(file)
        file.execute("CREATE TABLE backup_manifest (manifest TEXT NOT NULL)")
        file.execute("CREATE TABLE backup_seal (seal TEXT NOT NULL)")
        file.execute("INSERT INTO backup_manifest VALUES (?)", (msgspec.json.encode(manifest).decode(),))
        file.execute("INSERT INTO backup_seal VALUES (?)", (placed,))
    set_seal(path, placed)


def unsign(file: Any) -> None:  # noqa: ANN401 - the driver's own connection
    """Take out what a backup says of itself, over a connection to it."""
    for name in OUR_OWN:
        file.execute(f"DROP TABLE IF EXISTS {name}")


def read_manifest(path: Path) -> tuple[Manifest, str]:
    """What a file says of itself, and its seal; raises UnusableError when it is no backup of this program."""
    try:
        with path.open("rb") as file:
            if file.read(len(_HEADER)) != _HEADER:
                raise _not_ours(path)
        with looking_at(path) as connection:
            said = connection.exec_driver_sql("SELECT manifest FROM backup_manifest").scalar_one()
            placed = connection.exec_driver_sql("SELECT seal FROM backup_seal").scalar_one()
        manifest = msgspec.json.decode(said, type=Manifest)
    except OSError as error:
        fr, en = (
            "Vérifiez le nom du fichier et le droit de le lire",
            "Check the name of the file and the right to read it",
        )
        raise refusal("backup", path, fr, en) from error
    except (SQLAlchemyError, msgspec.MsgspecError, TypeError, UnicodeError) as error:
        raise _not_ours(path) from error
    if manifest.format != FORMAT:
        raise _too_new(f"{path}: {manifest.format}")
    return manifest, str(placed)


@contextmanager
def looking_at(path: Path) -> Iterator[Connection]:
    """A connection to a database file as it lies there: not a byte of it changes, no file appears beside it."""

    def connect() -> Any:  # noqa: ANN401 - the driver's own connection
        connection = sqlite_module().connect(f"{path.absolute().as_uri()}?mode=ro&immutable=1", uri=True)
        for pragma in ("trusted_schema=OFF", "cell_size_check=ON"):
            connection.execute(f"PRAGMA {pragma}")
        return connection

    engine = create_engine("sqlite://", module=sqlite_module(), creator=connect, poolclass=StaticPool)
    try:
        with engine.connect() as connection:
            yield connection
    finally:
        engine.dispose()


def must_fit(settings: Settings, held: str, revision: str) -> None:
    """Raise UnusableError when data of this world and this schema have no place in this installation."""
    if held != world(settings):
        fr = "Choisissez l’autre base\u00a0: le réel et la démonstration ne se mêlent pas"
        raise refusal("world", held, fr, "Choose the other database: the real world and the demonstration never mix")
    if revision not in schema.known():
        raise _too_new(revision)


def refusal(rule: str, where: Path | str, fr: str, en: str) -> UnusableError:
    """One fault, which begins with the remedy and ends with the place."""
    return UnusableError([Fault(rule, str(where), f"{fr} ({where}).", f"{en} ({where}).")])


def _too_new(where: str) -> UnusableError:
    fr = "Installez la version du programme qui a fait ces données, ou une plus récente"
    return refusal("schema", where, fr, "Install the version of the program that made these data, or a newer one")


def _not_ours(path: Path) -> UnusableError:
    return refusal(
        "backup",
        path,
        "Donnez une sauvegarde faite par ce programme\u00a0: ce fichier n’en est pas une, ou il est endommagé",
        "Give a backup made by this program: this file is not one, or it is damaged",
    )
