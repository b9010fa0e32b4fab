"""Forms as somebody left them: kept for them alone, until what they hold is sent or thrown away."""

from collections.abc import Mapping
from typing import Final

import msgspec
from msgspec import Struct
from sqlalchemy import delete
from sqlmodel import Session, col, select

from municipal.traces.chain import now
from municipal.traces.tables import Draft

# As JSON; our longest form, a case, has some 12,000 characters at most.
MOST_BYTES: Final = 20_000


class DraftForm(Struct, frozen=True):
    """A form that may be left: the action that sends it, and its fields; none named: whatever it holds.

    A form whose fields are data, or as many as its rows, names none: what is taken up again is held against them.
    """

    action: str
    fields: tuple[str, ...] = ()


# By the form's name. The object of a draft is a body, or `body/…`: there the action must be permitted.
FORMS: Final[dict[str, DraftForm]] = {
    "project": DraftForm("project.write"),
    "presentation": DraftForm("presentation.write", ("text_fr", "text_en")),
    "case": DraftForm(
        "case.write",
        (
            *("title", "problem", "done", "domain_1", "domain_2", "domain_3", "state", "started", "not_worked"),
            *("lessons", "language", "visibility", "capability_1", "capability_2", "solution", "supplier"),
            *("supplier_email", "supplier_language", "indicator", "control", "ended"),
            *("reason_no_measurable_benefit", "reason_cost", "reason_not_fit_for_need", "reason_data_not_available"),
            *("reason_staff_adoption", "reason_vendor_ended", "reason_legal_or_privacy", "reason_replaced"),
            *("reason_error_or_harm", "reason_public_opposition", "measured", "data_needed", "staff_hours"),
            *("cost_range", "prerequisites", "framed_by", "owned_by", "data_access_by", "would_do_again"),
            *("document_title_1", "document_url_1", "document_title_2", "document_url_2", "document_title_3"),
            *("document_url_3", "document_title_4", "document_url_4", "document_title_5", "document_url_5"),
            *("check_contract", "check_litigation", "check_personal", "organisation"),
        ),
    ),
}


class DraftRow(Struct, frozen=True):
    """What was left, from which version it began, and when."""

    values: dict[str, str]
    base: int
    saved_at: str


class TooLongError(ValueError):
    """A draft longer than what is kept: the reader shortens it, or sends it."""


def fits(values: Mapping[str, str]) -> bool:
    """Whether a draft is short enough to be kept."""
    return len(msgspec.json.encode(dict(values))) <= MOST_BYTES


def save_draft(session: Session, person: str, form: str, identity: str, *, values: Mapping[str, str], base: int) -> str:
    """Keep what somebody has typed so far; what comes back is the moment. Raises TooLongError."""
    if not fits(values):
        raise TooLongError
    row = _row(session, person, form, identity) or Draft(
        person=person, form=form, object=identity, values={}, base=base, saved_at=""
    )
    row.values, row.base, row.saved_at = dict(values), base, now()
    at = row.saved_at
    session.add(row)
    return at


def draft(session: Session, person: str, form: str, identity: str) -> DraftRow | None:
    """What somebody left of a form, if anything."""
    row = _row(session, person, form, identity)
    return DraftRow(row.values, row.base, row.saved_at) if row else None


def left_by(session: Session, person: str, form: str, about: str) -> dict[str, DraftRow]:
    """What somebody left of a form, by object, of the objects that begin so; the latest first."""
    query = select(Draft).where(Draft.person == person, Draft.form == form).order_by(col(Draft.saved_at).desc())
    rows = [row for row in session.exec(query) if row.object.startswith(about)]
    return {row.object: DraftRow(row.values, row.base, row.saved_at) for row in rows}


def drop_draft(session: Session, person: str, form: str, identity: str) -> None:
    """Throw a draft away: it was sent, or is not wanted."""
    one = (Draft.person == person, Draft.form == form, Draft.object == identity)
    session.execute(delete(Draft).where(*one))  # type: ignore[arg-type]


def _row(session: Session, person: str, form: str, identity: str) -> Draft | None:
    query = select(Draft).where(Draft.person == person, Draft.form == form, Draft.object == identity)
    return session.exec(query).first()
