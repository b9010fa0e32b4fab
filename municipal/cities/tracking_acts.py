"""What a city declares of an indicator, from the form to the row, and back when something stands in the way."""

from typing import Final, TypeAlias

from litestar.exceptions import NotFoundException
from msgspec import Struct
from sqlmodel import Session

from municipal.cities.forms import StopForm, TrackForm
from municipal.db import reading, write
from municipal.indicators.expected import reported
from municipal.indicators.queries import indicator
from municipal.indicators.tracking import Declared, Moved, change, consistent, declare, stop
from municipal.people.by import by
from municipal.traces.once import once
from municipal.web.addresses import address
from municipal.web.form import FieldError, parse, said, without
from municipal.web.format import today
from municipal.web.language import translator
from municipal.web.merge import Part, merge, settled, unsettled
from municipal.web.numbers import plain_number, written_number
from municipal.web.page import Asked, found, language
from municipal.web.threads import sent

FIELDS: Final = ("since", "source_fr", "source_en", "target", "worst")


class Again(Struct, frozen=True):
    """The form to show again: what was typed, and what is wrong with it; with `parts`, both sides of two changes."""

    indicator: str
    values: dict[str, str]
    errors: list[FieldError]
    version: int
    status: int = 422
    parts: tuple[Part, ...] = ()


# Where a form leads, or what to show again.
Made: TypeAlias = str | Again


def keep_declared(request: Asked, body: str) -> Made:
    """Keep what is declared of an indicator: new, or changed."""
    raw = without(sent(request), "act")
    spoken = language(request)
    given = settled(raw, FIELDS)
    values = {name: said(given, name).strip() for name in FIELDS}
    chosen, version = said(given, "indicator"), said(given, "version")
    numbers = {name: [plain_number(values[name], spoken)] for name in ("target", "worst")}
    form, errors = parse(TrackForm, given | numbers)
    stands = int(version) if version.isdecimal() and len(version) < 9 else 0  # noqa: PLR2004 - far beyond any version
    with reading() as session:
        found(indicator(session, chosen, spoken))
        told = _told(form) if form else None
        if form and form.since > today().year:
            errors["since"] = "future"
        if told and not consistent(session, chosen, told):
            errors["target"] = "order"
    if parts := unsettled(raw, FIELDS):
        return Again(chosen, values, _choose(parts, spoken), stands, 422, parts)
    if form is None or told is None or errors:
        return Again(chosen, values, _errors(errors, spoken), stands)

    def act(session: Session) -> Made:
        who = by(request)
        if form.version == 0:
            made = declare(session, who, body, chosen, told)
            moved = None if made else change(session, who, body, chosen, told, version=0)
        else:
            moved = change(session, who, body, chosen, told, version=form.version)
        return _both(moved, chosen, told, spoken) if moved else _onward(request, body, "kept")

    return write(lambda session: once(session, form.once, by(request).person, lambda: act(session)), public=True)


def stop_following(request: Asked, body: str) -> Made:
    """No longer follow an indicator."""
    form, _wrong = parse(StopForm, without(sent(request), "act", *FIELDS, "once"))
    if form is None:
        raise NotFoundException
    spoken = language(request)
    moved = write(lambda session: stop(session, by(request), body, form.indicator, version=form.version), public=True)
    if moved is None or moved.theirs is None:
        return _onward(request, body, "stopped")
    _ = translator(spoken)
    told = _("Regardez d’abord\u00a0: quelqu’un a changé cet indicateur entre-temps.")
    return Again(
        form.indicator,
        _texts(moved.theirs.declared, spoken),
        [FieldError("since", told)],
        moved.theirs.version,
        409,
    )


def _told(form: TrackForm) -> Declared:
    """What the form declares; a source without English takes that of the proposed document, else its French title."""
    known = reported().get(form.indicator)
    theirs = known.document_en if known and known.document_fr == form.source_fr else form.source_fr
    english = form.source_en or theirs
    return Declared(form.since, form.source_fr, english, form.target, form.worst)


def _both(moved: Moved, chosen: str, told: Declared, spoken: str) -> Again:
    """Both sides of two changes; when the other one was to stop following, one's own may be declared anew."""
    if moved.theirs is None:
        _ = translator(spoken)
        gone = _("Enregistrez de nouveau pour le suivre\u00a0: quelqu’un l’a retiré entre-temps.")
        return Again(chosen, _texts(told, spoken), [FieldError("since", gone)], 0, 409)
    base = _texts(moved.base, spoken) if moved.base else None
    parts = merge(base, _texts(moved.theirs.declared, spoken), _texts(told, spoken))
    return Again(chosen, _texts(told, spoken), [], moved.theirs.version, 409, parts)


def _texts(told: Declared, spoken: str) -> dict[str, str]:
    return {
        "since": str(told.since),
        "source_fr": told.source_fr,
        "source_en": told.source_en,
        "target": written_number(told.target, spoken),
        "worst": written_number(told.worst, spoken),
    }


def _choose(parts: tuple[Part, ...], spoken: str) -> list[FieldError]:
    _ = translator(spoken)
    told = _("Choisissez la version à garder.")
    return [FieldError(f"choice_{part.name}", told) for part in parts if part.conflict]


def _errors(errors: dict[str, str], spoken: str) -> list[FieldError]:
    _ = translator(spoken)
    year = today().year
    told = {
        "since": _("Écrivez une année, de 1900 à {year}.").format(year=year),
        "source_fr": _("Nommez la source en 3 à 300 caractères."),
        "source_en": _("Écrivez au plus 300 caractères, ou laissez le champ vide."),
        "target": _("Écrivez un nombre, ou laissez le champ vide."),
        "worst": _("Écrivez un nombre, ou laissez le champ vide."),
    }
    if errors.get("target") == "order":
        told["target"] = _("Inversez-les peut-être\u00a0: la cible doit être meilleure que la pire valeur.")
    lost = _("Rechargez la page, puis recommencez.")
    return [FieldError(name, told.get(name, lost)) for name in errors]


def _onward(request: Asked, body: str, received: str) -> str:
    return address("city_tracking", language(request), id=body, received=received)
