"""A whole import taken back: its suppliers or its notices, and what could not go because somebody changed it since."""

from collections.abc import Callable
from typing import Any

from msgspec import Struct, to_builtins
from sqlmodel import Session

from municipal.db import touch
from municipal.imports.keeping import OBJECT
from municipal.imports.queries import DONE, FAILED, NOTICES, UNDONE, import_file
from municipal.imports.tables import ImportFile
from municipal.names import the_lexicon
from municipal.people.roles import PROVINCE
from municipal.traces.chain import By, now, record
from vendors.notices.undoing import take_back_notices
from vendors.registry.changing import Cause
from vendors.registry.undoing import take_back

ACT = "undone"


class Undo(Struct, frozen=True):
    """An import to take back, as it was read, and why."""

    file: str
    version: int
    reason: str


def undo(session: Session, by: By, asked: Undo, held: Callable[[str], bool] = lambda _: False) -> bool:
    """Take an import back; False when it is not what was read any more.

    `held` tells whether something outside the registry rests on the id of a supplier.
    """
    row = session.get(ImportFile, asked.file)
    if row is None or row.version != asked.version or row.state not in (DONE, FAILED):
        return False
    moment = now()
    told: dict[str, Any]
    if row.kind == NOTICES:

        def stands(origin: str) -> bool:
            other = import_file(session, origin)
            return other is None or other.state != UNDONE

        replaced = row.choices.get("replaced", [])
        told = to_builtins(take_back_notices(session, row.id, the_lexicon(), replaced=replaced, stands=stands))
    else:
        told = to_builtins(take_back(session, row.id, Cause(ACT, moment, "", by.person, asked.reason), held))
    row.state, row.raw = UNDONE, None
    row.undone_by, row.undone_at, row.undone_reason = by.person, moment, asked.reason
    row.report = (row.report or {}) | {"undone": told}
    session.add(row)
    record(session, by, "import.undone", OBJECT, row.id, body=PROVINCE, after=told, reason=asked.reason)
    touch(session)
    return True
