"""What is done with what people of a city saw: written, made public by a second person, removed."""

from collections.abc import Callable
from typing import Final

from litestar.exceptions import NotFoundException
from sqlmodel import Session

from municipal.cities.desk import permit
from municipal.cities.reading_acts import Again, Made, drop_reading, keep_reading, onward
from municipal.cities.reading_forms import ObservationForm, SeenForm
from municipal.db import reading, write
from municipal.indicators.observations import publish_observation, remove_observation, write_observation
from municipal.indicators.readings import followed, period_fault
from municipal.shared_needs.identity import is_personal
from municipal.traces.once import once
from municipal.web.form import FieldError, parse, said, unix_lines, without
from municipal.web.language import translator
from municipal.web.page import Asked, found, language
from municipal.web.threads import sent


def keep_seen(request: Asked, city: str) -> Made:
    """Keep an observation; a second person will read it."""
    raw = without(unix_lines(sent(request)), "act")
    spoken = language(request)
    # On the page two forms have a period: this one is called by its own name.
    given = {"period" if name == "seen_period" else name: held for name, held in raw.items()}
    form, errors = parse(ObservationForm, given)
    chosen, text, period = said(raw, "indicator"), said(raw, "text").strip(), said(given, "period").strip()
    with reading() as session:
        found(followed(session, city, chosen))
    if fault := period_fault(period):
        errors["period"] = fault
    if is_personal(text):
        errors["text"] = "personal"
    if form is None or errors:
        return Again(chosen, {"text": text, "seen_period": period}, _errors(errors, spoken))

    def act(session: Session) -> str:
        write_observation(
            session, permit(request, city), city, chosen, period=form.period, text=form.text, language=spoken
        )
        return onward(request, city, chosen, "seen")

    person = permit(request, city)("observation.write").person
    return write(lambda session: once(session, form.once, person, lambda: act(session)))


def publish_seen(request: Asked, city: str) -> Made:
    """Make an observation public as it was read."""
    return _done(request, city, publish_observation, "published")


def drop_seen(request: Asked, city: str) -> Made:
    """Remove an observation as it was read."""
    return _done(request, city, remove_observation, "dropped")


def _done(request: Asked, city: str, act: Callable[..., bool], received: str) -> Made:
    form, _wrong = parse(SeenForm, without(sent(request), "act"))
    if form is None:
        raise NotFoundException
    made = write(lambda session: act(session, permit(request, city), city, form.id, version=form.version), public=True)
    if made:
        return onward(request, city, form.indicator, received)
    told = translator(language(request))("Relisez d’abord\u00a0: cette observation a changé pendant votre lecture.")
    return Again(form.indicator, {}, [FieldError("observations", told)], status=409)


def _errors(errors: dict[str, str], spoken: str) -> list[FieldError]:
    _ = translator(spoken)
    told = {
        "period": _("Attendez la fin de la période\u00a0: elle est à venir.")
        if errors.get("period") == "future"
        else _("Écrivez une année comme 2025, ou un mois comme 2025-03."),
        "text": _("Retirez le courriel ou le téléphone\u00a0: d’autres personnes liront ce texte.")
        if errors.get("text") == "personal"
        else _("Écrivez ce que vous avez vu, en au plus 2\u00a0000 caractères."),
    }
    lost = _("Rechargez la page, puis recommencez.")
    return [FieldError({"period": "seen_period"}.get(name, "text"), told.get(name, lost)) for name in errors]


# By what each of the page’s forms says of itself.
ACTS: Final[dict[str, Callable[[Asked, str], Made]]] = {
    "keep": keep_reading,
    "remove": drop_reading,
    "see": keep_seen,
    "publish": publish_seen,
    "drop": drop_seen,
}
