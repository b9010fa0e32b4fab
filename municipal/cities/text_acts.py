"""What is done with a city's text, from the form to the row, and back when something stands in the way."""

from collections.abc import Callable
from typing import Final, TypeAlias

from litestar.exceptions import NotFoundException
from msgspec import Struct
from sqlmodel import Session

from municipal.cities.desk import permit
from municipal.cities.forms import ReviewForm, TextForm
from municipal.cities.presentation import FIELDS, KIND, Moved, save, send_back, validate, withdraw
from municipal.db import write
from municipal.traces.drafts import save_draft
from municipal.traces.once import once
from municipal.web.actor import the_actor
from municipal.web.addresses import address
from municipal.web.form import FieldError, parse, said, unix_lines, without
from municipal.web.language import translator
from municipal.web.merge import Part, settled, unsettled
from municipal.web.page import Asked, language
from municipal.web.threads import sent

LEAST_REASON: Final = 5


class Again(Struct, frozen=True):
    """The page to show again: what was typed, and what is wrong with it; with `parts`, both sides of two changes."""

    values: dict[str, str]
    errors: list[FieldError]
    version: int
    status: int = 422
    parts: tuple[Part, ...] = ()


# Where a form leads, or what to show again.
Made: TypeAlias = str | Again


def write_text(request: Asked, city: str) -> Made:
    """Keep the text; with `submit`, send it to a second person."""
    raw = unix_lines(sent(request))
    spoken = language(request)
    _ = translator(spoken)
    submit = said(raw, "act") == "submit"
    given = settled(raw, FIELDS)
    form, errors = parse(TextForm, without(given, "act", "reason"))
    values = {name: said(given, name).strip() for name in FIELDS}
    version = said(given, "version")
    stands = int(version) if version.isdecimal() and len(version) < 9 else 0  # noqa: PLR2004 - far beyond any version
    if parts := unsettled(raw, FIELDS):
        told = _("Choisissez la version à garder.")
        return Again(
            values, [FieldError(f"choice_{one.name}", told) for one in parts if one.conflict], stands, 422, parts
        )
    if form and submit and not form.text_fr:
        errors["text_fr"] = "required"
    if form is None or errors:
        long = _("Raccourcissez\u00a0: le texte a au plus 2\u00a0000 caractères.")
        said_of = {"text_fr": long if values["text_fr"] else _("Écrivez le texte français."), "text_en": long}
        lost = _("Rechargez la page, puis recommencez.")
        return Again(values, [FieldError(name, said_of.get(name, lost)) for name in errors], stands)
    texts = {name: getattr(form, name) for name in FIELDS}
    received = "submitted" if submit else "saved"

    def act(session: Session) -> Made:
        moved = save(session, permit(request, city), city, texts, version=form.version, submit=submit)
        if moved is None:
            return _onward(request, city, received)
        if moved.state == "submitted":
            # It can be joined with nothing now, and must not be lost.
            save_draft(session, the_actor(request).person, KIND, city, values=texts, base=moved.version)
            kept = _("Attendez la validation\u00a0: le texte vient d’être envoyé. Le vôtre est gardé comme brouillon.")
            return Again(texts, [FieldError("text_fr", kept)], moved.version, 409)
        return Again(texts, [], moved.version, 409, moved.parts)

    return write(lambda session: once(session, form.once, the_actor(request).person, lambda: act(session)))


def review(request: Asked, city: str) -> Made:
    """Publish the text, return it with a reason, or withdraw what is public."""
    raw = unix_lines(sent(request))
    act = said(raw, "act")
    form, errors = parse(ReviewForm, without(raw, "act", "once"))
    _ = translator(language(request))
    if form is None and set(errors) != {"reason"}:
        raise NotFoundException
    if form is None or (act == "return" and len(form.reason) < LEAST_REASON):
        told = _("Dites ce qu’il faut reprendre, en 5 à 1\u00a0000 caractères.")
        return Again({"reason": said(raw, "reason")}, [FieldError("reason", told)], int(said(raw, "version")))

    def work(session: Session) -> Moved | None:
        allowed = permit(request, city)
        if act == "return":
            return send_back(session, allowed, city, version=form.version, reason=form.reason)
        done = {"validate": validate, "withdraw": withdraw}[act]
        return done(session, allowed, city, version=form.version)

    moved = write(work, public=act != "return")
    if moved is None:
        return _onward(request, city, act)
    read = _("Relisez d’abord\u00a0: le texte a changé pendant votre lecture.")
    return Again({"reason": form.reason}, [FieldError("version", read)], moved.version, 409)


# By what each of the page's forms says of itself.
ACTS: Final[dict[str, Callable[[Asked, str], Made]]] = {
    "save": write_text,
    "submit": write_text,
    "validate": review,
    "return": review,
    "withdraw": review,
}


def _onward(request: Asked, city: str, received: str) -> str:
    return address("city_text", language(request), id=city, received=received)
