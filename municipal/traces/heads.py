"""The head of the chain of traces, day by day, in files of its own and in the mail of who administers the service.

Whoever could rewrite the whole database would still have to rewrite these, and the messages that left already.
"""

import datetime as dt
import os
from pathlib import Path
from typing import Final

import msgspec
from msgspec import Struct
from sqlmodel import Session, col, select

from municipal.db import write
from municipal.disk import keep_name
from municipal.jobs import every
from municipal.mail.outbox import post
from municipal.people.queries import holders
from municipal.people.roles import PROVINCE
from municipal.settings import Settings
from municipal.traces.chain import GENESIS, By, record
from municipal.traces.tables import Audit
from municipal.web.format import date, today
from municipal.web.language import translator
from vendors.sources.faults import Fault, UnusableError

JOB: Final = "audit head"
HOUR: Final = dt.time(4)
FOLDER: Final = "heads"
TOLD: Final = "instance_administrator"


class Head(Struct, frozen=True):
    """The last entry of the chain on a day: its number and its digest."""

    day: str
    seq: int
    hash: str


def folder_of(settings: Settings) -> Path:
    """Where the heads of this world are kept: both worlds may share a folder of data."""
    return settings.data / (f"demo-{FOLDER}" if settings.demo else FOLDER)


def export_head(session: Session, folder: Path, day: dt.date) -> Head:
    """Keep the chain's head of a day in a file; one that is there already stays as it is, and comes back."""
    return keep(head_of(session, day), folder)


def head_of(session: Session, day: dt.date) -> Head:
    """The last entry of the chain; before the first, number 0."""
    last = session.exec(select(Audit.seq, Audit.hash).order_by(col(Audit.seq).desc()).limit(1)).first()
    return Head(day.isoformat(), *(last or (0, GENESIS)))


def keep(head: Head, folder: Path) -> Head:
    """Write a head into the file of its day, whole or not at all; what comes back is what the file holds."""
    path = file_of(folder, head.day)
    if path.exists():
        return _read(path)
    folder.mkdir(parents=True, exist_ok=True)
    draft = path.with_suffix(f".{os.getpid()}.part")
    with draft.open("wb") as file:
        file.write(msgspec.json.encode(head) + b"\n")
        file.flush()
        os.fsync(file.fileno())
    draft.replace(path)
    keep_name(path)
    return head


def file_of(folder: Path, day: str) -> Path:
    """Where the head of a day is kept."""
    return folder / f"{day}.json"


def read_heads(folder: Path) -> dict[int, str]:
    """The digests that were kept, by entry number, for `verify`; where two days differ, the earlier one counts.

    Raises UnusableError when a file no longer holds a head.
    """
    found: dict[int, str] = {}
    for path in sorted(folder.glob("*.json")):
        head = _read(path)
        if head.seq:
            found.setdefault(head.seq, head.hash)
    return found


def resume(session: Session, settings: Settings) -> None:
    """After a restore: heads of entries that are no longer there are set aside, and the chain tells of the restore."""
    last = head_of(session, today())
    for path in sorted(folder_of(settings).glob("*.json")):
        if _read(path).seq > last.seq:
            path.rename(path.with_suffix(f".before-{last.seq}"))
    record(session, By("operator"), "database.restored", "database", last.day, after=last.seq)


def tell(session: Session, head: Head) -> int:
    """Send a head to who administers the service; the answer is the number of messages."""
    sent = 0
    for person in holders(session, TOLD, PROVINCE):
        if person.email and person.notices:
            _ = translator(person.language)
            subject = _("Empreinte du journal de Repère, {day}").format(day=date(head.day, person.language))
            text = _(
                "Bonjour,\n\nGardez ce message. Il permet de prouver plus tard que le journal n’a pas été réécrit.\n\n"
                "Jour\u00a0: {day}\nNuméro de la dernière entrée\u00a0: {seq}\nEmpreinte\u00a0: {hash}\n\n"
                "La commande «\u00a0municipal audit verify\u00a0» compare le journal avec les empreintes gardées."
            ).format(day=head.day, seq=head.seq, hash=head.hash)
            post(session, to=person.email, subject=subject, text=text, language=person.language, kind="head")
            sent += 1
    return sent


@every(HOUR, JOB)
def nightly(settings: Settings) -> None:
    """Send the head of the day and keep it, once a day; cut short in between, it is sent once more."""
    folder, day = folder_of(settings), today()
    if file_of(folder, day.isoformat()).exists():
        return

    def work(session: Session) -> Head:
        head = head_of(session, day)
        tell(session, head)
        return head

    keep(write(work), folder)


def _read(path: Path) -> Head:
    try:
        return msgspec.json.decode(path.read_bytes(), type=Head)
    except (OSError, msgspec.MsgspecError) as error:
        fr = f"Remettez en place votre copie de {path}\u00a0: ce fichier ne contient plus d’empreinte."
        en = f"Put your copy of {path} back: this file no longer holds a head."
        raise UnusableError([Fault("head", str(path), fr, en)]) from error
