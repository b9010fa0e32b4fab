"""What a decided project still waits for, told by e-mail: once when it falls due, once more, and never again."""

import datetime as dt
from collections.abc import Mapping, Sequence
from functools import partial
from typing import Final

from msgspec import Struct
from sqlmodel import Session, col, select

from municipal.db import reading, write
from municipal.jobs import every, leaving
from municipal.mail.outbox import post
from municipal.people.queries import PersonRow, person, roles_in
from municipal.people.rules import rules
from municipal.projects.case_step import is_told, settle_by_night
from municipal.projects.follow_up_step import REMINDER
from municipal.projects.own import Entry, ProjectRow, StepRow, entries_of, project_of, steps_of
from municipal.projects.review import REVIEW, chosen_on, review_due, the_clock
from municipal.projects.steps import due_on, the_steps
from municipal.projects.tables import ProjectStep
from municipal.projects.writing import note
from municipal.settings import Settings
from municipal.tenancy.guard import everything
from municipal.traces.chain import SYSTEM
from municipal.web.addresses import address
from municipal.web.format import date, stored, today
from municipal.web.language import translator

JOB: Final = "project reminders"
HOUR: Final = dt.time(6)
REASON: Final = "the reminders of the night look for the decided projects of all cities"
KIND: Final = "project_reminder"
# Told once, then once more.
_MOST: Final = 2


class Due(Struct, frozen=True):
    """What a project waits for, a step or a review, and since which day."""

    what: str
    on: dt.date

    @property
    def key(self) -> str:
        """As the log remembers it, so that the same thing is not told a third time."""
        return f"{self.what} {self.on.isoformat()}"


@every(HOUR, JOB)
def nightly(settings: Settings) -> None:
    """Tell what fell due; cut short and run again, nobody gets the same message twice."""
    moment = dt.datetime.now(tz=dt.UTC)
    for city, identity in decided():
        if leaving():
            break
        with reading() as session:
            told = is_told(session, city, steps_of(session, city, identity))
            waits = told or bool(waiting(session, city, identity, moment))
        # Most wait for nothing: a look costs nobody the turn of a writer.
        if waits:
            write(partial(tell, settings=settings, city=city, identity=identity, moment=moment))


def decided() -> list[tuple[str, str]]:
    """Every project whose decision, or whose case, may want something: its city and its id."""
    with everything(REASON), reading() as session:
        query = select(ProjectStep.city, ProjectStep.project).where(col(ProjectStep.step).in_(("decision", "case")))
        return sorted(set(session.exec(query).all()))


def tell(session: Session, *, settings: Settings, city: str, identity: str, moment: dt.datetime) -> int:
    """Tell those who look after a project what it waits for, in one transaction with its log; how many were told."""
    project = project_of(session, city, identity)
    if project is None:
        return 0
    settle_by_night(session, project)
    found = waiting(session, city, identity, moment)
    if not found or not (settings.base_url or settings.demo):
        return 0
    people = keepers(session, project)
    for who in people:
        _send(session, settings, who, project, found)
    for one in found if people else []:
        note(session, SYSTEM, city, identity, REMINDER, one.key)
    return len(people)


def waiting(session: Session, city: str, identity: str, moment: dt.datetime) -> list[Due]:
    """What a project waits for and has not been told of, or not for long enough and once only."""
    project = project_of(session, city, identity)
    if project is None or project.closed_at:
        return []
    steps, entries = steps_of(session, city, identity), entries_of(session, city, identity)
    found = due(steps, today())
    review = review_due(session, project, steps, entries)
    if review and review <= today():
        found.append(Due(REVIEW, review))
    return [one for one in found if is_time(one, entries, moment)]


def due(steps: Mapping[str, StepRow], day: dt.date) -> list[Due]:
    """The results that are to be told: at six months, and once the year is over that of the year alone."""
    if not chosen_on(steps):
        return []
    found: list[Due] = []
    for name in ("outcome_12", "outcome_6"):
        on = due_on(the_steps().steps[name], steps)
        if on is None or day < on:
            continue
        if not (name in steps and steps[name].done_at):
            found.append(Due(name, on))
        break
    return found


def is_time(one: Due, entries: Sequence[Entry], moment: dt.datetime) -> bool:
    """Whether something is to be told: for the first time, or the second one some days later."""
    before = [entry.at for entry in entries if entry.kind == REMINDER and entry.text == one.key]
    pause = dt.timedelta(days=the_clock().again_days)
    return not before or (len(before) < _MOST and max(before) <= stored(moment - pause))


def keepers(session: Session, project: ProjectRow) -> list[PersonRow]:
    """Who is told: whoever opened the project and whoever saved the decision, while they may read it and want to."""
    steps = steps_of(session, project.city, project.id)
    known = [project.opened_by, *(steps[one].author for one in ("decision",) if one in steps)]
    reads = {rule.role for rule in rules()["project.read"]}
    people = [person(session, one) for one in dict.fromkeys(known)]
    return [
        who for who in people if who and who.email and who.notices and roles_in(session, who.id, project.city) & reads
    ]


def _send(session: Session, settings: Settings, who: PersonRow, project: ProjectRow, found: Sequence[Due]) -> None:
    _ = translator(who.language)
    base = settings.base_url.rstrip("/")
    lines = "\n\n".join(_line(base, who.language, project, one) for one in found)
    told = _(
        "Bonjour,\n\nLe projet «\u00a0{title}\u00a0» attend une réponse.\n\n{lines}\n\n"
        "Ce rappel vient deux fois au plus."
    ).format(title=project.title, lines=lines)
    leave = _("Pour ne plus recevoir ces messages, décochez les avis dans «\u00a0Mon compte\u00a0».")
    subject = _("Un projet de la ville attend une réponse dans Repère")
    post(session, to=who.email or "", subject=subject, text=f"{told}\n\n{leave}", language=who.language, kind=KIND)


def _line(base: str, spoken: str, project: ProjectRow, one: Due) -> str:
    """What is waited for, since when, and where to answer."""
    _ = translator(spoken)
    step = the_steps().steps.get(one.what)
    name = step.text("name", spoken) if step else _("Revue du projet")
    where = address("project_step", spoken, id=project.city, project=project.id, step=step.id if step else "follow_up")
    told = _("{what} (à faire depuis le {day})\u00a0:").format(what=name, day=date(one.on, spoken))
    return f"{told}\n{base}{where}"
