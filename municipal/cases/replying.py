"""What a supplier answers to a case that names it, by the address of its notice; changed until the case is public."""

from msgspec import Struct
from sqlmodel import Session, select

from municipal.cases.notices import digest
from municipal.cases.own import KIND, NoticeRow, OwnCase, case_of, notice_of
from municipal.cases.publishing import the_text
from municipal.cases.tables import SupplierNotice
from municipal.cases.text import CaseText
from municipal.cases.writing import the_row
from municipal.traces.chain import By, now, record


class Noticed(Struct, frozen=True):
    """A case as its supplier may read it, and whether it may still answer."""

    case: OwnCase
    notice: NoticeRow
    text: CaseText | None
    open: bool


def noticed(session: Session, code: str) -> Noticed | None:
    """The case that a code leads to; without `text` once it was withdrawn, or is written again."""
    row = session.exec(select(SupplierNotice).where(SupplierNotice.code == digest(code))).first()
    case = case_of(session, row.city, row.case) if row else None
    notice = notice_of(session, row.city, row.case) if row else None
    if case is None or notice is None:
        return None
    waits = case.stage == "notice"
    text = the_text(the_row(session, case.city, case.id)) if waits else case.public
    return Noticed(case, notice, text, waits or (text is not None and not notice.replied))


def reply(session: Session, by: By, code: str, *, text: str, said_by: str) -> bool:
    """Keep the answer, in place of an earlier one; false when it may no longer be given."""
    found = noticed(session, code)
    if found is None or not found.open:
        return False
    row = session.exec(select(SupplierNotice).where(SupplierNotice.code == digest(code))).one()
    row.reply, row.replied_by, row.replied_at = text, said_by, now()
    session.add(row)
    session.flush()
    record(session, by, "case.replied", KIND, row.case, body=row.city, version=row.version)
    return True
