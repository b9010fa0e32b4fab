"""What the curation does with a fact past its date: read again, corrected, or no longer true (the last two by two)."""

import datetime as dt
from collections.abc import Callable
from typing import Final, TypeVar

from litestar.exceptions import NotFoundException
from sqlmodel import Session, select

from municipal.curation.acting import CONFLICT, Again, Made, acting
from municipal.curation.edits import propose
from municipal.curation.fact_forms import CorrectForm, GoneForm, ReadForm
from municipal.curation.field_acts import is_site
from municipal.curation.old_facts import READ
from municipal.curation.vendor_writing import cause_of, written
from municipal.curation.wrong import errors_of
from municipal.db import reading
from municipal.traces.chain import Permit, digest
from municipal.web.addresses import address
from municipal.web.form import FieldError, only, parse, said
from municipal.web.format import today
from municipal.web.language import translator
from municipal.web.page import Asked, language
from municipal.web.threads import sent
from vendors.registry.changing import alter, content
from vendors.registry.tables import Fact, Solution

Form = TypeVar("Form", ReadForm, CorrectForm, GoneForm)
_DAY: Final = 10
_MONTH: Final = 7


def stamp(fact: Fact) -> str:
    """What tells whether a fact still says what somebody read."""
    return digest(content(fact))


def owner(session: Session, fact: str) -> str:
    """The supplier of whose solution a fact speaks. Raises NotFoundException."""
    query = select(Solution.vendor).join(Fact, Fact.solution == Solution.id).where(Fact.id == fact)  # type: ignore[arg-type]
    found = session.exec(query).first()
    if found is None:
        raise NotFoundException
    return found


def read_again(request: Asked) -> Made:
    """Say that a fact was read today and is still exact."""
    spoken = language(request)
    _ = translator(spoken)
    told = _("Relu à sa source, toujours exact.")

    def work(session: Session, allowed: Permit, vendor: str, row: Fact, form: ReadForm) -> Made:
        by, before = allowed("registry.propose"), {"read_on": row.read_on}
        values = {"read_on": today().isoformat()}
        alter(session, "fact", vendor, row.id, values, cause_of(allowed, "", told, act=READ))
        written(session, by, vendor, {"fact": form.fact} | values, told, before=before)
        return address("curation_facts", spoken, received="read")

    return _about(request, ReadForm, "read", work)


def correct(request: Asked) -> Made:
    """Propose what a fact says today; a second person accepts it."""
    spoken = language(request)

    def work(session: Session, allowed: Permit, vendor: str, row: Fact, form: CorrectForm) -> Made:
        values = {"text_fr": form.text_fr, "text_en": form.text_en, "source_title": form.source_title}
        values |= {"source_url": form.source_url or None, "source_date": form.source_date or None}
        values |= {"read_on": today().isoformat()}
        source = form.source_url or form.source_title
        propose(
            session, allowed, vendor=vendor, kind="fact", key=row.id, values=values, source=source, reason=form.reason
        )
        return address("curation_facts", spoken, received="proposed")

    return _about(request, CorrectForm, "correct", work)


def gone(request: Asked) -> Made:
    """Propose that a fact goes; a second person accepts it."""
    spoken = language(request)

    def work(session: Session, allowed: Permit, vendor: str, row: Fact, form: GoneForm) -> Made:
        propose(
            session, allowed, vendor=vendor, kind="fact", key=row.id, values={}, source=form.source, reason=form.reason
        )
        return address("curation_facts", spoken, received="proposed")

    return _about(request, GoneForm, "gone", work)


def _about(
    request: Asked, kind: type[Form], name: str, work: Callable[[Session, Permit, str, Fact, Form], Made]
) -> Made:
    """Read a form about a fact, and do something about the fact as it stood when it was read."""
    raw, spoken = only(sent(request), kind), language(request)
    form, wrong = parse(kind, raw)
    with reading() as session:
        vendor = owner(session, said(raw, "fact"))
    if form is None:
        return Again(name, raw, errors_of(wrong, spoken))
    if errors := _mistakes(form, spoken):
        return Again(name, raw, errors)

    def act(session: Session, allowed: Permit) -> Made:
        row = session.get(Fact, form.fact)
        if row is None or stamp(row) != form.stands:
            return Again(name, raw, received="changed", status=CONFLICT)
        return work(session, allowed, vendor, row, form)

    return acting(request, "registry.propose", [vendor], name, act)


def _mistakes(form: ReadForm | CorrectForm | GoneForm, spoken: str) -> list[FieldError]:
    if not isinstance(form, CorrectForm):
        return []
    wrong: list[str] = []
    if form.source_url and not is_site(form.source_url):
        wrong.append("source_url")
    if form.source_date and not _is_past(form.source_date):
        wrong.append("source_date")
    return errors_of(wrong, spoken)


def _is_past(text: str) -> bool:
    """Whether a day, a month or a year exists and has begun."""
    full = text if len(text) == _DAY else f"{text}-01" if len(text) == _MONTH else f"{text}-01-01"
    try:
        return dt.date.fromisoformat(full) <= today()
    except ValueError:
        return False


# By what each of the page’s forms says of itself: the action that it asks about, and what it does.
ACTS: Final[dict[str, tuple[str, Callable[[Asked], Made]]]] = {
    "read": ("registry.propose", read_again),
    "correct": ("registry.propose", correct),
    "gone": ("registry.propose", gone),
}
