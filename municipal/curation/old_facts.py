"""Facts past their date: read too long ago, or from a source that is old and that nobody read again since."""

import datetime as dt
from typing import Final

from msgspec import Struct
from sqlalchemy import select
from sqlmodel import Session, col

from municipal.web.format import is_old
from vendors.registry.tables import Fact, Solution, Vendor, VendorChange

# The act of a change that says « I read it again, and it is still so ».
READ: Final = "read"


class OldFact(Struct, frozen=True):
    """A fact to read again, with the solution and the supplier of which it speaks."""

    id: str
    solution: str
    solution_name: str
    vendor: str
    vendor_name: str
    field: str
    text_fr: str
    text_en: str
    source_title: str
    source_url: str | None
    source_date: str | None
    read_on: str

    def text(self, language: str) -> str:
        """What it says, in the reader’s language."""
        return self.text_en if language == "en" else self.text_fr

    @property
    def since(self) -> str:
        """The older of the two days that make it old, as they are written."""
        return min(self.read_on, self.source_date or self.read_on)


def old_facts(session: Session, day: dt.date) -> list[OldFact]:
    """The facts past their date on a day, the oldest first.

    One was read more than 24 months ago, or its source is older than that: the limit that pages tell. Reading an old
    source again is enough until that reading is old too.
    """
    again = _read_again(session)
    query = (
        select(
            *(col(Fact.id), col(Fact.solution), col(Solution.name), col(Vendor.id), col(Vendor.name), col(Fact.field)),
            *(col(Fact.text_fr), col(Fact.text_en), col(Fact.source_title), col(Fact.source_url)),
            *(col(Fact.source_date), col(Fact.read_on)),
        )
        .join(Solution, col(Solution.id) == Fact.solution)
        .join(Vendor, col(Vendor.id) == Solution.vendor)
        .where(col(Vendor.status) != "dereferenced")
    )
    found = [
        OldFact(*row)
        for row in session.execute(query)
        if is_old(row.read_on, on=day)
        or (is_old(row.source_date, on=day) and row.id not in again and row.read_on != day.isoformat())
    ]
    return sorted(found, key=lambda one: (one.since, one.id))


def _read_again(session: Session) -> set[str]:
    """The facts that a person of the curation read again."""
    query = select(col(VendorChange.key)).where(
        col(VendorChange.kind) == "fact", col(VendorChange.act) == READ, col(VendorChange.taken_back).is_(False)
    )
    return set(session.scalars(query))
