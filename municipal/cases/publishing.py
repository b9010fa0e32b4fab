"""A case becomes public: on validation, or once the supplier that it names has had its ten days or has replied."""

import datetime as dt
from typing import Final

from sqlmodel import Session, col, select

from municipal.cases.case_form import case_form
from municipal.cases.own import KIND, NoticeRow, notice_of
from municipal.cases.tables import CityCase
from municipal.cases.text import CaseText, stored, written
from municipal.cases.writing import keep_version
from municipal.db import reading, write
from municipal.jobs import every
from municipal.months import months_later
from municipal.settings import Settings
from municipal.tenancy.guard import everything
from municipal.traces.chain import SYSTEM, By, now, record
from municipal.web.format import today

JOB: Final = "cases under notice"
# After midnight everywhere in the province: a day has then passed as people count it.
HOUR: Final = dt.time(5)
REASON: Final = "the cases whose supplier was told are published once they are due"


@every(HOUR, JOB)
def nightly(_settings: Settings) -> None:
    """Publish what is due; cut short and run again, nothing is published twice."""
    with everything(REASON):
        with reading() as session:
            some = any(due(session, row) for row in _under_notice(session))
        if some:
            write(publish_due, public=True)


def publish_due(session: Session) -> int:
    """Publish every case whose notice is over; how many were."""
    with everything(REASON):
        ready = [row for row in _under_notice(session) if due(session, row)]
        for row in ready:
            publish(session, SYSTEM, row, the_text(row))
    return len(ready)


def due(session: Session, row: CityCase) -> bool:
    """Whether a case under notice may be published: its days are over, or the supplier has replied."""
    return row.stage == "notice" and is_over(row.notice_until, notice_of(session, row.city, row.id))


def is_over(until: str | None, notice: NoticeRow | None) -> bool:
    """Whether the days of a notice are over, or its supplier has replied."""
    return (until or "") <= today().isoformat() or (notice is not None and notice.replied)


def publish(session: Session, by: By, row: CityCase, text: CaseText) -> None:
    """Put a case where its visibility lets it be read, in place of what stood there; it is read again in a year."""
    row.published, row.visibility = stored(text), text.visibility
    row.published_at, row.review_on = now(), months_later(today(), case_form().numbers.review_months).isoformat()
    row.stage, row.notice_until, row.returned_because, row.withdrawn_because = "published", None, "", ""
    keep_version(session, by, row)
    record(session, by, "case.published", KIND, row.id, body=row.city, version=row.version, after=row.published)


def the_text(row: CityCase) -> CaseText:
    """What a case that was validated tells. Raises ValueError for one that could not have been."""
    text, errors = written(row.draft)
    if text is None:
        raise ValueError(", ".join(errors))
    return text


def _under_notice(session: Session) -> list[CityCase]:
    return list(session.exec(select(CityCase).where(CityCase.stage == "notice").order_by(col(CityCase.id))).all())
