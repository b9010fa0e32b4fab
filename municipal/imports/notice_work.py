"""A file of notices: tried without keeping anything, then imported a batch at a time."""

from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

import msgspec
from sqlmodel import Session

from municipal.db import touch, writing
from municipal.imports.claims import Claim, add_counts, finish, step
from municipal.imports.reports import Report, said_of
from municipal.imports.tables import ImportFile
from municipal.jobs import leaving
from municipal.names import the_lexicon
from vendors.notices.imports import batches, import_notices
from vendors.notices.keeping import Counts, Keeper
from vendors.notices.reading import Reading
from vendors.notices.supplier import keys
from vendors.sources.table import Reject

_FILE: Final = "avis.json"


def tried(raw: bytes, *, encoding: str, language: str) -> Report:
    """What a file of notices would do; nothing of it is kept. Raises UnusableError."""
    with TemporaryDirectory(prefix="repere-") as folder:
        path = Path(folder, _FILE)
        path.write_bytes(raw)
        with writing() as session:
            done = import_notices(session, path, the_lexicon(), encoding=encoding or None, language=language)
            session.rollback()
    return said_of(done)


def import_releases(held: Claim, raw: bytes) -> None:
    """Import the releases that are not in yet, each batch in a transaction of its own. Raises UnusableError."""
    rejects: list[Reject] = []
    file, seen = held.file, 0
    with TemporaryDirectory(prefix="repere-") as folder:
        path = Path(folder, _FILE)
        path.write_bytes(raw)
        key_of = keys(the_lexicon())
        for batch in batches(path, file.encoding or None, key_of, rejects, file.language):
            seen += len(batch)
            if seen <= file.done:
                continue
            if leaving():
                return
            step(held, lambda session, row, batch=batch, seen=seen: _keep(session, row, batch, seen))
    finish(held, rejects)


def _keep(session: Session, row: ImportFile, batch: list[Reading], seen: int) -> None:
    keeper, counts = Keeper(session.connection(), row.id), Counts()
    keeper.keep(batch, counts)
    if keeper.replaced:
        before = row.choices.get("replaced", [])
        row.choices = row.choices | {"replaced": [*before, *(list(one) for one in keeper.replaced)]}
    add_counts(row, msgspec.structs.asdict(counts))
    row.done = seen
    if counts.created or counts.updated:
        touch(session)
