"""The notice to a supplier that a case names: what will be public, until when it may reply, and where."""

import datetime as dt
import secrets
from hashlib import sha256
from typing import Final

from sqlmodel import Session, select

from municipal.cases.case_form import case_form
from municipal.cases.own import KIND
from municipal.cases.tables import CityCase, SupplierNotice
from municipal.cases.text import CaseText
from municipal.mail.outbox import post
from municipal.traces.chain import By, now, record
from municipal.web.addresses import address
from municipal.web.format import date, today
from municipal.web.language import translator
from vendors.registry.queries import solutions
from vendors.text import sort_key

CODE_BYTES: Final = 32


def give(session: Session, by: By, row: CityCase, text: CaseText, *, base: str) -> None:
    """Tell a supplier, and let it reply; the address of its reply stands in the message alone, here only its digest."""
    email, language = str(row.draft["supplier_email"]), str(row.draft.get("supplier_language") or "fr")
    code = secrets.token_urlsafe(CODE_BYTES)
    until = (today() + dt.timedelta(days=case_form().numbers.notice_days)).isoformat()
    notice = _row(session, row)
    if notice is None:
        notice = SupplierNotice(
            city=row.city, case=row.id, supplier="", email="", language="", code="", sent_at="", due_on=""
        )
    if notice.supplier and not same_supplier(notice.supplier, text.supplier):
        # The reply was another enterprise's.
        notice.reply, notice.replied_by, notice.replied_at = "", "", None
    notice.supplier, notice.vendor = text.supplier, vendor_of(session, text.solution)
    notice.email, notice.language, notice.code = email, language, digest(code)
    notice.sent_at, notice.due_on = now(), until
    session.add(notice)
    row.notice_until = until
    # From here on the notice holds the address, for as long as notices keep one.
    row.draft = row.draft | {"supplier_email": ""}
    subject, told = _message(text, until, base + address("case_reply", language, id=code), language)
    post(session, to=email, subject=subject, text=told, language=language, kind="notice")
    session.flush()
    record(session, by, "case.noticed", KIND, row.id, body=row.city, version=notice.version)


def vendor_of(session: Session, solution: str | None) -> str | None:
    """The supplier of a solution that the registry knows."""
    found = solutions(session, ids=[solution]) if solution else []
    return found[0].vendor if found else None


def same_supplier(one: str, other: str) -> bool:
    """Whether two spellings name one enterprise, accents, capitals and punctuation aside."""
    return sort_key(one) == sort_key(other)


def digest(code: str) -> str:
    """What is kept of the code of an address."""
    return sha256(code.encode()).hexdigest()


def _row(session: Session, row: CityCase) -> SupplierNotice | None:
    query = select(SupplierNotice).where(SupplierNotice.city == row.city, SupplierNotice.case == row.id)
    return session.exec(query).first()


def _message(text: CaseText, until: str, link: str, language: str) -> tuple[str, str]:
    _ = translator(language)
    return (
        _("Un cas qui nomme votre entreprise dans Repère"),
        _(
            "Bonjour,\n\nUne municipalité du Québec publiera un cas qui nomme {supplier}\u00a0: "
            "«\u00a0{title}\u00a0».\n\n"
            "Lisez-le et répondez ici, en 2\u00a0000 caractères au plus\u00a0:\n{link}\n\n"
            "Votre réponse sera montrée à côté du cas. Sans réponse, il sera public à partir du {day}.\n"
            "Cette adresse est réservée à votre entreprise\u00a0: ne la publiez pas."
        ).format(supplier=text.supplier, title=text.title, link=link, day=date(until, language)),
    )
