"""A city’s case while it is written: kept, sent to a second person; two people’s edits joined."""

from typing import Any, Final

from litestar.exceptions import NotFoundException
from msgspec import Struct
from sqlmodel import Session, select

from municipal.cases.own import FORM, KIND
from municipal.cases.tables import CityCase
from municipal.cases.text import FIELDS
from municipal.tenancy.guard import everything
from municipal.traces.chain import By, Permit, now, record
from municipal.traces.drafts import drop_draft
from municipal.traces.versions import at_version, keep
from municipal.web.merge import Part, merge

# What no trace keeps: the address of a person at a supplier’s, which its notice holds for a time.
UNTRACED: Final = ("supplier_email",)


class Moved(Struct, frozen=True):
    """Somebody changed the case since the form was made: both sides, and the version that now stands."""

    stage: str
    version: int
    parts: tuple[Part, ...] = ()


def save(
    session: Session, permit: Permit, city: str, identity: str, values: dict[str, str], *, version: int, submit: bool
) -> Moved | None:
    """Keep a case, and send it to a second person when asked; Moved when somebody else changed it meanwhile."""
    permit("case.write")
    row = row_of(session, city, identity)
    stage, stored = (row.stage, row.version) if row else ("draft", 0)
    theirs = dict.fromkeys(FIELDS, "") | (row.draft if row else {})
    if stored != version:
        base = at_version(session, KIND, identity, body=city, version=version)
        began = dict.fromkeys(FIELDS, "") | {"supplier_email": values["supplier_email"]} | (base.values if base else {})
        return Moved(stage, stored, merge(began, theirs, values))
    by = permit("case.submit" if submit else "case.write", phase=stage)
    changed = values != theirs
    if changed or submit:
        row = row or _new(session, city, identity, by)
        if changed:
            row.draft, row.author, row.saved_at = values, by.person, now()
        row.stage = "submitted" if submit else "draft"
        if submit:
            row.submitted_at, row.returned_because = now(), ""
        keep_version(session, by, row, wrote=True)
        after = traced(values)
        if changed:
            record(session, by, "case.saved", KIND, identity, body=city, version=row.version, after=after)
        if submit:
            record(session, by, "case.submitted", KIND, identity, body=city, version=row.version, after=after)
    drop_draft(session, by.person, FORM, f"{city}/{identity}")
    return None


def keep_version(session: Session, by: By, row: CityCase, *, wrote: bool = False) -> None:
    """Store a case as it now stands, and its version."""
    session.add(row)
    session.flush()
    values = traced(row.draft) | {"stage": row.stage, "wrote": wrote}
    keep(session, by, KIND, row.id, body=row.city, version=row.version, values=values)


def traced(values: dict[str, Any]) -> dict[str, Any]:
    """What a trace may keep of what was written."""
    return {name: value for name, value in values.items() if name not in UNTRACED}


def row_of(session: Session, city: str, identity: str) -> CityCase | None:
    """The row of a case, to change it."""
    return session.exec(select(CityCase).where(CityCase.city == city, CityCase.id == identity)).first()


def the_row(session: Session, city: str, identity: str) -> CityCase:
    """The row of a case that must be there. Raises NotFoundException."""
    row = row_of(session, city, identity)
    if row is None:
        raise NotFoundException
    return row


def _new(session: Session, city: str, identity: str, by: By) -> CityCase:
    """A new case; an id is one city’s alone."""
    with everything("an id of a case is taken once"):
        if session.exec(select(CityCase.id).where(CityCase.id == identity)).first():
            raise NotFoundException
    return CityCase(city=city, id=identity, author=by.person, draft={}, saved_at=now())
