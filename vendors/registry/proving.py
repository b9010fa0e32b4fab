"""What proves the conditions of a step: what the page of a supplier already says, and what a person brings."""

import datetime as dt
from urllib.parse import urlsplit

from sqlalchemy import select
from sqlmodel import Session, col

from vendors.registry.identities import neqs_of
from vendors.registry.queries import solutions, vendor
from vendors.registry.steps import Lifecycle
from vendors.registry.tables import Fact

SHORTEST = 3
LONGEST = 1000


def after_months(day: dt.date, months: int) -> dt.date:
    """The same day some months later, or the last of a shorter month."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    for last in range(day.day, 0, -1):
        try:
            return dt.date(year, month + 1, last)
        except ValueError:
            continue
    raise AssertionError


def known(session: Session, vendor_id: str, rules: Lifecycle, today: str) -> dict[str, str]:
    """What the page of a supplier proves already: by proof, the number, address or day that does."""
    row = vendor(session, vendor_id)
    if row is None:
        return {}
    ids = [one.id for one in solutions(session, vendor=vendor_id)]
    query = select(col(Fact.field), col(Fact.source_url)).where(
        col(Fact.solution).in_(ids), col(Fact.source_url).is_not(None)
    )
    found = session.execute(query.order_by(col(Fact.id))).all()
    query = query.where(col(Fact.field) == "client", col(Fact.body).is_not(None), col(Fact.verified).is_(True))
    uses = session.execute(query.order_by(col(Fact.id))).all()
    says = {
        "neq": next(iter(neqs_of(session, vendor_id)), None),
        "website": row.website,
        "fact": next((address for _, address in found), None),
        "use": next((address for _, address in uses), None),
        "confirmation": row.confirmed_on if _recent(row.confirmed_on or "", rules, today) else None,
    }
    return {one.id: value for one in rules.proofs.values() if one.known and (value := says[one.known])}


def missing(
    session: Session, vendor_id: str, after: str, proofs: dict[str, str], rules: Lifecycle, today: str
) -> list[str]:
    """The proofs that a step still lacks, or that are not given as they must be; `today` is a day (ISO)."""
    row = vendor(session, vendor_id)
    step = next((one for one in rules.steps if row and (one.before, one.after) == (row.status, after)), None)
    if step is None:
        return []
    proven = known(session, vendor_id, rules, today)
    return [
        one
        for one in step.proofs
        if (one in proofs and not _sound(proofs[one].strip(), one, rules, today)) or (one not in proofs | proven)
    ]


def _sound(given: str, proof: str, rules: Lifecycle, today: str) -> bool:
    kind = rules.proofs[proof].kind
    if kind == "choice":
        return any(given == one.id for one in rules.choices[proof])
    if kind == "date":
        return _recent(given, rules, today) if rules.proofs[proof].known == "confirmation" else _day(given) is not None
    if not SHORTEST <= len(given) <= LONGEST:
        return False
    return kind == "text" or _is_address(given)


def _is_address(given: str) -> bool:
    try:
        told = urlsplit(given)
    except ValueError:
        return False
    return told.scheme in ("http", "https") and "." in (told.hostname or "") and not any(one.isspace() for one in given)


def _recent(given: str, rules: Lifecycle, today: str) -> bool:
    """Whether a day is past, and not so long ago that a confirmation no longer holds."""
    day, now = _day(given), dt.date.fromisoformat(today)
    return day is not None and day <= now < after_months(day, rules.validity.confirmation_months)


def _day(given: str) -> dt.date | None:
    try:
        return dt.date.fromisoformat(given)
    except ValueError:
        return None
