"""What is done with a city’s case, from the form to the row, and back when something stands in the way."""

import re
from collections.abc import Callable
from functools import partial
from typing import Annotated, Final, TypeAlias

from litestar.exceptions import NotFoundException
from msgspec import Meta, Struct
from sqlmodel import Session

from municipal.cases.checking import beside, checked, completed, length
from municipal.cases.own import FORM, case_of
from municipal.cases.screening import Found
from municipal.cases.text import FIELDS
from municipal.cases.validating import publish_now, send_back, validate, withdraw
from municipal.cases.writing import Moved, save
from municipal.cases.wrong import told
from municipal.cities.desk import permit
from municipal.db import reading, write
from municipal.sign_in.arriving import base_for_messages
from municipal.traces.drafts import TooLongError, save_draft
from municipal.traces.once import once
from municipal.web.actor import the_actor
from municipal.web.addresses import address
from municipal.web.form import FieldError, Input, parse, said, unix_lines
from municipal.web.language import translator
from municipal.web.merge import Part, settled, unsettled
from municipal.web.page import Asked, language
from municipal.web.threads import sent

# An id that a form made: no word, so that it tells nothing and meets no documented case’s.
IDENTITY: Final = re.compile(r"[0-9a-f]{16}")
LEAST_REASON: Final = 5
MOST_REASON: Final = 1000
_BESIDE: Final = ("act", "case", "version", "once", "draft", "about", "back")


class Again(Struct, frozen=True):
    """The page to show again: what was typed, what is wrong, what the screen found; or both sides of two edits."""

    case: str
    values: dict[str, str]
    errors: list[FieldError]
    version: int
    status: int = 422
    parts: tuple[Part, ...] = ()
    found: list[Found] = []
    reason: str = ""


# Where a form leads, or what to show again.
Made: TypeAlias = str | Again


class ActForm(Input, frozen=True):
    """What a second person answers, or why a case is withdrawn."""

    case: Annotated[str, Meta(pattern=r"^[0-9a-f]{16}$")]
    version: Annotated[int, Meta(ge=0, le=10_000_000)]
    reason: Annotated[str, Meta(max_length=MOST_REASON)] = ""


def write_case(request: Asked, city: str) -> Made:
    """Keep the case; with `submit`, send it to a second person."""
    raw = unix_lines(sent(request))
    spoken = language(request)
    _ = translator(spoken)
    given = settled(raw, FIELDS)
    identity, version, stands = said(given, "case"), said(given, "version"), 0
    if not IDENTITY.fullmatch(identity) or set(given) - {*FIELDS, *_BESIDE}:
        raise NotFoundException
    stands = int(version) if version.isdecimal() and len(version) < 9 else 0  # noqa: PLR2004 - far beyond any version
    submit = said(given, "act") == "submit"
    values = {name: said(given, name).strip() for name in FIELDS}
    if parts := unsettled(raw, FIELDS):
        choose = _("Choisissez la version à garder.")
        errors = [FieldError(f"choice_{one.name}", choose) for one in parts if one.conflict]
        return Again(identity, values, errors, stands, 422, parts)
    with reading() as session:
        values = completed(session, values)
        sent_on = checked(session, city, identity, values, spoken) if submit else None
    errors = told(length(values), spoken) if sent_on is None else sent_on.errors
    if errors:
        return Again(identity, values, errors, stands, found=sent_on.found if sent_on else [])
    received = "submitted" if submit else "saved"

    def act(session: Session) -> Made:
        moved = save(session, permit(request, city), city, identity, values, version=stands, submit=submit)
        if moved is None:
            return _onward(request, city, identity, received)
        if moved.stage in ("submitted", "notice"):
            # It can be joined with nothing now, and must not be lost.
            person = the_actor(request).person
            field = "version"
            kept = _("Attendez la validation\u00a0: le cas vient d’être envoyé. Le vôtre est gardé comme brouillon.")
            try:
                save_draft(session, person, FORM, f"{city}/{identity}", values=values, base=moved.version)
            except TooLongError:
                field = "typed"
                kept = _("Copiez vos textes\u00a0: le cas est envoyé, et ils sont trop longs pour un brouillon.")
            return Again(identity, values, [FieldError(field, kept)], moved.version, 409)
        return Again(identity, values, [], moved.version, 409, moved.parts)

    return write(lambda session: once(session, said(raw, "once"), the_actor(request).person, lambda: act(session)))


def review(request: Asked, city: str) -> Made:
    """Validate a case, return it with a reason, publish it once its notice is over, or withdraw it with a reason."""
    raw = unix_lines(sent(request))
    act = said(raw, "act")
    form, errors = parse(ActForm, {name: values for name, values in raw.items() if name not in ("act", "once")})
    _ = translator(language(request))
    if form is None and set(errors) != {"reason"}:
        raise NotFoundException
    if form is None or (act in ("return", "withdraw") and len(form.reason) < LEAST_REASON):
        why = _("Dites pourquoi, en 5 à 1\u00a0000 caractères.")
        field = "reason" if act == "return" else "withdraw_reason"
        return Again(said(raw, "case"), {}, [FieldError(field, why)], 0, reason=said(raw, "reason"))
    if act == "withdraw" and _tells(city, form):
        why = _("Retirez de la raison ce qui désigne une personne, ou une ville anonyme\u00a0: elle sera publique.")
        return Again(form.case, {}, [FieldError("withdraw_reason", why)], form.version, reason=form.reason)

    def work(session: Session) -> Moved | None:
        allowed = permit(request, city)
        if act == "validate":
            site = partial(base_for_messages, request)
            return validate(session, allowed, city, form.case, version=form.version, site=site)
        if act == "publish":
            return publish_now(session, allowed, city, form.case, version=form.version)
        done = {"return": send_back, "withdraw": withdraw}[act]
        return done(session, allowed, city, form.case, version=form.version, reason=form.reason)

    moved = write(work, public=act != "return")
    if moved is None and act == "return":
        # Somebody from the MRC does not see it any more.
        return address("city_cases", language(request), id=city, received=act)
    if moved is None:
        return _onward(request, city, form.case, act)
    read = _("Relisez d’abord\u00a0: le cas a changé pendant votre lecture.")
    return Again(form.case, {}, [FieldError("version", read)], moved.version, 409, reason=form.reason)


# By what each of the page's forms says of itself.
ACTS: Final[dict[str, Callable[[Asked, str], Made]]] = {
    "save": write_case,
    "submit": write_case,
    "validate": review,
    "return": review,
    "publish": review,
    "withdraw": review,
}


def _tells(city: str, form: ActForm) -> bool:
    """Whether a public reason tells of a person, or names the city of an anonymous case."""
    with reading() as session:
        case = case_of(session, city, form.case)
        hidden = case is not None and "anonymous" in (case.visibility, case.values["visibility"])
        return bool(beside(session, city, form.reason, anonymous=hidden))


def _onward(request: Asked, city: str, identity: str, received: str) -> str:
    return address("city_case", language(request), id=city, case=identity, received=received)
