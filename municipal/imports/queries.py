"""Questions about the files that were brought: a session in, Structs out."""

from base64 import b64decode
from typing import Any, Final

import msgspec
from msgspec import Struct, field
from sqlalchemy import Row, select
from sqlmodel import Session, col

from municipal.imports.tables import ImportFile

STAGED: Final = "staged"
CONFIRMED: Final = "confirmed"
RUNNING: Final = "running"
DONE: Final = "done"
FAILED: Final = "failed"
DROPPED: Final = "dropped"
UNDONE: Final = "undone"
WORKING: Final = (CONFIRMED, RUNNING)
VENDORS: Final = "vendors"
NOTICES: Final = "seao"
# How many of the latest are listed.
_LATEST: Final = 100
_BLANK: Final = ("choices", "report")


class FileRow(Struct, frozen=True):
    """A file that was brought, without its content; `has_raw`: that is still kept."""

    id: str
    kind: str
    name: str
    encoding: str
    source_title: str
    source_url: str
    language: str
    state: str
    done: int
    total: int
    person: str
    brought_at: str
    confirmed_at: str | None
    ended_at: str | None
    undone_by: str | None
    undone_at: str | None
    undone_reason: str
    version: int
    has_raw: bool
    choices: dict[str, Any] = field(default_factory=dict[str, Any])
    report: dict[str, Any] = field(default_factory=dict[str, Any])

    @property
    def mapping(self) -> dict[str, str] | None:
        """Which header is which field, where a person chose it."""
        return self.choices.get("mapping")

    @property
    def counts(self) -> dict[str, int]:
        """How many rows became what; blank before there is a report."""
        return self.report.get("counts", {})


# As the columns of `FileRow`, but for those that are made of others.
_NAMES: Final = tuple(name for name in FileRow.__struct_fields__ if name != "has_raw")
_COLUMNS: Final[tuple[Any, ...]] = (
    *(getattr(ImportFile, name) for name in _NAMES),
    col(ImportFile.raw).is_not(None).label("has_raw"),
)


def imports(session: Session) -> list[FileRow]:
    """The latest files that were brought, the newest first; without those that were dropped."""
    query = select(*_COLUMNS).where(col(ImportFile.state) != DROPPED)
    order = col(ImportFile.brought_at).desc(), col(ImportFile.id)
    return [_row(one) for one in session.execute(query.order_by(*order).limit(_LATEST))]


def import_file(session: Session, identity: str) -> FileRow | None:
    """One file, by its id."""
    found = session.execute(select(*_COLUMNS).where(col(ImportFile.id) == identity)).first()
    return _row(found) if found else None


def raw_of(session: Session, identity: str) -> bytes | None:
    """The content of a file, while it is kept."""
    found = session.execute(select(col(ImportFile.raw)).where(col(ImportFile.id) == identity)).scalar()
    return b64decode(found) if found else None


def waiting(session: Session) -> list[FileRow]:
    """The files that are to be imported, in the order in which that was asked."""
    query = select(*_COLUMNS).where(col(ImportFile.state).in_(WORKING))
    return [_row(one) for one in session.execute(query.order_by(col(ImportFile.confirmed_at), col(ImportFile.id)))]


def _row(found: Row[Any]) -> FileRow:
    pairs = zip((*_NAMES, "has_raw"), found, strict=True)
    values = {name: value for name, value in pairs if value is not None or name not in _BLANK}
    return msgspec.convert(values, FileRow)
