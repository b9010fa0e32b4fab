"""Whether the chain of traces is whole: every number there, every digest right, every published head found again."""

from collections.abc import Mapping

from msgspec import Struct
from sqlmodel import Session, col, select

from municipal.traces.chain import GENESIS, link, reason_digest
from municipal.traces.tables import Audit, AuditReason

_AT_A_TIME = 2000


class Verdict(Struct, frozen=True):
    """What a verification found; `first_bad` is the number of the first entry that does not hold."""

    ok: bool
    entries: int
    head: str
    first_bad: int | None = None
    why: str = ""


def verify(session: Session, heads: Mapping[int, str] | None = None) -> Verdict:
    """Follow the chain from its first entry; `heads` are digests that were published elsewhere, by entry number.

    Without published heads a chain that was wholly rewritten, or cut short, would still look whole.
    """
    published = dict(heads or {})
    previous, seq = GENESIS, 0
    while True:
        query = select(Audit).where(col(Audit.seq) > seq).order_by(col(Audit.seq)).limit(_AT_A_TIME)
        entries = session.exec(query).all()
        reasons = _reasons(session, seq)
        for entry in entries:
            seq += 1
            why = _wrong(entry, seq, previous, published.pop(seq, None)) or _misquoted(entry, reasons.get(seq))
            if why:
                return Verdict(ok=False, entries=seq, head=previous, first_bad=seq, why=why)
            previous = entry.hash
        session.expunge_all()
        if len(entries) < _AT_A_TIME:
            break
    stray = session.exec(select(Audit.seq).where(col(Audit.seq) < 1).limit(1)).first()
    if published or stray is not None:
        return Verdict(ok=False, entries=seq, head=previous, first_bad=seq + 1, why="missing")
    return Verdict(ok=True, entries=seq, head=previous)


def _reasons(session: Session, after: int) -> dict[int, AuditReason]:
    query = select(AuditReason).where(col(AuditReason.seq) > after, col(AuditReason.seq) <= after + _AT_A_TIME)
    return {row.seq: row for row in session.exec(query)}


def _misquoted(entry: Audit, told: AuditReason | None) -> str:
    """Whether the words of a reason are no longer those that were given; that they were erased is right."""
    if told is None or not told.text:
        return ""
    return "" if reason_digest(told.salt, told.text) == entry.reason else "reason"


def _wrong(entry: Audit, seq: int, previous: str, published: str | None) -> str:
    if entry.seq != seq:
        return "missing"
    if entry.previous != previous or entry.hash != link(entry):
        return "altered"
    return "replaced" if published and published != entry.hash else ""
