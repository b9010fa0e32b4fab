"""What the sheet of a city’s case shows: the form, what waits for a second person, or what stands published."""

from typing import Any, Final

from litestar import Response
from litestar.exceptions import NotFoundException
from msgspec import Struct
from sqlmodel import Session

from municipal.cases.cards import Card, card
from municipal.cases.case_acts import Again
from municipal.cases.case_form import case_form
from municipal.cases.city_row import Published, city_row
from municipal.cases.effect import derived
from municipal.cases.form_choices import field_names, offered
from municipal.cases.forms import OwnCaseQuery
from municipal.cases.own import FORM, KIND, OwnCase, author_for, case_of, notice_of
from municipal.cases.pages import around
from municipal.cases.publishing import is_over
from municipal.cases.queries import akin, library
from municipal.cases.rows import Reply
from municipal.cases.shelf import shelf
from municipal.cases.text import FIELDS, CaseText, written
from municipal.cities.desk import CITY, Desk, called, desk
from municipal.db import reading
from municipal.months import months_later
from municipal.people.delegations import of_city
from municipal.people.queries import holders
from municipal.shared_needs.queries import needs
from municipal.traces.drafts import DraftRow, draft
from municipal.traces.once import new_token
from municipal.traces.versions import at_version, history
from municipal.web.format import today
from municipal.web.language import translator
from municipal.web.marking import mark
from municipal.web.page import Asked, language, page, settings

STAGES: Final = {
    "draft": mark("en préparation"),
    "submitted": mark("attend une validation"),
    "returned": mark("à reprendre"),
    "notice": mark("préavis donné au fournisseur"),
    "published": mark("publié"),
    "withdrawn": mark("retiré"),
}
# What somebody sees who is there by a delegation alone: what waits for them, and what became of it.
LENT: Final = ("submitted", "notice", "published")
_MOST_NEEDS: Final = 3


class Line(Struct, frozen=True):
    """One version of a case, in its history."""

    version: int
    at: str
    who: str
    stage: str


class Group(Struct, frozen=True):
    """Cases that are as far as each other."""

    stage: str
    name: str
    cases: list[OwnCase]


def listed(rows: list[OwnCase], spoken: str, *, lent: bool) -> list[Group]:
    """The cases by how far they are, what waits first; by a delegation one sees what waits alone."""
    _ = translator(spoken)
    order = LENT[:2] if lent else ("submitted", "returned", "draft", "notice", "published", "withdrawn")
    groups = [Group(stage, _(STAGES[stage]), [row for row in rows if row.stage == stage]) for stage in order]
    return [group for group in groups if group.cases]


def sheet(
    request: Asked, city: str, identity: str, asked: OwnCaseQuery, *, again: Again | None = None, new: bool = False
) -> Response[bytes]:
    """The page of a case, for whoever stands before it. Raises NotFoundException for one that nobody began."""
    spoken = language(request)
    with reading() as session:
        at = desk(session, request, city, kinds=CITY, to_lent=True)
        row = case_of(session, city, identity)
        left = draft(session, at.actor.person, FORM, f"{city}/{identity}")
        phase = row.stage if row else "draft"
        if (row is None and left is None and not new) or (at.lent and phase not in LENT):
            raise NotFoundException
        author = author_for(session, row, at.actor.person) if row else ""
        may_write = at.may("case.write", phase=phase) and not at.lent
        left = left if may_write and left and (row is None or left.values != row.values) else None
        values, version = _values(session, row, left, asked, again, spoken)
        text, _errors = written(row.values if row else {})
        told = text if row and phase in ("submitted", "notice") else None
        shown = preview(session, row, told, spoken) if row and told else None
        seen = bool(row) or (new and may_write) or left is not None
        if not seen:
            raise NotFoundException
        notice = notice_of(session, city, identity) if row else None
        data: dict[str, Any] = {"today": today().isoformat()}
        data |= around(session, shown, spoken, demo=settings(request).demo) if shown else {}
        if may_write:
            data |= offered(session, at.body, values, spoken)
        data |= _elsewhere(session, at, values, spoken, demo=settings(request).demo)
        return page(
            request,
            "city_case",
            "cases/own_case.html",
            id=city,
            status=again.status if again else 200,
            private=True,
            at=at,
            case=identity,
            row=row,
            stage=phase if row else "",
            said_stage=translator(spoken)(STAGES[phase]),
            who=called(session, row.author, spoken) if row else "",
            card=shown,
            text=told,
            notice=notice,
            may_publish=phase == "notice"
            and bool(row)
            and is_over(row.notice_until if row else None, notice)
            and at.may("case.validate", author=author),
            may_write=may_write,
            may_validate=phase == "submitted" and at.may("case.validate", phase=phase, author=author),
            is_author=at.why("case.validate", phase=phase, author=author) == "author",
            may_withdraw=row is not None
            and (bool(row.published) or phase not in ("submitted", "withdrawn"))
            and at.may("case.withdraw", phase=phase),
            second=_second(session, at, row),
            left=None if asked.draft or asked.version or again else left,
            values=values,
            version=version,
            parts=again.parts if again else (),
            field_names=field_names(spoken),
            seen_by=case_form().name("visibility", told.visibility, spoken) if told else "",
            errors=again.errors if again else [],
            found=again.found if again else [],
            reason=again.reason if again else "",
            lines=[] if at.lent or row is None else _history(session, city, identity, spoken),
            taken=asked.version,
            received=asked.received,
            once=new_token(),
            **data,
        )


