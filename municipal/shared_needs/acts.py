"""What people of a city do on a need's page: details, leaving, messages; or what to show again."""

from collections.abc import Callable
from typing import Final

from litestar.exceptions import NotFoundException
from sqlmodel import Session

from municipal.db import write
from municipal.people.by import insisted
from municipal.shared_needs.detail_acts import Again, Made, for_city, keep_details, onward
from municipal.shared_needs.forms import LeaveForm, TellForm, UntellForm
from municipal.shared_needs.joining import leave
from municipal.shared_needs.talking import tell, untell
from municipal.traces.once import once
from municipal.web.form import FieldError, only, parse, said
from municipal.web.language import translator
from municipal.web.page import Asked, language
from municipal.web.threads import sent


def leave_need(request: Asked, need: str) -> Made:
    """A city no longer has the need."""
    form, _wrong = parse(LeaveForm, only(sent(request), LeaveForm))
    if form is None:
        raise NotFoundException
    by = for_city(request, "need.join", form.city)
    write(lambda session: leave(session, by, form.city, need), public=True)
    return onward(request, need, "left")


def tell_cities(request: Asked, need: str) -> Made:
    """Write to the cities that share the need."""
    raw = only(sent(request), TellForm)
    form, errors = parse(TellForm, raw)
    city = said(raw, "city")
    by = for_city(request, "need.talk", city)
    if form is None:
        if set(errors) != {"text"}:
            raise NotFoundException
        _ = translator(language(request))
        wrong = FieldError("text", _("Écrivez un message de 2 à 2\u00a0000 caractères."))
        return Again(city, errors=[wrong], text=said(raw, "text"))

    def act(session: Session) -> str:
        if not tell(session, by, city, need, form.text):
            raise NotFoundException
        return onward(request, need, "told") + "#messages"

    return write(lambda session: once(session, form.once, by.person, lambda: act(session)))


def take_back(request: Asked, need: str) -> Made:
    """Take one's own message back."""
    form, _wrong = parse(UntellForm, only(sent(request), UntellForm))
    by = insisted(request, "need.talk")
    if form is None or not write(lambda session: untell(session, by, need, form.id)):
        raise NotFoundException
    return onward(request, need, "untold") + "#messages"


# By what each of the page's forms says of itself.
ACTS: Final[dict[str, Callable[[Asked, str], Made]]] = {
    "detail": keep_details,
    "leave": leave_need,
    "tell": tell_cities,
    "untell": take_back,
}
