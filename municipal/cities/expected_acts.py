"""What a city answers to the list that is proposed to it, and what it asks of a curator."""

from typing import Annotated

from litestar.exceptions import NotFoundException
from msgspec import Meta
from sqlmodel import Session

from municipal.cities.forms import OneForm
from municipal.cities.tracking_acts import Again, Made
from municipal.db import reading, write
from municipal.indicators.expected import dismiss, propose_again
from municipal.indicators.late import LEAST_REASON, MOST_REASON, ask
from municipal.indicators.queries import indicator
from municipal.indicators.tracking import tracking
from municipal.people.by import by, insisted
from municipal.traces.once import once
from municipal.web.addresses import address
from municipal.web.form import FieldError, Id, Input, Once, parse, said, unix_lines, without
from municipal.web.language import translator
from municipal.web.page import Asked, found, language
from municipal.web.threads import sent


class LateForm(Input, frozen=True):
    """Why an indicator that was begun late should be accepted."""

    indicator: Id
    because: Annotated[str, Meta(min_length=LEAST_REASON, max_length=MOST_REASON)]
    once: Once = ""


def not_ours(request: Asked, body: str) -> Made:
    """The city does not follow an indicator of the list, or takes that back."""
    raw = sent(request)
    back = said(raw, "act") == "propose"
    form, _wrong = parse(OneForm, without(raw, "act"))
    if form is None:
        raise NotFoundException
    with reading() as session:
        found(indicator(session, form.id, "fr"))
    work = propose_again if back else dismiss
    write(lambda session: work(session, by(request), body, form.id))
    return address("city_tracking", language(request), id=body, received="proposed" if back else "dismissed")


def ask_late(request: Asked, body: str) -> Made:
    """Ask that an indicator, begun after a project, may support its case."""
    raw = without(unix_lines(sent(request)), "act")
    spoken = language(request)
    _ = translator(spoken)
    chosen = said(raw, "indicator")
    with reading() as session:
        found(indicator(session, chosen, spoken))
        stands = found(tracking(session, body, chosen))
    who = insisted(request, "indicator.late", body=body)
    form, errors = parse(LateForm, raw)
    if form is None:
        told = _("Dites pourquoi, en 5 à 1\u00a0000 caractères.")
        lost = _("Rechargez la page, puis recommencez.")
        wrong = [FieldError(name, told if name == "because" else lost) for name in errors]
        return Again(chosen, {"because": said(raw, "because")}, wrong, stands.version)

    def act(session: Session) -> Made:
        asked = ask(session, who, body, chosen, form.because)
        received = "asked" if asked else "waiting"
        return address("city_tracking", spoken, id=body, indicator=chosen, received=received)

    return write(lambda session: once(session, form.once, who.person, lambda: act(session)))
