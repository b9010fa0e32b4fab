"""What is done with one reading of a city, from the form to the row, and back when something stands in the way."""

from typing import Final, TypeAlias

from litestar.exceptions import NotFoundException
from msgspec import Struct
from sqlmodel import Session

from municipal.cities.desk import permit
from municipal.cities.reading_forms import ReadingForm, RemoveForm
from municipal.db import reading, write
from municipal.indicators.measures import Measure, ReadingRow, readings_of
from municipal.indicators.readings import (
    Followed,
    Moved,
    change_reading,
    faults,
    followed,
    mixed,
    period_fault,
    record_reading,
    remove_reading,
)
from municipal.traces.once import once
from municipal.web.addresses import address
from municipal.web.form import FieldError, parse, said, without
from municipal.web.language import translator
from municipal.web.numbers import plain_number, written_number
from municipal.web.page import Asked, found, language
from municipal.web.threads import sent

FIELDS: Final = ("period", "value", "source", "counted", "method_changed")


class Again(Struct, frozen=True):
    """The page to show again: what was typed, and what is wrong with it; `theirs` when somebody else changed it."""

    indicator: str
    values: dict[str, str]
    errors: list[FieldError]
    stamp: str = ""
    status: int = 422
    theirs: ReadingRow | None = None


# Where a form leads, or what to show again.
Made: TypeAlias = str | Again


def keep_reading(request: Asked, city: str) -> Made:
    """Enter a reading, or change the one that was read."""
    raw = without(sent(request), "act")
    spoken = language(request)
    values = {name: said(raw, name).strip() for name in FIELDS}
    bare = {name: [plain_number(values[name], spoken)] for name in ("value", "counted")}
    chosen, stamp = said(raw, "indicator"), said(raw, "stamp")
    form, errors = parse(ReadingForm, raw | bare)
    with reading() as session:
        one = found(followed(session, city, chosen))
        held = readings_of(session, city, chosen)
        known = next((row for row in held if row.period == values["period"]), None)
    period, others = values["period"], {row.period for row in held}
    if fault := period_fault(period) or ("mixed" if mixed(period, others) else ""):
        errors["period"] = fault
    told = _measure(form, one, known) if form else None
    if told:
        errors |= faults(told, one)
    if form is None or told is None or errors:
        return Again(chosen, values, _errors(errors, spoken), stamp)

    def act(session: Session) -> Made:
        by = permit(request, city)("reading.record")
        if form.stamp:
            moved = change_reading(session, by, city, chosen, form.period, told, stamp=form.stamp)
            return _both(moved, chosen, values, spoken) if moved else onward(request, city, chosen, "kept")
        if record_reading(session, by, city, chosen, form.period, told):
            return onward(request, city, chosen, "kept")
        return Again(chosen, values, _errors({"period": "known"}, spoken))

    person = permit(request, city)("reading.record").person
    return write(lambda session: once(session, form.once, person, lambda: act(session)), public=True)


def drop_reading(request: Asked, city: str) -> Made:
    """Remove a reading as it was read."""
    form, _wrong = parse(RemoveForm, without(sent(request), "act"))
    if form is None:
        raise NotFoundException
    spoken = language(request)
    with reading() as session:
        found(followed(session, city, form.indicator))

    def act(session: Session) -> Moved | None:
        by = permit(request, city)("reading.record")
        return remove_reading(session, by, city, form.indicator, form.period, stamp=form.stamp)

    moved = write(act, public=True)
    if moved is None or moved.theirs is None:
        return onward(request, city, form.indicator, "removed")
    _ = translator(spoken)
    told = _("Regardez d’abord\u00a0: quelqu’un a changé ce relevé entre-temps.")
    theirs = moved.theirs
    return Again(form.indicator, texts(theirs, spoken), [FieldError("value", told)], theirs.stamp, 409, theirs)


def texts(row: ReadingRow, spoken: str) -> dict[str, str]:
    """What the fields show of a reading."""
    measure = row.measure
    return {
        "period": row.period,
        "value": written_number(measure.value, spoken),
        "source": measure.source_en if spoken == "en" else measure.source_fr,
        "counted": "" if measure.counted is None else str(measure.counted),
        "method_changed": "yes" if measure.method_changed else "",
    }


def onward(request: Asked, city: str, indicator: str, received: str) -> str:
    """The page of an indicator’s readings, once something was done."""
    return address("city_readings", language(request), id=city, indicator=indicator, received=received)


def _measure(form: ReadingForm, one: Followed, known: ReadingRow | None) -> Measure:
    pairs = [(known.measure.source_fr, known.measure.source_en)] if known else []
    return Measure(form.value, *one.sources(form.source, *pairs), form.counted, form.method_changed == "yes")


def _both(moved: Moved, chosen: str, values: dict[str, str], spoken: str) -> Again:
    """What stands now beside what was typed; when the reading is gone, one’s own may be entered anew."""
    _ = translator(spoken)
    if moved.theirs is None:
        gone = _("Enregistrez de nouveau pour l’inscrire\u00a0: quelqu’un a retiré ce relevé entre-temps.")
        return Again(chosen, values, [FieldError("value", gone)], "", 409)
    told = _("Comparez, puis enregistrez la valeur à garder\u00a0: quelqu’un a changé ce relevé entre-temps.")
    return Again(chosen, values, [FieldError("value", told)], moved.theirs.stamp, 409, moved.theirs)


def _errors(errors: dict[str, str], spoken: str) -> list[FieldError]:
    _ = translator(spoken)
    told = {
        "period": {
            "future": _("Attendez la fin de la période\u00a0: elle est à venir."),
            "mixed": _("Choisissez l’année ou ses mois, pas les deux\u00a0: cette année est déjà inscrite autrement."),
            "known": _("Choisissez «\u00a0Changer\u00a0» dans le tableau\u00a0: cette période a déjà un relevé."),
        }.get(errors.get("period", ""), _("Écrivez une année comme 2025, ou un mois comme 2025-03.")),
        "value": {
            "percent": _("Écrivez un pourcentage de 0 à 100."),
            "negative": _("Écrivez zéro ou plus."),
        }.get(errors.get("value", ""), _("Écrivez un nombre, comme 12,5.")),
        "source": _("Nommez la source en 3 à 300 caractères."),
        "counted": _("Écrivez un nombre entier, ou laissez le champ vide."),
    }
    lost = _("Rechargez la page, puis recommencez.")
    ordered = sorted(errors, key=lambda name: FIELDS.index(name) if name in FIELDS else 0)
    return [FieldError(name if name in told else "value", told.get(name, lost)) for name in ordered]
