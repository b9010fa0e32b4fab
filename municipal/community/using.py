"""« Nous l’utilisons aussi » : a city says so in public, and takes it back as easily."""

from sqlalchemy import delete
from sqlmodel import Session, col, select

from municipal.community.tables import CaseUse
from municipal.db import touched
from municipal.traces.chain import Permit, now, record


def use(session: Session, permit: Permit, case: str, city: str) -> None:
    """Say that a city uses what a case tells about; said twice, it stands once."""
    by = permit("case.use")
    said = select(CaseUse.city).where(CaseUse.case == case, CaseUse.city == city)
    if session.exec(said).first() is None:
        session.add(CaseUse(case=case, city=city, person=by.person, at=now()))
        record(session, by, "case.used", "case_use", case, body=city)


def unuse(session: Session, permit: Permit, case: str, city: str) -> None:
    """Take back what a city said; what it never said leaves no trace."""
    by = permit("case.use")
    if touched(session, delete(CaseUse).where(col(CaseUse.case) == case, col(CaseUse.city) == city)):
        record(session, by, "case.unused", "case_use", case, body=city)
