"""An enterprise asks for its address, and tells by it what it says of itself."""

from typing import Final

from litestar import Controller, Response, get, post
from litestar.params import FromPath
from litestar.response import Redirect
from sqlmodel import Session

from municipal.db import reading, write
from municipal.declarations.asking import ask
from municipal.declarations.checking import Checked, check
from municipal.declarations.forms import AskForm, AskQuery, SheetQuery
from municipal.declarations.remedies import ask_errors, told_errors
from municipal.declarations.sheet_views import sheet_page
from municipal.declarations.standing import differing, shown_under, standing
from municipal.declarations.telling import open_sheet, tell, was_received
from municipal.people.attempts import attempt
from municipal.people.by import by
from municipal.sign_in.arriving import asked_from, base_for_messages
from municipal.suppliers.report import due
from municipal.traces.once import new_token, once
from municipal.web.addresses import address, canonical, paths
from municipal.web.form import FieldError, parse, query, said
from municipal.web.format import date, today
from municipal.web.page import Asked, found, language, page
from municipal.web.threads import reads, sent, takes
from vendors.registry.queries import vendor

# A message to an address that somebody typed: the windows are those of a sign-in link.
LIMIT: Final = "declaration"


class DeclarationPages(Controller):
    """What an enterprise says of itself."""

    include_in_schema = False

    @get(paths("declare"), action="declaration.ask")
    @reads
    def index(self, request: Asked) -> Response[bytes]:
        """The form that asks for an address, or the word that it was asked for, or that a sheet was received."""
        asked = query(AskQuery, canonical(request.query_params.multi_items()))
        values = {"vendor": asked.vendor, "name": asked.name, "contact": "", "language": language(request)}
        return _ask_page(request, values, [], received=asked.received)

    @post(paths("declare"), action="declaration.ask")
    @takes
    def ask(self, request: Asked) -> Response[bytes] | Redirect:
        """Send an address; the answer is the same for every mailbox."""
        spoken, raw = language(request), sent(request)
        form, wrong = parse(AskForm, raw)
        values = {name: said(raw, name) for name in ("vendor", "name", "contact", "language")}
        errors = ask_errors(form, wrong, spoken)
        if form is None or errors:
            return _ask_page(request, values, errors)
        with reading() as session:
            known = shown_under(session, found(vendor(session, form.vendor)).id) if form.vendor else None
        base = base_for_messages(request)
        attempt(LIMIT, address=asked_from(request), person=form.contact.lower())
        who = by(request)

        def work(session: Session) -> str:
            def act() -> str:
                kind = "correction" if known else "new"
                given = {"contact": form.contact, "language": form.language, "name": "" if known else form.name}
                ask(session, who, base=base, kind=kind, vendor=known, **given)
                return address("declare", spoken, received="asked")

            return once(session, form.once, who.person, act)

        return Redirect(write(work), status_code=303)

    @get(paths("declaration"), action="declaration.tell")
    @reads
    def sheet(self, request: Asked, id: FromPath[str]) -> Response[bytes]:  # noqa: A002 - the name in the address
        """The sheet, as long as its address serves; any other address has one and the same answer."""
        asked = query(SheetQuery, request.query_params.multi_items())
        with reading() as session:
            row = open_sheet(session, id)
            return sheet_page(request, session, row, asked.solution) if row else _ended(request)

    @post(paths("declaration"), action="declaration.tell")
    @takes
    def tell(self, request: Asked, id: FromPath[str]) -> Response[bytes] | Redirect:  # noqa: A002 - as in the address
        """Keep the sheet; sent a second time, it says that it was received."""
        spoken, raw = language(request), sent(request)
        received = Redirect(address("declare", spoken, received="told"), status_code=303)
        with reading() as session:
            row = open_sheet(session, id)
            if row is None:
                return received if was_received(session, id) else _ended(request)
            stands = standing(session, row.vendor, said(raw, "solution"))
            same = row.kind == "confirmation" and said(raw, "act") == "same"
            checked = Checked({}, []) if same else check(raw, spoken)
            told = {} if same else differing(checked.values, stands)
            errors = [*checked.errors, *told_errors(session, row, told, spoken)]
            if errors:
                return sheet_page(request, session, row, said(raw, "solution"), raw, errors)
        kept = write(lambda session: tell(session, by(request), id, told))
        return _ended(request) if kept == "gone" else received


def _ask_page(
    request: Asked, values: dict[str, str], errors: list[FieldError], *, received: str = ""
) -> Response[bytes]:
    spoken = language(request)
    with reading() as session:
        row = found(vendor(session, shown_under(session, values["vendor"]))) if values["vendor"] else None
    return page(
        request,
        "declare",
        "declarations/ask.html",
        status=422 if errors else 200,
        private=True,
        row=row,
        values=values,
        errors=errors,
        received=received,
        due_on=date(due(today()), spoken),
        once=new_token(),
    )


def _ended(request: Asked) -> Response[bytes]:
    """One answer for an address that is unknown, was used, or is too old: nobody learns which."""
    return page(request, "declare", "declarations/ended.html", status=404, private=True)
