"""A file on its way, from the day it is brought to the day it is taken back: each step is one entry of the traces."""

import secrets
from base64 import b64encode
from hashlib import sha256
from typing import Any

from msgspec import Struct
from sqlmodel import Session

from municipal.imports.queries import DONE, STAGED
from municipal.imports.tables import ImportFile
from municipal.people.roles import PROVINCE
from municipal.traces.chain import By, now, record

OBJECT = "import_file"


class Brought(Struct, frozen=True):
    """A file as it comes in, with what was said of it."""

    kind: str
    name: str
    raw: bytes
    encoding: str = ""
    source_title: str = ""
    source_url: str = ""
    language: str = "fr"


def new_id() -> str:
    """The id of an import: the origin of all that it brings."""
    return secrets.token_hex(8)


def stage(session: Session, by: By, file: Brought, report: dict[str, Any] | None) -> str:
    """Keep a file that nothing was read from yet; what comes back is its id."""
    row = ImportFile(
        id=new_id(),
        kind=file.kind,
        name=file.name,
        digest=sha256(file.raw).hexdigest(),
        encoding=file.encoding,
        source_title=file.source_title,
        source_url=file.source_url,
        language=file.language,
        raw=b64encode(file.raw).decode(),
        choices={},
        report=report,
        state=STAGED,
        person=by.person,
        brought_at=now(),
    )
    session.add(row)
    record(session, by, "import.staged", OBJECT, row.id, body=PROVINCE, after=[row.kind, row.digest])
    return row.id


class Imported(Struct, frozen=True):
    """What a command has imported: the origin that its rows bear (from `new_id`), and the releases it replaced."""

    id: str
    kind: str
    name: str
    digest: str
    report: dict[str, Any]
    replaced: list[tuple[str, ...]] = []


def keep_done(session: Session, by: By, done: Imported) -> None:
    """Keep an import that a command has made, so that the page can take it back."""
    moment = now()
    row = ImportFile(
        id=done.id,
        kind=done.kind,
        name=done.name,
        digest=done.digest,
        choices={"replaced": [list(one) for one in done.replaced]} if done.replaced else {},
        report=done.report,
        state=DONE,
        person=by.person,
        brought_at=moment,
        confirmed_at=moment,
        ended_at=moment,
    )
    session.add(row)
    record(session, by, "import.done", OBJECT, row.id, body=PROVINCE, after=done.report.get("counts"))
