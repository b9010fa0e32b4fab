"""The second person of a case: validated, returned, published once its notice is over, withdrawn."""

from collections.abc import Callable

from litestar.exceptions import NotFoundException
from sqlmodel import Session

from municipal.cases.notices import give
from municipal.cases.own import KIND, author_for, case_of
from municipal.cases.publishing import due, publish, the_text
from municipal.cases.tables import CityCase
from municipal.cases.text import read, stored
from municipal.cases.writing import Moved, Permit, keep_version, the_row
from municipal.traces.chain import By, now, record


def validate(
    session: Session, permit: Permit, city: str, identity: str, *, version: int, site: Callable[[], str]
) -> Moved | None:
    """Agree to a case as it was read: public at once, or ten days after the supplier that it names is told.

    Read again and sent unchanged, it needs no new notice. `site` tells the address that a message may hold.
    """
    row, by = _second_person(session, permit, "case.validate", city, identity, version)
    if by is None:
        return Moved(row.stage, row.version)
    text = the_text(row)
    row.validated_by, row.validated_at = by.person, now()
    record(session, by, "case.validated", KIND, identity, body=city, version=row.version, after=stored(text))
    if text.supplier and (not row.published or read(row.published) != text):
        give(session, by, row, text, base=site())
        row.stage = "notice"
        keep_version(session, by, row)
    else:
        publish(session, by, row, text)
    return None


def send_back(session: Session, permit: Permit, city: str, identity: str, *, version: int, reason: str) -> Moved | None:
    """Return a case that waits, and say why."""
    row, by = _second_person(session, permit, "case.return", city, identity, version)
    if by is None:
        return Moved(row.stage, row.version)
    row.stage, row.returned_because = "returned", reason
    keep_version(session, by, row)
    record(session, by, "case.returned", KIND, identity, body=city, version=row.version, reason=reason)
    return None


def publish_now(session: Session, permit: Permit, city: str, identity: str, *, version: int) -> Moved | None:
    """Publish a case whose notice is over, or whose supplier has replied, without waiting for the night."""
    person = permit("case.validate").person
    row = the_row(session, city, identity)
    if row.version != version or not due(session, row):
        return Moved(row.stage, row.version)
    by = permit("case.validate", author=_author(session, row, person))
    publish(session, by, row, the_text(row))
    return None


def withdraw(session: Session, permit: Permit, city: str, identity: str, *, version: int, reason: str) -> Moved | None:
    """Take a case off every public page, with a reason that its page shows; what is being written stays.

    `published_at` is then the day on which its page began to say that it was withdrawn.
    """
    permit("case.withdraw")
    row = the_row(session, city, identity)
    if row.version != version:
        return Moved(row.stage, row.version)
    by = permit("case.withdraw", phase=row.stage)
    if row.published:
        row.published_at = now()
    row.published, row.review_on, row.notice_until = None, None, None
    row.stage, row.withdrawn_because = "withdrawn", reason
    keep_version(session, by, row)
    record(session, by, "case.withdrawn", KIND, identity, body=city, version=row.version, reason=reason)
    return None


def _second_person(
    session: Session, permit: Permit, action: str, city: str, identity: str, version: int
) -> tuple[CityCase, By | None]:
    """The case that waits, and who acts on it; nobody when it is no longer the one that was read."""
    person = permit(action).person
    row = the_row(session, city, identity)
    if row.version != version:
        return row, None
    return row, permit(action, phase=row.stage, author=_author(session, row, person))


def _author(session: Session, row: CityCase, person: str) -> str:
    own = case_of(session, row.city, row.id)
    if own is None:
        raise NotFoundException
    return author_for(session, own, person)
