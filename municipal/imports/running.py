"""Files imported beside the site: what was confirmed is worked off, a part at a time, and taken up where it stopped."""

import datetime as dt
import logging
from typing import Final

from sqlalchemy.exc import OperationalError

from municipal.db import reading
from municipal.imports.claims import Claim, TakenError, claim, fail
from municipal.imports.list_work import import_list
from municipal.imports.notice_work import import_releases
from municipal.imports.queries import NOTICES, raw_of, waiting
from municipal.jobs import every, leaving
from municipal.settings import Settings
from vendors.sources.faults import Fault, UnusableError

LOG: Final = logging.getLogger("municipal.imports")
JOB: Final = "imports"
_BROKEN: Final = Fault(
    "broken",
    "file",
    "Réessayez, ou prévenez la personne qui administre le service\u00a0: l’importation s’est arrêtée.",
    "Try again, or tell the person who administers the service: the import has stopped.",
)


@every(dt.timedelta(minutes=1), JOB)
def run(settings: Settings) -> None:  # noqa: ARG001 - as every job is called
    """Import what was confirmed, one file after the other."""
    with reading() as session:
        names = [one.id for one in waiting(session)]
    for identity in names:
        if leaving():
            return
        work_off(identity)


def work_off(identity: str) -> None:
    """Import one file, unless another process does."""
    held = claim(identity)
    if held is None:
        return
    try:
        _import(held)
    except TakenError:
        LOG.info("import %s is another process’s", identity)


def _import(held: Claim) -> None:
    with reading() as session:
        raw = raw_of(session, held.file.id) or b""
    try:
        if held.file.kind == NOTICES:
            import_releases(held, raw)
        else:
            import_list(held, raw)
    except UnusableError as error:
        fail(held, error.faults)
    except (TakenError, OperationalError):
        # A database that is busy or gone is no fault of the file: the next turn goes on.
        raise
    except Exception:
        LOG.exception("import %s", held.file.id)
        fail(held, [_BROKEN])
