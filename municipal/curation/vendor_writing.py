"""What the acts of the curation on a supplier share: its own row, the cause of a change, its trace, the way back."""

import secrets
from typing import Final

from litestar.exceptions import NotFoundException
from sqlmodel import Session

from municipal.db import touch
from municipal.people.roles import PROVINCE
from municipal.traces.chain import By, Permit, now, record
from municipal.web.addresses import address
from vendors.registry.changing import Cause
from vendors.registry.tables import Vendor

# The act of a change that one person of the curation made.
ACT: Final = "curation"


def own_row(session: Session, vendor: str) -> Vendor:
    """The row of a supplier that is shown under its own id: those joined with another are left as they are."""
    row = session.get(Vendor, vendor)
    if row is None or row.merged_into:
        raise NotFoundException
    return row


def cause_of(allowed: Permit, source: str, reason: str, *, act: str = ACT) -> Cause:
    """A change of its own, with why and where it was read."""
    by = allowed("registry.propose")
    return Cause(act, now(), f"{act}:{secrets.token_hex(8)}", by.person, f"{reason} ({source})" if source else reason)


def written(session: Session, by: By, vendor: str, after: object, reason: str, *, before: object = None) -> None:
    """The trace of what one person changed at once."""
    record(session, by, "registry.decided", "vendor", vendor, body=PROVINCE, before=before, after=after, reason=reason)
    touch(session)


def back(vendor: str, spoken: str, received: str, **more: str) -> str:
    """Where a form about a supplier leads."""
    return address("curation_vendor", spoken, id=vendor, received=received, **more)
