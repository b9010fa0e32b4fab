"""What is done with a declaration, from the form to the row: examine, ask for more, confirm, give back, take back."""

from collections.abc import Callable
from typing import Final

from sqlmodel import Session

from municipal.curation.acting import CONFLICT, FORBIDDEN, Again, Made, acting
from municipal.curation.declaration_forms import ExamineForm
from municipal.curation.examining import Done, Examined, ask_more, confirm, examine, give_back
from municipal.curation.undo_acts import holding, told
from municipal.curation.wrong import errors_of
from municipal.db import reading, touch
from municipal.declarations.queries import declaration
from municipal.people.roles import PROVINCE
from municipal.sign_in.arriving import base_for_messages
from municipal.traces.chain import Permit, now, record
from municipal.web.actor import the_actor
from municipal.web.addresses import address
from municipal.web.form import FieldError, only, parse
from municipal.web.language import translator
from municipal.web.page import Asked, found, language
from municipal.web.threads import sent
from vendors.registry.changing import Cause
from vendors.registry.replay import UNDONE
from vendors.registry.undoing import take_back

Work = Callable[[Session, Permit, str, Examined], Done]


def accepting(request: Asked, identity: str) -> Made:
    """Accept the fields that are ticked; a second person confirms."""

    def work(session: Session, allowed: Permit, person: str, asked: Examined) -> Done:
        return examine(session, allowed, person, "accept", asked)

    with reading() as session:
        row = found(declaration(session, identity))
    if row.kind != "confirmation" and not sent(request).get("fields"):
        _ = translator(language(request))
        return Again("examine", sent(request), [FieldError("fields", _("Cochez au moins un champ à accepter."))])
    if row.kind == "new" and "name" not in sent(request)["fields"]:
        _ = translator(language(request))
        return Again(
            "examine", sent(request), [FieldError("fields", _("Cochez au moins le nom d’une nouvelle fiche."))]
        )
    return _act(request, identity, "declaration.answer", "examine", work)


def refusing(request: Asked, identity: str) -> Made:
    """Refuse it all; a second person confirms."""

    def work(session: Session, allowed: Permit, person: str, asked: Examined) -> Done:
        return examine(session, allowed, person, "refuse", asked)

    return _act(request, identity, "declaration.answer", "examine", work)


def asking_more(request: Asked, identity: str) -> Made:
    """Ask the enterprise for more."""

    def work(session: Session, allowed: Permit, person: str, asked: Examined) -> Done:  # noqa: ARG001 - as the others
        return ask_more(session, allowed, asked)

    return _act(request, identity, "declaration.answer", "examine", work)


def confirming(request: Asked, identity: str) -> Made:
    """Confirm what the first person chose."""
    return _act(request, identity, "declaration.accept", "second", confirm)


def giving_back(request: Asked, identity: str) -> Made:
    """Have it examined anew."""
    return _act(request, identity, "declaration.accept", "second", give_back)


def taking_back(request: Asked, identity: str) -> Made:
    """Take back all that was written of a declaration."""
    raw, spoken = only(sent(request), ExamineForm), language(request)
    form, wrong = parse(ExamineForm, raw)
    if form is None:
        return Again("undo", raw, errors_of(wrong, spoken))
    with reading() as session:
        row = found(declaration(session, identity))

    def work(session: Session, allowed: Permit) -> Made:
        by = allowed("registry.undo")
        cause = Cause(UNDONE, now(), identity, by.person, form.reason)
        done = take_back(session, identity, cause, holding(session, but=identity))
        if not done.restored:
            return Again("undo", raw, received="nothing", status=CONFLICT)
        after = {"restored": done.restored, "kept": [one.field for one in done.kept]}
        record(session, by, "registry.undone", "declaration", identity, body=PROVINCE, after=after, reason=form.reason)
        touch(session)
        return address("curation_declaration", spoken, id=identity, received="undone", kept=told(done.kept))

    return acting(request, "registry.undo", [row.vendor] if row.vendor else [], "undo", work)


def _act(request: Asked, identity: str, action: str, name: str, work: Work) -> Made:
    """Read the form and answer; what stood in the way is shown with all that was typed."""
    raw, spoken, person = only(sent(request), ExamineForm), language(request), the_actor(request).person
    form, wrong = parse(ExamineForm, raw)
    if form is None:
        return Again(name, raw, errors_of(wrong, spoken))
    with reading() as session:
        row = found(declaration(session, identity))
    base = base_for_messages(request) if row.contact else ""
    asked = Examined(identity, form.version, form.reason, base, form.fields)

    def act(session: Session, allowed: Permit) -> Made:
        done = work(session, allowed, person, asked)
        if done in ("moved", "own", "taken"):
            return Again(name, raw, received=done, status=FORBIDDEN if done == "own" else CONFLICT)
        return address("curation_declaration", spoken, id=identity, received=done)

    return acting(request, action, [row.vendor] if row.vendor else [], name, act)


# By what each of the page’s forms says of itself: the action that it asks about, and what it does.
ACTS: Final[dict[str, tuple[str, Callable[[Asked, str], Made]]]] = {
    "accept": ("declaration.answer", accepting),
    "refuse": ("declaration.answer", refusing),
    "more": ("declaration.answer", asking_more),
    "confirm": ("declaration.accept", confirming),
    "return": ("declaration.accept", giving_back),
    "undo": ("registry.undo", taking_back),
}
