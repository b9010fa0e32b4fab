"""When a decided project is read again: the day that was told, else every six months; a review noted moves it on."""

import datetime as dt
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Annotated, Final

from msgspec import Meta, Struct
from sqlmodel import Session

from municipal.months import months_later
from municipal.paths import SEED
from municipal.projects.own import KIND, Entry, ProjectRow, StepRow, route_of
from municipal.traces.versions import history
from municipal.web.format import ZONE
from vendors.sources.faults import UnusableError
from vendors.sources.numbers import Told, named
from vendors.sources.seedfile import read_toml

FILE: Final = SEED / "projects" / "clock.toml"
# The lines of a log that stop a project, take it up again, say that it was reviewed.
STOP, RESUME, REVIEW = "stop", "resume", "review"


class Clock(Struct, frozen=True):
    """Months between two reviews, and days before a reminder comes back."""

    review_months: Annotated[int, Meta(ge=1)]
    again_days: Annotated[int, Meta(ge=1)]


@cache
def the_clock() -> Clock:
    """The clock of this version. Raises UnusableError when its file is broken."""
    return read_clock(FILE)


def read_clock(path: Path) -> Clock:
    """The clock of a seed file. Raises UnusableError for a number that is missing, unknown or out of its bounds."""
    told: list[Told] = read_toml(path, number=Told)["number"]
    numbers, faults = named(path, {"number": told}, Clock)
    if faults:
        raise UnusableError(faults)
    return Clock(**numbers)


def chosen_on(steps: Mapping[str, StepRow]) -> str:
    """The day on which something was chosen, once the decision is said to be ready; nothing for any other decision."""
    row = steps.get("decision")
    ready = row is not None and row.done_at is not None and row.told.get("outcome") == "chosen"
    return row.told.get("decided_on", "") if row and ready else ""


def stop_of(entries: Sequence[Entry]) -> Entry | None:
    """The line that stopped a project, unless it was taken up again since."""
    last = next((one for one in entries if one.kind in (STOP, RESUME)), None)
    return last if last and last.kind == STOP else None


def day_of(at: str) -> dt.date:
    """The day in Québec of a stored instant."""
    return dt.datetime.fromisoformat(at).astimezone(ZONE).date()


def is_read_again(steps: Mapping[str, StepRow]) -> bool:
    """Whether the clock of reviews runs: what is no purchase, and what is tried."""
    documents = steps.get("documents")
    return route_of(dict(steps)) == "no_purchase" or bool(documents and documents.told.get("trial_from"))


def next_review(
    decided: dt.date, done: Sequence[str], months: int, *, told: str = "", told_at: str = "", again: bool
) -> dt.date | None:
    """The day of the next review, None where none is planned.

    `done` are the instants of the reviews noted, `told` a day that somebody chose at the instant `told_at`: it holds
    until a review follows it. Then, and where none was told, the clock of some months runs if `again` says so.
    """
    if told and not any(at >= told_at for at in done):
        return dt.date.fromisoformat(told)
    if not again:
        return None
    return months_later(day_of(max(done)) if done else decided, months)


def review_due(
    session: Session, project: ProjectRow, steps: Mapping[str, StepRow], entries: Sequence[Entry]
) -> dt.date | None:
    """The day of the next review of a project; None once it is stopped or closed, and before anything is chosen."""
    decided = chosen_on(steps)
    if not decided or project.closed_at or stop_of(entries):
        return None
    told = steps["follow_up"].told.get("review_on", "") if "follow_up" in steps else ""
    return next_review(
        dt.date.fromisoformat(decided),
        [one.at for one in entries if one.kind == REVIEW],
        the_clock().review_months,
        told=told,
        told_at=_told_at(session, project, told) if told else "",
        again=is_read_again(steps),
    )


def _told_at(session: Session, project: ProjectRow, told: str) -> str:
    """Since when the day of the next review is the one that stands."""
    since = ""
    for kept in history(session, KIND, f"{project.id}/follow_up", body=project.city):
        if kept.values["told"].get("review_on", "") != told:
            break
        since = kept.at
    return since
