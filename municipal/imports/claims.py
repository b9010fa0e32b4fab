"""Whose turn it is with a file: one process works on it, another takes over when that one has gone silent."""

import datetime as dt
import secrets
from collections.abc import Callable
from typing import Any, Final, TypeVar

from msgspec import Struct
from sqlmodel import Session

from municipal.db import write
from municipal.imports.keeping import OBJECT
from municipal.imports.queries import CONFIRMED, DONE, FAILED, RUNNING, FileRow, import_file
from municipal.imports.reports import COUNTED, MOST_KEPT, Report
from municipal.imports.tables import ImportFile
from municipal.people.roles import PROVINCE
from municipal.traces.chain import SYSTEM, record
from municipal.web.format import stored
from vendors.sources.faults import Fault
from vendors.sources.table import Reject

# After how long without a step a file is anybody's again: its process was killed.
SILENCE: Final = dt.timedelta(minutes=1)

Made = TypeVar("Made")


class TakenError(Exception):
    """The file is somebody else's now: another process took over, or it was imported meanwhile."""


class Claim(Struct, frozen=True):
    """A file on which this process works, and the mark by which the row says so."""

    file: FileRow
    mark: str


def claim(identity: str) -> Claim | None:
    """Take a file that waits, or whose process has gone silent; None when there is nothing to do with it."""
    mark = secrets.token_hex(8)

    def take(session: Session) -> FileRow | None:
        row = session.get(ImportFile, identity)
        if row is None or row.raw is None or not is_free(row.state, row.choices):
            return None
        row.state = RUNNING
        row.choices = row.choices | {"mark": mark, "beat": stored(_now())}
        session.add(row)
        session.flush()
        return import_file(session, identity)

    file = write(take)
    return Claim(file, mark) if file else None


def is_free(state: str, choices: dict[str, Any]) -> bool:
    """Whether a file waits for somebody to work on it."""
    return state == CONFIRMED or (state == RUNNING and is_silent(choices))


def is_silent(choices: dict[str, Any]) -> bool:
    """Whether nobody has worked on a file for a while."""
    return str(choices.get("beat", "")) <= stored(_now() - SILENCE)


def step(held: Claim, work: Callable[[Session, ImportFile], Made]) -> Made:
    """Do a part of the work, and write down how far it is, in one transaction. Raises TakenError."""

    def act(session: Session) -> Made:
        row = session.get_one(ImportFile, held.file.id)
        if row.state != RUNNING or row.choices.get("mark") != held.mark:
            raise TakenError
        made = work(session, row)
        row.choices = row.choices | {"beat": stored(_now())}
        session.add(row)
        return made

    return write(act)


def finish(held: Claim, rejects: list[Reject]) -> None:
    """Say that all is done, and what was refused; the file itself is kept no longer."""

    def work(session: Session, row: ImportFile) -> None:
        row.state, row.raw, row.ended_at = DONE, None, stored(_now())
        row.done = row.total
        report = dict(row.report or {})
        counts: dict[str, int] = dict.fromkeys(COUNTED, 0) | report.get("counts", {}) | {"rejected": len(rejects)}
        counts["read"] = sum(counts[name] for name in ("created", "updated", "unchanged", "rejected"))
        row.report = report | Report(counts, rejects[:MOST_KEPT]).kept()
        record(session, SYSTEM, "import.done", OBJECT, row.id, body=PROVINCE, after=counts)

    step(held, work)


def fail(held: Claim, faults: list[Fault]) -> None:
    """Say why the work could not be ended; what was imported so far can be taken back, or the rest be tried again."""

    def work(_: Session, row: ImportFile) -> None:
        row.state, row.ended_at = FAILED, stored(_now())
        row.report = (row.report or {}) | {"faults": [{"fr": one.fr, "en": one.en} for one in faults]}

    step(held, work)


def add_counts(row: ImportFile, more: dict[str, int]) -> None:
    """Add what a part of the work came to."""
    report = dict(row.report or {})
    before: dict[str, int] = report.get("counts") or {}
    report["counts"] = {name: before.get(name, 0) + count for name, count in more.items()}
    row.report = report


def _now() -> dt.datetime:
    return dt.datetime.now(tz=dt.UTC)
