"""Questions about a city’s own cases, as its own people see them: a session in, Structs out."""

from collections.abc import Iterable
from typing import Any, Final

from msgspec import Struct
from sqlmodel import Session, col, func, select

from municipal.cases.tables import CityCase, SupplierNotice
from municipal.cases.text import FIELDS, CaseText, read
from municipal.traces.drafts import DraftRow, left_by
from municipal.traces.versions import history
from municipal.web.format import today

KIND: Final = "city_case"
# The name of its form among those that may be left.
FORM: Final = "case"


class OwnCase(Struct, frozen=True):
    """A case of a city: what is being written, how far it is, and what stands published."""

    city: str
    id: str
    stage: str
    draft: dict[str, Any]
    author: str
    saved_at: str
    submitted_at: str | None
    returned_because: str
    validated_by: str | None
    validated_at: str | None
    notice_until: str | None
    published: dict[str, Any] | None
    visibility: str
    published_at: str | None
    review_on: str | None
    withdrawn_because: str
    version: int

    @property
    def values(self) -> dict[str, str]:
        """What is being written, by the fields of the form."""
        return dict.fromkeys(FIELDS, "") | {name: str(value) for name, value in self.draft.items() if name in FIELDS}

    @property
    def title(self) -> str:
        """Its title as it is being written, or as it stands published."""
        return str(self.draft.get("title") or (self.published or {}).get("title") or "")

    @property
    def public(self) -> CaseText | None:
        """What stands published."""
        return read(self.published) if self.published else None

    @property
    def overdue(self) -> bool:
        """Whether it stands published and should have been read again."""
        return bool(self.published and self.review_on and self.review_on < today().isoformat())


class NoticeRow(Struct, frozen=True):
    """The notice that was given to a supplier, and its reply."""

    supplier: str
    vendor: str | None
    email: str | None
    language: str
    sent_at: str
    due_on: str
    reply: str
    replied_by: str
    replied_at: str | None

    @property
    def replied(self) -> bool:
        """Whether the supplier answered this notice, and not only an earlier one."""
        return self.replied_at is not None and self.replied_at > self.sent_at


class Left(Struct, frozen=True):
    """A case that somebody began, and that nobody else sees yet."""

    id: str
    title: str
    saved_at: str


def case_of(session: Session, city: str, identity: str) -> OwnCase | None:
    """A case of a city, or None."""
    row = session.exec(select(CityCase).where(CityCase.city == city, CityCase.id == identity)).first()
    return _own(row) if row else None


def cases_of(session: Session, city: str) -> list[OwnCase]:
    """The cases of a city, the one that was changed last first."""
    query = select(CityCase).where(CityCase.city == city).order_by(col(CityCase.saved_at).desc(), col(CityCase.id))
    return [_own(row) for row in session.exec(query)]


def waiting(session: Session, cities: Iterable[str]) -> dict[str, int]:
    """How many cases wait for a second person, by city, of those where some do."""
    query = (
        select(CityCase.city, func.count())
        .where(col(CityCase.city).in_(list(cities)), CityCase.stage == "submitted")
        .group_by(CityCase.city)
    )
    return dict(session.exec(query).all())


def answered(session: Session, city: str) -> int:
    """How many cases of a city are under notice, and have the reply of the supplier that they name."""
    notices = (notice_of(session, city, row.id) for row in cases_of(session, city) if row.stage == "notice")
    return sum(notice is not None and notice.replied for notice in notices)


def notice_of(session: Session, city: str, identity: str) -> NoticeRow | None:
    """The notice that was given for a case, or None."""
    query = select(SupplierNotice).where(SupplierNotice.city == city, SupplierNotice.case == identity)
    row = session.exec(query).first()
    return NoticeRow(**{name: getattr(row, name) for name in NoticeRow.__struct_fields__}) if row else None


def begun(session: Session, person: str, city: str) -> list[Left]:
    """What a person began of new cases of a city, and did not keep yet."""
    kept = {row.id for row in cases_of(session, city)}
    left: dict[str, DraftRow] = left_by(session, person, FORM, f"{city}/")
    found = [Left(about.partition("/")[2], row.values.get("title", ""), row.saved_at) for about, row in left.items()]
    return [one for one in found if one.id not in kept]


def writers(session: Session, city: str, identity: str) -> set[str]:
    """Who wrote or sent any of a case since it was last published: none of them may be its second person."""
    wrote: set[str] = set()
    for kept in history(session, KIND, identity, body=city):
        if kept.values.get("stage") == "published":
            break
        if kept.values.get("wrote"):
            wrote.add(kept.by)
    return wrote


def author_for(session: Session, row: OwnCase, person: str) -> str:
    """Who counts as author before a person: they themselves, when they had a part in it."""
    return person if person in writers(session, row.city, row.id) else row.author


def _own(row: CityCase) -> OwnCase:
    return OwnCase(**{name: getattr(row, name) for name in OwnCase.__struct_fields__})
