"""What is done at the desk of the law, from the form to the row, and back when something stands in the way."""

from collections.abc import Callable
from typing import Final, TypeAlias

from litestar.exceptions import NotFoundException
from msgspec import Struct
from sqlmodel import Session

from municipal.cities.desk import permit
from municipal.db import reading, write
from municipal.law.checking import checked, said_of, typed
from municipal.law.dated import FILES, File
from municipal.law.forms import AnswerForm
from municipal.law.proposing import Choice, decide, propose
from municipal.law.queries import rows_in_use
from municipal.people.roles import PROVINCE
from municipal.traces.once import once
from municipal.web.actor import the_actor
from municipal.web.addresses import address
from municipal.web.form import FieldError, parse, said, unix_lines, without
from municipal.web.language import translator
from municipal.web.page import Asked, language
from municipal.web.threads import sent


class Again(Struct, frozen=True):
    """The page to show again: the form of a row where a file is named, else the queue, with what was typed."""

    file: File | None = None
    replaces: str = ""
    values: dict[str, str] = {}
    errors: list[FieldError] = []
    received: str = ""
    status: int = 422


# Where a form leads, or what to show again.
Made: TypeAlias = str | Again


def put(request: Asked) -> Made:
    """Propose a row, new or in place of one."""
    allowed = permit(request, PROVINCE)
    allowed("law.propose")
    raw = sent(request)
    spoken = language(request)
    named = said(raw, "file")
    file: File | None = next((one for one in FILES if one == named), None)
    if file is None:
        raise NotFoundException
    values, replaces = typed(file, raw), said(raw, "replaces")
    with reading() as session:
        rows = rows_in_use(session)
    if replaces and replaces not in {row["id"] for row in rows[file]}:
        raise NotFoundException
    cells, errors = checked(rows, file, values, replaces=replaces, spoken=spoken)
    if errors:
        return Again(file, replaces, values, errors)

    def act(session: Session) -> Made:
        propose(session, allowed, file, cells, values["reason"])
        return address("law_proposals", spoken, received="proposed")

    return write(lambda session: once(session, said(raw, "once"), the_actor(request).person, lambda: act(session)))


def answer(request: Asked) -> Made:
    """Accept or refuse a proposal, with a reason."""
    allowed = permit(request, PROVINCE)
    allowed("law.accept")
    raw = unix_lines(sent(request))
    spoken, accepted = language(request), said(raw, "act") == "accept"
    _ = translator(spoken)
    form, errors = parse(AnswerForm, without(raw, "act"))
    if form is None and set(errors) != {"reason"}:
        raise NotFoundException
    proposal = said(raw, "proposal")
    field, kept = f"reason-{proposal}", {proposal: said(raw, "reason")}
    if form is None:
        return Again(values=kept, errors=[FieldError(field, _("Dites pourquoi, en 5 à 1\u00a0000 caractères."))])
    person = the_actor(request).person
    choice = Choice(form.proposal, form.version, form.stands, accepted, form.reason)
    made = write(lambda session: decide(session, allowed, person, choice))
    if made == "done":
        return address("law_proposals", spoken, received="accepted" if accepted else "refused")
    if isinstance(made, str):
        return Again(values=kept, received=made, status=409 if made == "moved" else 403)
    told = [FieldError(field, said_of(clash, spoken)[1]) for clash in made]
    return Again(values=kept, errors=told, status=409)


# By what each of the page’s forms says of itself.
ACTS: Final[dict[str, Callable[[Asked], Made]]] = {"propose": put, "accept": answer, "refuse": answer}
