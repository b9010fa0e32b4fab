"""« Signaler une erreur » and « Contester »: what a reader tells us is kept, and answered within five working days."""

import datetime as dt
import secrets
from typing import Final, Literal

from litestar import Controller, Response, get, post
from litestar.concurrency import sync_to_thread
from litestar.params import FromPath, FromQuery, JSONBody
from litestar.response import Redirect
from msgspec import Struct
from sqlmodel import Session, select

from municipal.db import reading, write
from municipal.people.by import by
from municipal.shared_needs.working_days import working_days_later
from municipal.suppliers.forms import ReportBody, ReportForm, Told
from municipal.suppliers.tables import Report
from municipal.traces.chain import NOBODY, By, now, record
from municipal.traces.once import new_token, once
from municipal.web.addresses import address, canonical, paths
from municipal.web.form import FieldError, multi, parse, query
from municipal.web.format import date, today
from municipal.web.language import translator
from municipal.web.open import OPEN_TO_REPORTS
from municipal.web.page import Asked, found, language, page
from municipal.web.threads import reads, writes
from vendors.registry.queries import solutions

WORKING_DAYS: Final = 5


class Received(Struct, frozen=True):
    """The number of a report and the day by which it is answered."""

    id: str
    due_on: str


class ReportQuery(Struct, frozen=True):
    """Which of the two forms, or the number of a report that was just received."""

    kind: str = "error"
    received: str = ""


def due(day: dt.date, working_days: int = WORKING_DAYS) -> dt.date:
    """The day that many working days later, as Québec keeps them."""
    return working_days_later(day, working_days)


def receive(solution: str, form: Told, spoken: str, *, token: str = "", who: By = NOBODY) -> Received:
    """Keep a report and its trace; its number can be quoted by whoever sent it.

    Sent again with the same token (a double click, an answer that was lost), it is the same report.
    """

    def work(session: Session) -> Received:
        def act() -> str:
            number = secrets.token_hex(4).upper()
            session.add(
                Report(
                    id=number,
                    kind=form.kind,
                    solution=solution,
                    message=form.message,
                    contact=form.contact,
                    language=spoken,
                    received_at=now(),
                    due_on=due(today()).isoformat(),
                )
            )
            session.flush()
            record(session, who, "report.received", "report", number, after=solution)
            return number

        number = once(session, token, who.person, act)
        return Received(number, session.exec(select(Report.due_on).where(Report.id == number)).one())

    # A contestation is told on the page of the solution, which is kept by the version of the public data.
    return write(work, public=form.kind == "contest")


class ReportPages(Controller):
    """The two forms about a solution."""

    opt = OPEN_TO_REPORTS
    include_in_schema = False

    @get(paths("report"))
    @reads
    def form(self, request: Asked, id: FromPath[str]) -> Response[bytes]:  # noqa: A002 - the name in the address
        """The form, or the word that a report was received."""
        asked = query(ReportQuery, canonical(request.query_params.multi_items()))
        return _form(request, id, {"kind": [asked.kind]}, {}, received=asked.received[:8])

    @post(paths("report"))
    async def send(self, request: Asked, id: FromPath[str]) -> Response[bytes] | Redirect:  # noqa: A002 - as in the address
        """Keep the report and show its number; a faulty form comes back as it was, with its errors."""
        raw = multi([(name, str(value)) for name, value in (await request.form()).multi_items()])
        with reading() as session:
            found(next(iter(solutions(session, ids=[id])), None))
        form, errors = parse(ReportForm, raw)
        if form is None:
            return _form(request, id, raw, errors)
        spoken = language(request)
        received = await sync_to_thread(receive, id, form, spoken, token=form.once, who=by(request))
        return Redirect(address("report", spoken, id=id, kind=form.kind, received=received.id), status_code=303)


class ReportApi(Controller):
    """The same, from a program."""

    opt = OPEN_TO_REPORTS
    path = "/api/v1/signalements"
    tags = ("signalements",)

    @post()
    @writes
    def send(self, request: Asked, data: JSONBody[ReportBody], lang: FromQuery[Literal["fr", "en"]] = "fr") -> Received:
        """Point out an error, or contest what is said of a solution; answered within five working days.

        A program that may have to send again says so by the header `Idempotency-Key`: the same key is one report.
        """
        with reading() as session:
            found(next(iter(solutions(session, ids=[data.solution])), None))
        token = request.headers.get("idempotency-key", "")[:200]
        return receive(data.solution, data, lang, token=token, who=by(request))


def _form(
    request: Asked, solution: str, raw: dict[str, list[str]], errors: dict[str, str], received: str = ""
) -> Response[bytes]:
    spoken = language(request)
    with reading() as session:
        row = found(next(iter(solutions(session, ids=[solution])), None))
    values = {name: given[0] for name, given in raw.items() if given}
    return page(
        request,
        "report",
        "suppliers/report.html",
        id=solution,
        status=422 if errors else 200,
        row=row,
        values=values,
        contest=values.get("kind") == "contest",
        errors=[FieldError(name, _message(name, spoken)) for name in errors],
        received=received,
        once=new_token(),
        due_on=date(due(today()), spoken),
    )


def _message(field: str, spoken: str) -> str:
    _ = translator(spoken)
    return {
        "message": _("Expliquez en 10 à 4\u00a0000 caractères ce qu’il faut corriger."),
        "contact": _("Écrivez une adresse de courriel de 200 caractères au plus, ou laissez le champ vide."),
        "kind": _("Choisissez\u00a0: signaler une erreur ou contester."),
    }.get(field, _("Retirez ce champ\u00a0: il n’est pas attendu."))
