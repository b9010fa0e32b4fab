"""What a city tells of a need it has, from the form to the row, and back when something stands in the way."""

from typing import Final, TypeAlias

from litestar.exceptions import NotFoundException
from msgspec import Struct
from sqlmodel import Session

from municipal.db import write
from municipal.people.by import insisted
from municipal.people.roles import kind_of
from municipal.shared_needs.forms import DetailForm
from municipal.shared_needs.identity import is_personal
from municipal.shared_needs.joining import Details, Moved, detail
from municipal.traces.chain import By
from municipal.traces.once import once
from municipal.web.addresses import address
from municipal.web.form import FieldError, only, parse, said
from municipal.web.format import today
from municipal.web.language import translator
from municipal.web.merge import Part, merge, settled, unsettled
from municipal.web.numbers import plain_number, written_number
from municipal.web.page import Asked, language
from municipal.web.threads import sent

FIELDS: Final = ("volume", "unit", "wanted_in", "conditions")


class Again(Struct, frozen=True):
    """The page to show again: what was typed for which city, what is wrong with it, and both sides of two changes."""

    city: str = ""
    values: dict[str, str] = {}
    errors: list[FieldError] = []
    version: int = 0
    text: str = ""
    status: int = 422
    parts: tuple[Part, ...] = ()


# Where a form leads, or what to show again.
Made: TypeAlias = str | Again


def keep_details(request: Asked, need: str) -> Made:
    """Keep how much of the need a city has, when, and on which conditions."""
    raw = _only_details(sent(request))
    spoken = language(request)
    given = settled(raw, FIELDS)
    values = {name: said(given, name).strip() for name in FIELDS}
    city, version = said(given, "city"), said(given, "version")
    for_city(request, "need.join", city)
    volume = plain_number(values["volume"], spoken)
    form, errors = parse(DetailForm, given | {"volume": [volume]})
    stands = int(version) if version.isdecimal() and len(version) < 9 else 0  # noqa: PLR2004 - far beyond any version
    if is_personal(values["conditions"]) or is_personal(values["unit"]):
        errors["conditions"] = "personal"
    if form and form.wanted_in and int(form.wanted_in) < today().year:
        errors["wanted_in"] = "past"
    if parts := unsettled(raw, FIELDS):
        told = translator(spoken)("Choisissez la version à garder.")
        wrong = [FieldError(f"choice_{part.name}", told) for part in parts if part.conflict]
        return Again(city, values, wrong, stands, parts=parts)
    if form is None or errors:
        return Again(city, values, _errors(errors, spoken), stands)
    told = Details(form.volume, form.unit, form.wanted_in, form.conditions)

    def act(session: Session) -> Made:
        who = for_city(request, "need.join", city)
        moved = detail(session, who, city, need, told, version=form.version)
        return _both(moved, city, told, spoken) if moved else onward(request, need, "kept", city)

    person = for_city(request, "need.join", city).person
    return write(lambda session: once(session, form.once, person, lambda: act(session)), public=True)


def for_city(request: Asked, action: str, city: str) -> By:
    """Who acts for a city. Raises as `insisted`, and NotFoundException for an MRC or the province: none has a need."""
    if kind_of(city) != "municipality":
        raise NotFoundException
    return insisted(request, action, body=city)


def onward(request: Asked, need: str, received: str, city: str = "") -> str:
    """The page of the need, saying what was just done."""
    return address("need", language(request), id=need, received=received, city=city)


def _only_details(raw: dict[str, list[str]]) -> dict[str, list[str]]:
    """What was sent of the details, with what the view of two changes adds."""
    merging = {name: values for name, values in raw.items() if name.startswith(("choice_", "theirs_", "mine_"))}
    return merging | only(raw, DetailForm)


def texts(told: Details, spoken: str) -> dict[str, str]:
    """The details as their fields show them."""
    return {
        "volume": written_number(told.volume, spoken),
        "unit": told.unit,
        "wanted_in": told.wanted_in,
        "conditions": told.conditions,
    }


def _both(moved: Moved, city: str, told: Details, spoken: str) -> Again:
    """Both sides of two changes; when the other one was to leave, the city has to join anew."""
    if moved.theirs is None:
        _ = translator(spoken)
        gone = _("Rejoignez de nouveau le besoin\u00a0: quelqu’un de votre ville l’a quitté entre-temps.")
        return Again(city, texts(told, spoken), [FieldError("volume", gone)], status=409)
    base = texts(moved.base, spoken) if moved.base else None
    parts = merge(base, texts(moved.theirs.details, spoken), texts(told, spoken))
    return Again(city, texts(told, spoken), [], moved.theirs.version, status=409, parts=parts)


def _errors(errors: dict[str, str], spoken: str) -> list[FieldError]:
    _ = translator(spoken)
    told = {
        "volume": _("Écrivez un nombre, ou laissez le champ vide."),
        "unit": _("Écrivez l’unité en 40 caractères au plus."),
        "wanted_in": _("Écrivez une année, de {year} à 2099, ou laissez le champ vide.").format(year=today().year),
        "conditions": _("Raccourcissez\u00a0: les conditions ont au plus 1\u00a0000 caractères."),
    }
    if errors.get("conditions") == "personal":
        told["conditions"] = _("Retirez le courriel ou le téléphone\u00a0: d’autres organismes liront ce texte.")
    lost = _("Rechargez la page, puis recommencez.")
    return [FieldError(name, told.get(name, lost)) for name in errors]
