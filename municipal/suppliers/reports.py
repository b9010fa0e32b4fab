"""What was said of a solution and waits for curation: the list, one of them, and its answer by mail."""

from typing import Final, Literal

from msgspec import Struct
from sqlmodel import Session, col, select

from municipal.mail.message import is_address
from municipal.mail.outbox import post
from municipal.people.roles import PROVINCE
from municipal.suppliers.tables import Report
from municipal.traces.chain import Permit, now, record
from municipal.web.addresses import address
from municipal.web.language import translator

KIND: Final = "report"
CONTEST: Final = "contest"
OPEN: Final = ("received", "more")
ANSWERED: Final = "answered"

Act = Literal["answer", "more"]


class ReportRow(Struct, frozen=True):
    """A report as curation reads it: whether a message can reach who wrote it, never the address itself."""

    id: str
    kind: str
    solution: str
    message: str
    reachable: bool
    language: str
    received_at: str
    due_on: str
    state: str
    answer: str
    answered_by: str | None
    answered_at: str | None
    version: int


def waiting(session: Session) -> list[ReportRow]:
    """The reports without an answer, the one that is due first before the others."""
    query = select(Report).where(col(Report.state).in_(OPEN)).order_by(Report.due_on, Report.received_at, Report.id)
    return [_shown(row) for row in session.exec(query)]


def since(session: Session, moment: str) -> list[tuple[str, str, str | None]]:
    """Of every report since an instant: its kind, the day it is due, the instant of its answer."""
    query = select(Report.kind, Report.due_on, Report.answered_at).where(Report.received_at >= moment)
    return [(kind, due_on, at) for kind, due_on, at in session.exec(query)]


def report(session: Session, identity: str) -> ReportRow | None:
    """A report by its number."""
    row = session.exec(select(Report).where(Report.id == identity)).first()
    return _shown(row) if row else None


def contested(session: Session, solution: str) -> str:
    """The day by which an open contestation of a solution is answered; nothing where there is none."""
    query = select(Report.due_on).where(
        Report.solution == solution, Report.kind == CONTEST, col(Report.state).in_(OPEN)
    )
    return session.exec(query.order_by(Report.due_on).limit(1)).first() or ""


def answer(session: Session, permit: Permit, identity: str, act: Act, text: str, *, version: int, base: str) -> bool:
    """Answer a report, or ask who wrote it for more, by mail where an address was given.

    False, and nothing happens, when it was answered or asked meanwhile, or when nobody can be asked for more.
    """
    row = session.exec(select(Report).where(Report.id == identity)).first()
    if row is None or row.version != version or row.state not in OPEN:
        return False
    to = row.contact if row.contact and is_address(row.contact) else ""
    if act == "more" and not to:
        return False
    by = permit("curation.answer")
    row.state = ANSWERED if act == "answer" else "more"
    row.answer = text
    if act == "answer":
        row.answered_by, row.answered_at = by.person, now()
    session.add(row)
    session.flush()
    if to:
        _tell(session, row, act, to, base)
    more = "more" if act == "more" else "answered"
    record(session, by, f"report.{more}", KIND, row.id, body=PROVINCE, version=row.version, after=row.state)
    return True


def _tell(session: Session, row: Report, act: Act, to: str, base: str) -> None:
    _ = translator(row.language)
    subject = _("Votre message {number} dans Repère").format(number=row.id)
    link = base + address("solution", row.language, id=row.solution)
    if act == "answer":
        told = _(
            "Bonjour,\n\nVoici la réponse à votre message {number}\u00a0:\n\n{answer}\n\nLa fiche\u00a0: {link}"
        ).format(number=row.id, answer=row.answer, link=link)
    else:
        again = base + address("report", row.language, id=row.solution, kind=row.kind)
        told = _(
            "Bonjour,\n\nPour répondre à votre message {number}, il nous manque une précision\u00a0:\n\n{answer}\n\n"
            "Écrivez-la ici, avec le numéro {number}\u00a0: {link}"
        ).format(number=row.id, answer=row.answer, link=again)
    post(session, to=to, subject=subject, text=told, language=row.language, kind=KIND)


def _shown(row: Report) -> ReportRow:
    same = {name: getattr(row, name) for name in ReportRow.__struct_fields__ if name != "reachable"}
    return ReportRow(**same, reachable=bool(row.contact and is_address(row.contact)))
