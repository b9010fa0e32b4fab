"""What comes in from the pages about personal information."""

import datetime as dt
from typing import Annotated, Literal

from msgspec import Meta

from municipal.web.form import Input
from municipal.web.format import today

Day = Annotated[str, Meta(pattern=r"^\d{4}-\d{2}-\d{2}$")]
# A day, or the month or the year alone where the day is not known.
About = Annotated[str, Meta(pattern=r"^\d{4}(-\d{2}(-\d{2})?)?$")]
Words = Annotated[str, Meta(min_length=3, max_length=4000)]
Count = Annotated[int, Meta(ge=0, le=100_000_000)]
_DAY, _MONTH = 10, 7


class IncidentForm(Input, frozen=True):
    """An incident, with what the regulation asks of its register (A-2.1, r. 3.1)."""

    information: Words
    circumstances: Words
    occurred_from: About
    aware_on: Day
    sensitivity: Words
    consequences: Words
    likelihood: Words
    serious: Literal["yes", "no"]
    measures: Words
    occurred_to: About | None = None
    persons: Count | None = None
    persons_in_quebec: Count | None = None
    cai_told_on: Day | None = None
    persons_told_on: Day | None = None
    public_notice: Annotated[str, Meta(max_length=4000)] = ""
    incident: Annotated[str, Meta(max_length=40)] = ""
    version: int = 0
    once: Annotated[str, Meta(max_length=64)] = ""
    # The incident as the form first showed it, for whoever changes it while somebody else does.
    base: Annotated[str, Meta(max_length=300_000)] = ""


class EraseForm(Input, frozen=True):
    """The word that confirms an erasure, and who is erased when it is not oneself."""

    word: Annotated[str, Meta(max_length=20)] = ""
    person: Annotated[str, Meta(max_length=80)] = ""


def mistakes(form: IncidentForm) -> set[str]:
    """The fields of an incident that are wrong by their meaning."""
    days = {name: getattr(form, name) for name in ("aware_on", "cai_told_on", "persons_told_on")}
    wrong = {name for name, value in days.items() if value and not _is_past(value)}
    ends = {"occurred_from": form.occurred_from, "occurred_to": form.occurred_to}
    wrong |= {name for name, value in ends.items() if value and not _is_past(value)}
    if not wrong and form.occurred_to and _later(form.occurred_from, form.occurred_to):
        wrong.add("occurred_to")
    if not wrong and _later(form.occurred_from, form.aware_on):
        wrong.add("aware_on")
    if (form.persons_in_quebec or 0) > (form.persons if form.persons is not None else form.persons_in_quebec or 0):
        wrong.add("persons_in_quebec")
    return wrong


def _is_past(value: str) -> bool:
    """Whether it is a day, a month or a year that has begun."""
    whole = value + {_DAY: "", _MONTH: "-01"}.get(len(value), "-01-01")
    try:
        return dt.date.fromisoformat(whole) <= today()
    except ValueError:
        return False


def _later(one: str, other: str) -> bool:
    """Whether a date is surely after another: of two that are not equally precise, what both tell is compared."""
    shared = min(len(one), len(other))
    return one[:shared] > other[:shared]
