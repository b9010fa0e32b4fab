"""What stands between a form and a case that may be sent: each error with its remedy, beside its field."""

from collections.abc import Mapping
from typing import Any, Final

import msgspec
from msgspec import Struct
from sqlmodel import Session

from municipal.cases.case_form import CHECKS, Offered, case_form
from municipal.cases.notices import same_supplier
from municipal.cases.own import notice_of
from municipal.cases.screening import NAMES, NEVER, Found, Slip, named, screened, slips
from municipal.cases.text import CaseText, written
from municipal.cases.wrong import in_order, told
from municipal.indicators.queries import tracked_ids
from municipal.mail.message import is_address
from municipal.places.names import Place
from municipal.places.queries import places
from municipal.web.form import FieldError
from municipal.web.language import translator
from vendors.registry.queries import solutions

# What is kept at most of a field: a text, an address, anything else.
_TEXTS: Final = frozenset({"problem", "done", "not_worked", "lessons", "measured", "data_needed", "prerequisites"})
_MOST_TEXT: Final = 1000
_MOST_ADDRESS: Final = 500
_MOST_LINE: Final = 300


class Checked(Struct, frozen=True):
    """The case when it may be sent, what is wrong with it otherwise, and what the screen found in it."""

    text: CaseText | None
    errors: list[FieldError]
    found: list[Found]


def completed(session: Session, values: Mapping[str, str]) -> dict[str, str]:
    """What was typed, with the supplier of the solution that was chosen where nobody named one."""
    made = dict(values)
    if made["solution"] and not made["supplier"]:
        known = solutions(session, ids=[made["solution"]])
        made["supplier"] = known[0].vendor_name if known else ""
    return made


def checked(session: Session, city: str, identity: str, values: Mapping[str, str], language: str) -> Checked:
    """Whether a case may be sent to a second person."""
    text, errors = written(values)
    errors = length(values) | _against_the_world(session, city, values) | errors
    if values["supplier"] or values["solution"]:
        errors |= _supplier(session, city, identity, values, text)
    errors |= {f"check_{one}": "unchecked" for one in CHECKS if not values[f"check_{one}"]}
    found = _screened(session, city, text) if text else []
    wrong = told(errors, language)
    if found and (any(one.slip in NEVER for one in found) or not values["organisation"]):
        wrong = in_order([*wrong, *_slipped(found, language)])
    return Checked(None if wrong else text, wrong, found)


def _against_the_world(session: Session, city: str, values: Mapping[str, str]) -> dict[str, str]:
    """What is chosen must exist: the solution, an indicator that the city follows, a control that follows it too."""
    errors: dict[str, str] = {}
    if values["solution"] and not solutions(session, ids=[values["solution"]]):
        errors["solution"] = "unknown"
    if values["indicator"] and values["indicator"] not in tracked_ids(session, city):
        errors["indicator"] = "untracked"
    control, followed = values["control"], values["indicator"]
    if control and (control == city or not followed or followed not in tracked_ids(session, control)):
        errors["control"] = "untracked"
    offered: tuple[Offered, ...] = ("cost_range", "would_do_again")
    for field in offered:
        if values[field] and not case_form().name(field, values[field], "fr"):
            errors[field] = "unknown"
    return errors


def _supplier(
    session: Session, city: str, identity: str, values: Mapping[str, str], text: CaseText | None
) -> dict[str, str]:
    """A supplier that is named is told: its address is needed, and the reply of another must not stand beside it."""
    errors: dict[str, str] = {}
    if not is_address(values["supplier_email"]):
        errors["supplier_email"] = "required"
    if values["supplier_language"] not in ("", "fr", "en"):
        errors["supplier_language"] = "unknown"
    notice = notice_of(session, city, identity)
    if text and notice and notice.reply and not same_supplier(notice.supplier, text.supplier):
        errors["supplier"] = "other"
    return errors


def _screened(session: Session, city: str, text: CaseText) -> list[Found]:
    return screened(text, _place(session, city) if text.visibility == "anonymous" else None)


def beside(session: Session, city: str, said: str, *, anonymous: bool) -> list[tuple[Slip, str]]:
    """What must not stand in a text that is public beside a case: what tells of a person, or an anonymous city."""
    own = _place(session, city) if anonymous else None
    return [*slips(said), *(("city", name) for name in (named(said, own) if own else []))]


def _place(session: Session, city: str) -> Place | None:
    return next((one for one in places(session) if one.code == city), None)


def _slipped(found: list[Found], language: str) -> list[FieldError]:
    """What was found, each beside its field, with the remedy."""
    _ = translator(language)
    by_field: dict[str, Any] = {}
    for one in found:
        by_field.setdefault(one.field, []).append(f"{_(NAMES[one.slip])} («\u00a0{one.words}\u00a0»)")
    remedy = _("Retirez ce qui suit, ou confirmez plus bas\u00a0: {found}.")
    return [FieldError(field, remedy.format(found=", ".join(listed))) for field, listed in by_field.items()]


def length(values: Mapping[str, str]) -> dict[str, str]:
    """What is too long to be kept, even as something unfinished."""
    text = {name: value for name, value in values.items() if value}
    limits = {field.name: field.type for field in msgspec.structs.fields(CaseText)}
    errors: dict[str, str] = {}
    for name, value in text.items():
        try:
            if name in limits and name not in ("started", "ended", "staff_hours"):
                msgspec.convert(value, limits[name], strict=False)
        except msgspec.ValidationError as error:
            if "length" in str(error):
                errors[name] = "long"
        if len(value) > _longest(name):
            errors[name] = "long"
    return errors


def _longest(name: str) -> int:
    """The bound of a field, also of one that only a choice should fill: whoever sends it may send anything."""
    if name in _TEXTS:
        return _MOST_TEXT
    return _MOST_ADDRESS if name.startswith("document_url") else _MOST_LINE
