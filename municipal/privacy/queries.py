"""The register of incidents of a body: a session in, Structs out."""

import datetime as dt
import secrets
from typing import Any, Final

import msgspec
from msgspec import Struct
from sqlalchemy import update
from sqlmodel import Session, col, select

from municipal.db import touched
from municipal.privacy.forms import IncidentForm
from municipal.privacy.periods import rules
from municipal.privacy.tables import Incident
from municipal.traces.chain import By, now, record

# The columns that are written by a person, in the order of the regulation's list.
FIELDS: Final = (
    *("information", "circumstances", "occurred_from", "occurred_to", "aware_on", "persons", "persons_in_quebec"),
    *("sensitivity", "consequences", "likelihood", "serious", "cai_told_on", "persons_told_on", "public_notice"),
    "measures",
)


class IncidentRow(Struct, frozen=True):
    """An incident, as the register tells it."""

    id: str
    information: str
    circumstances: str
    occurred_from: str
    occurred_to: str
    aware_on: str
    persons: int | None
    persons_in_quebec: int | None
    sensitivity: str
    consequences: str
    likelihood: str
    serious: bool
    cai_told_on: str | None
    persons_told_on: str | None
    public_notice: str
    measures: str
    version: int

    @property
    def untold(self) -> bool:
        """Whether a notice is still to be sent: a risk of serious injury asks for two."""
        return self.serious and not (self.cai_told_on and self.persons_told_on)

    @property
    def kept_until(self) -> str:
        """The last day on which it must still be there."""
        day, years = dt.date.fromisoformat(self.aware_on), rules()["incident"].years or 0
        leap = (day.month, day.day) == (2, 29) and (day.year + years) % 4
        return day.replace(year=day.year + years, day=28 if leap else day.day).isoformat()


def incidents(session: Session, body: str) -> list[IncidentRow]:
    """The incidents of a body, the latest first."""
    query = select(Incident).where(Incident.body == body)
    return [_row(row) for row in session.exec(query.order_by(col(Incident.aware_on).desc(), col(Incident.id)))]


def incident(session: Session, body: str, identity: str) -> IncidentRow | None:
    """One incident of a body; another body's is not there."""
    row = session.exec(select(Incident).where(Incident.body == body, Incident.id == identity)).first()
    return _row(row) if row else None


def record_incident(session: Session, by: By, body: str, form: IncidentForm) -> str:
    """Add an incident to a body's register; what comes back is its number."""
    identity = secrets.token_hex(5).upper()
    values = _values(form)
    session.add(Incident(**values, id=identity, body=body, recorded_by=by.person, recorded_at=now()))
    record(session, by, "incident.recorded", "incident", identity, body=body, version=1)
    return identity


def change_incident(session: Session, by: By, body: str, form: IncidentForm) -> bool:
    """Keep what changed of an incident; false when somebody else changed it since it was read."""
    seen = (col(Incident.body) == body, col(Incident.id) == form.incident, col(Incident.version) == form.version)
    version = form.version + 1
    changed = update(Incident).where(*seen).values(**_values(form), version=version)
    kept = touched(session, changed) == 1
    if kept:
        record(session, by, "incident.changed", "incident", form.incident, body=body, version=version)
    return kept


def _values(form: IncidentForm) -> dict[str, Any]:
    told: dict[str, Any] = msgspec.structs.asdict(form)
    # An incident of one moment ends when it began.
    told |= {"serious": form.serious == "yes", "occurred_to": form.occurred_to or form.occurred_from}
    return {name: told[name] for name in FIELDS}


def _row(row: Incident) -> IncidentRow:
    return msgspec.convert(row, IncidentRow, from_attributes=True)
