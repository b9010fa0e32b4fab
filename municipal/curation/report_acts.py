"""An error or a contestation is answered, or whoever wrote it is asked for more."""

from typing import Final, TypeAlias

from litestar.exceptions import NotFoundException
from msgspec import Struct
from sqlmodel import Session

from municipal.cities.desk import permit
from municipal.curation.interests import bar
from municipal.curation.report_forms import ReportAnswerForm
from municipal.db import reading, write
from municipal.people.roles import PROVINCE
from municipal.sign_in.arriving import base_for_messages
from municipal.suppliers.reports import CONTEST, OPEN, Act, ReportRow, answer, report
from municipal.traces.once import once
from municipal.web.actor import the_actor
from municipal.web.addresses import address
from municipal.web.form import FieldError, parse, said, unix_lines, without
from municipal.web.language import translator
from municipal.web.page import Asked, found, language
from municipal.web.threads import sent
from vendors.registry.queries import solutions

ACTS: Final[tuple[Act, ...]] = ("answer", "more")


class AgainReport(Struct, frozen=True):
    """The page to show again, with what was typed and what stood in the way."""

    typed: str = ""
    errors: list[FieldError] = []
    received: str = ""
    status: int = 422


Made: TypeAlias = str | AgainReport


def sent_answer(request: Asked, identity: str) -> Made:
    """Answer, or ask for more."""
    allowed = permit(request, PROVINCE)
    allowed("curation.answer")
    raw = unix_lines(sent(request))
    act: Act | None = next((one for one in ACTS if one == said(raw, "act")), None)
    if act is None:
        raise NotFoundException
    spoken, person = language(request), the_actor(request).person
    typed = said(raw, "answer")
    form, errors = parse(ReportAnswerForm, without(raw, "act"))
    if form is None:
        _ = translator(spoken)
        told = _("Écrivez une réponse de 5 à 4\u00a0000 caractères.")
        lost = _("Rechargez la page, puis recommencez.")
        return AgainReport(typed, [FieldError("answer", told if "answer" in errors else lost)])
    with reading() as session:
        row = found(report(session, identity))
        stop = bar(session, person, owners(session, row))
    if stop:
        return AgainReport(typed, received=stop, status=403)
    if act == "more" and not row.reachable and row.state in OPEN:
        return AgainReport(typed, received="unreachable", status=409)
    base = base_for_messages(request) if row.reachable else ""

    def work(session: Session) -> Made:
        def done() -> Made:
            if stopped := bar(session, person, owners(session, row)):
                return AgainReport(typed, received=stopped, status=403)
            if not answer(session, allowed, identity, act, form.answer, version=form.version, base=base):
                return AgainReport(typed, received="moved", status=409)
            return address("curation_report", spoken, id=identity, received=act)

        return once(session, form.once, person, done)

    return write(work, public=row.kind == CONTEST)


def owners(session: Session, row: ReportRow) -> list[str]:
    """The supplier that a report is about, where its solution still stands."""
    return [one.vendor for one in solutions(session, ids=[row.solution])]
