"""What is done around a case, from the form to the row, and back when something stands in the way."""

from collections.abc import Callable
from typing import Final, TypeAlias

from litestar.exceptions import NotFoundException
from msgspec import Struct
from sqlmodel import Session

from municipal.cases.queries import CaseRow
from municipal.cases.shelf import teller
from municipal.cities.desk import permit
from municipal.community.about import the_cases
from municipal.community.asked import is_registered
from municipal.community.follows import follow, unfollow
from municipal.community.forms import AskForm, UseForm
from municipal.community.notices import tell_city
from municipal.community.questions import MOST_OPEN, Asked, ask
from municipal.community.using import unuse, use
from municipal.db import write
from municipal.people.by import insisted
from municipal.people.roles import kind_of
from municipal.places.queries import place
from municipal.sign_in.arriving import base_for_messages
from municipal.traces.once import once
from municipal.web.actor import the_actor
from municipal.web.addresses import address
from municipal.web.form import FieldError, parse, said
from municipal.web.language import translator
from municipal.web.page import Asked as Request
from municipal.web.page import found, language, settings
from municipal.web.threads import sent

# Where the block around a case stands in its page.
ANCHOR: Final = "#ensemble"


class Again(Struct, frozen=True):
    """The page to show again: what was typed, and what is wrong with it."""

    values: dict[str, str]
    errors: list[FieldError]
    status: int = 422


# Where a form leads, or what to show again.
Made: TypeAlias = str | Again


def the_case(session: Session, request: Request, identity: str, spoken: str = "") -> CaseRow:
    """The case, for who may read it. Raises NotFoundException."""
    here = settings(request)
    known = the_cases(session, spoken or language(request), demo=here.demo, reader=the_actor(request))
    return found(known.get(identity))


def declare(request: Request, case: str) -> Made:
    """Say that a city uses the same, or take it back."""
    raw = sent(request)
    given = {name: values for name, values in raw.items() if name != "act"}
    form, _wrong = parse(UseForm, given)
    if form is None:
        told = translator(language(request))("Choisissez votre ville.")
        return Again({}, [FieldError("city", told)])
    kept = use if raw.get("act") == ["use"] else unuse

    def act(session: Session) -> str:
        row = the_case(session, request, case)
        own = (row.municipality, teller(session, case))
        if kind_of(form.city) != "municipality" or form.city in own or not place(session, form.city):
            raise NotFoundException
        kept(session, permit(request, form.city), case, form.city)
        return _back(request, case)

    return write(lambda session: once(session, form.once, the_actor(request).person, lambda: act(session)), public=True)


def question(request: Request, case: str) -> Made:
    """Ask the city of a case."""
    raw = {name: values for name, values in sent(request).items() if name != "act"}
    form, wrong = parse(AskForm, raw)
    _ = translator(language(request))
    typed = {name: said(raw, name) for name in ("city", "text")}
    if form is None:
        told = {
            "text": _("Écrivez votre question, en 10 à 1\u00a0000 caractères."),
            "city": _("Choisissez votre ville."),
        }
        lost = _("Rechargez la page, puis recommencez.")
        return Again(typed, [FieldError(name, told.get(name, lost)) for name in wrong])
    base = base_for_messages(request)

    def act(session: Session) -> Made:
        row = the_case(session, request, case)
        city = row.municipality
        if (
            city is None
            or form.city == city
            or kind_of(form.city) != "municipality"
            or not is_registered(session, city)
        ):
            raise NotFoundException
        kept = ask(
            session,
            permit(request, form.city),
            case=case,
            city=city,
            from_city=form.city,
            text=form.text,
        )
        if kept is None:
            most = _("Attendez une réponse\u00a0: {count} questions de votre ville attendent déjà.")
            return Again(typed, [FieldError("text", most.format(count=MOST_OPEN))], 409)
        _notify(session, request, base, case, city, form.city, kept)
        return _back(request, case)

    return write(lambda session: once(session, form.once, the_actor(request).person, lambda: act(session)))


def keep_up(request: Request, case: str) -> Made:
    """Follow a case, or no longer."""
    kept = follow if sent(request).get("act") == ["follow"] else unfollow

    def act(session: Session) -> None:
        the_case(session, request, case)
        kept(session, insisted(request, "case.follow").person, "case", case)

    write(act)
    return _back(request, case)


# By what each form says of itself.
ACTS: Final[dict[str, Callable[[Request, str], Made]]] = {
    "use": declare,
    "unuse": declare,
    "ask": question,
    "follow": keep_up,
    "unfollow": keep_up,
}


def _notify(session: Session, request: Request, base: str, case: str, city: str, from_city: str, kept: Asked) -> None:
    if kept.first:
        titles = {spoken: the_case(session, request, case, spoken).title for spoken in ("fr", "en")}
        tell_city(session, base, city=city, from_city=from_city, titles=titles)


def _back(request: Request, case: str) -> str:
    return address("case", language(request), id=case) + ANCHOR
