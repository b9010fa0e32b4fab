"""A list of suppliers: what it would change, then its rows imported some hundreds at a time."""

from collections import Counter
from functools import partial
from typing import Final

import msgspec
from sqlmodel import Session, select

from municipal.db import Revision, reading, touch
from municipal.imports.claims import Claim, add_counts, finish, step
from municipal.imports.queries import FileRow
from municipal.imports.tables import ImportFile
from municipal.jobs import leaving
from municipal.names import the_labels, the_lexicon
from municipal.needs import the_taxonomy
from municipal.traces.chain import now
from vendors.lists.applying import apply
from vendors.lists.columns import Columns
from vendors.lists.plan import Plan
from vendors.lists.planning import plan
from vendors.lists.reading import columns_of, read_list
from vendors.registry.changing import Cause
from vendors.sources.faults import UnusableError
from vendors.sources.table import fault

ROWS: Final = 200
# More than any list has; the header of a page asks about each.
MOST_COLUMNS: Final = 400
ACT: Final = "imported"


class _MovedError(Exception):
    """The registry changed since the plan was made: it is made anew."""


def columns(raw: bytes, name: str, encoding: str) -> Columns:
    """The columns of a list. Raises UnusableError, for a text with commas that is no table too."""
    found = columns_of(raw, name, the_labels(), encoding=encoding or None)
    if len(found.headers) > MOST_COLUMNS:
        fr, en = (
            f"Choisissez un tableau de {MOST_COLUMNS} colonnes au plus",
            f"Choose a table of {MOST_COLUMNS} columns at most",
        )
        raise UnusableError([fault("format", name, fr, en)])
    return found


def planned(session: Session, file: FileRow, raw: bytes, language: str) -> Plan:
    """What a list would do now, and what is refused of it. Raises UnusableError."""
    listed = read_list(
        raw, file.name, the_labels(), encoding=file.encoding or None, language=language, mapping=file.mapping
    )
    return plan(session, listed, the_lexicon(), the_taxonomy(), language=language)


def import_list(held: Claim, raw: bytes) -> None:
    """Import the rows that are not in yet; when the registry moves meanwhile, the rest is planned anew.

    Raises UnusableError.
    """
    done = held.file.done
    while True:
        with reading() as session:
            number = _number(session)
            made = planned(session, held.file, raw, held.file.language)
        try:
            while done < len(made.rows) and not leaving():
                part = msgspec.structs.replace(made, rows=made.rows[done : done + ROWS])
                number = step(held, partial(_keep, part=part, total=len(made.rows), number=number))
                done += len(part.rows)
        except _MovedError:
            continue
        if done >= len(made.rows):
            finish(held, made.counts.rejects)
        return


def _keep(session: Session, row: ImportFile, *, part: Plan, total: int, number: int) -> int:
    """Apply some rows of a plan; what comes back is the number of the registry afterwards."""
    if _number(session) != number:
        raise _MovedError
    apply(session, part, Cause(ACT, now(), row.id, row.person))
    counts = Counter[str](one.outcome for one in part.rows)
    counts["to_review"] = sum(bool(one.doubts) and one.outcome != "unchanged" for one in part.rows)
    add_counts(row, {name: counts[name] for name in ("created", "updated", "unchanged", "to_review")})
    row.done, row.total = row.done + len(part.rows), total
    if counts["created"] or counts["updated"]:
        touch(session)
        return number + 1
    return number


def _number(session: Session) -> int:
    return session.exec(select(Revision.number)).one()
