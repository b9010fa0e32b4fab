"""What is left of a project that was removed: it can be taken back for a while, then every word of it goes."""

import datetime as dt
from collections.abc import Iterable
from typing import Any, Final

from sqlalchemy import Table, delete, or_, select, update
from sqlmodel import Session, SQLModel

from municipal.projects.own import FORM
from municipal.tenancy.guard import everything
from municipal.web.format import stored

# How long a removed project can be taken back, in days.
DAYS: Final = 30
REASON: Final = "projects that were removed long enough ago"
# What was made public stays public: a city takes a release back with another one, before it removes the project.
_PUBLIC: Final = ("contracting_release",)


def recoverable_since(now: dt.datetime) -> str:
    """The moment since which what was removed can still be taken back."""
    return stored(now - dt.timedelta(days=DAYS))


def erase_removed(session: Session, now: dt.datetime) -> int:
    """Erase the projects that can no longer be taken back, with all that hangs on them; how many comes back.

    Steps, versions, log, shares, drafts of everybody, committee, sheets and prices go. One that was published keeps
    its row, with its texts blanked, for the releases that stand on it. The chain of traces keeps its digests.
    """
    with everything(REASON):
        whole = _table("project")
        old = select(whole.c.id).where(whole.c.removed_at < recoverable_since(now), whole.c.title != "")
        gone = [str(one) for one in session.execute(old).scalars()]
        for project in gone:
            _erase(session, project)
        session.expire_all()
    return len(gone)


def _erase(session: Session, project: str) -> None:
    for table in _hanging():
        session.execute(delete(table).where(table.c.project == project))
    # What is kept of an object bears the project’s id first: of its steps, of what its committee agreed.
    version, draft, whole = _table("version"), _table("draft"), _table("project")
    session.execute(delete(version).where(_about(version.c.object, project)))
    session.execute(delete(draft).where(draft.c.form == FORM, draft.c.object.contains(f"/{project}/")))
    # The chain keeps the digest of a reason, never its words.
    audit, reason = _table("audit"), _table("audit_reason")
    entries = select(audit.c.seq).where(_about(audit.c.object_id, project))
    session.execute(update(reason).where(reason.c.seq.in_(entries)).values(text=""))
    if any(_has(session, _table(name), project) for name in _PUBLIC):
        session.execute(update(whole).where(whole.c.id == project).values(title="", words="", opened_by=""))
    else:
        session.execute(delete(whole).where(whole.c.id == project))


def _hanging() -> Iterable[Table]:
    """The tables whose rows belong to one project, those that others point to last."""
    for table in reversed(SQLModel.metadata.sorted_tables):
        points = {key.column.table.name for column in table.columns for key in column.foreign_keys}
        if "project" in points and table.name not in _PUBLIC:
            yield table


def _table(name: str) -> Table:
    return SQLModel.metadata.tables[name]


def _about(column: Any, project: str) -> Any:  # noqa: ANN401 - a column
    return or_(column == project, column.startswith(f"{project}/"))


def _has(session: Session, table: Table, project: str) -> bool:
    return session.execute(select(table.c.id).where(table.c.project == project).limit(1)).first() is not None