def preview(session: Session, row: OwnCase, text: CaseText, spoken: str) -> Card:
    """A case as it will be published today."""
    here = shelf(session)
    notice = notice_of(session, row.city, row.id)
    reply = Reply(notice.reply, notice.replied_by, notice.replied_at) if notice and notice.replied_at else None
    day = today()
    basis = derived(session, row.city, text)
    one = Published(
        row.id,
        row.city,
        text,
        basis,
        day.isoformat(),
        months_later(day, case_form().numbers.review_months).isoformat(),
        reply,
    )
    return card(city_row(one, here.everyone, here.dimensions, spoken), spoken)


def _values(
    session: Session, row: OwnCase | None, left: DraftRow | None, asked: OwnCaseQuery, again: Again | None, spoken: str
) -> tuple[dict[str, str], int]:
    """What the fields show, and the version that it began from.

    What was just typed, an earlier version that is taken up again, one's draft, or what is kept.
    """
    fresh = dict.fromkeys(FIELDS, "") | {"language": spoken, "supplier_language": spoken, "visibility": "public"}
    stored = row.values if row else fresh
    notice = notice_of(session, row.city, row.id) if row else None
    if notice and not stored["supplier_email"]:
        stored |= {"supplier_email": notice.email or ""}
    version = row.version if row else 0
    if again:
        return (stored | again.values, again.version) if again.values else (stored, version)
    if asked.version and row:
        kept = at_version(session, KIND, row.id, body=row.city, version=asked.version)
        if kept:
            earlier = {name: str(kept.values.get(name, "")) for name in FIELDS}
            return stored | earlier | {"supplier_email": stored["supplier_email"]}, version
    if left and (asked.draft or row is None):
        return stored | left.values, left.base
    return stored, version


def _elsewhere(session: Session, at: Desk, values: dict[str, str], spoken: str, *, demo: bool) -> dict[str, Any]:
    """The same effort elsewhere, once there is something to go by: cases, and needs that cities share."""
    domains = [values[name] for name in ("domain_1", "domain_2", "domain_3") if values[name]]
    words = f"{values['title']} {values['problem']}".strip()
    if not domains and not words:
        return {"akin": [], "needs": []}
    rows = akin(library(session, spoken, demo=demo, reader=at.actor), domains, words, but=at.body)
    shared = needs(session, spoken, limit=_MOST_NEEDS, domain=domains[0]) if domains else []
    return {"akin": [card(one, spoken) for one in rows], "needs": shared}


def _second(session: Session, at: Desk, row: OwnCase | None) -> str:
    """Who may be the second person: somebody of the city, its MRC, or nobody yet."""
    others = [one for one in holders(session, "validator", at.body) if row is None or one.id != row.author]
    if others:
        return "city"
    agreed = of_city(session, at.body)
    return "mrc" if agreed and agreed.accepted_at else ""


def _history(session: Session, city: str, identity: str, spoken: str) -> list[Line]:
    _ = translator(spoken)
    return [
        Line(kept.version, kept.at, called(session, kept.by, spoken), _(STAGES[str(kept.values["stage"])]))
        for kept in history(session, KIND, identity, body=city)
    ]
