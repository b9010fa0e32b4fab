"""The follow-up: the readings beside the baseline, the log, the reviews, and the stop that every step then shows."""

import re
from collections.abc import Callable, Mapping
from typing import Any, Final

from sqlmodel import Session

from municipal.cities.desk import permit
from municipal.db import reading, write
from municipal.indicators.chart import Chart, chart
from municipal.projects.own import FORM, Entry, ProjectRow, StepRow, entries_of, steps_of
from municipal.projects.review import RESUME, REVIEW, STOP, chosen_on, is_read_again, review_due, stop_of, the_clock
from municipal.projects.since import Since, month_of, since
from municipal.projects.step_acts import version_of
from municipal.projects.step_kit import Again, Extra, Made, Stand
from municipal.projects.steps import the_steps
from municipal.projects.writing import note
from municipal.traces.drafts import draft, drop_draft
from municipal.traces.once import once
from municipal.web.actor import the_actor
from municipal.web.addresses import address
from municipal.web.form import FieldError, said
from municipal.web.format import number, today
from municipal.web.language import translator
from municipal.web.numbers import plain_number
from municipal.web.page import Asked, language

STEP: Final = "follow_up"
# What is left of the log’s own form, beside the draft of the step.
LEFT: Final = "follow_up/log"
LOG, REMINDER = "log", "reminder"
LEAST, MOST = 5, 1000
# How many of the latest readings and lines stand on the page.
_READINGS, _LINES = 12, 30
_NUMBER: Final = re.compile(r"-?\d{1,15}(\.\d{1,10})?")


def show(session: Session, stand: Stand) -> dict[str, Any]:
    """What the step shows beside its fields."""
    city, project, spoken = stand.at.body, stand.project, stand.language
    entries = entries_of(session, city, project.id)
    own = since(session, city, stand.steps, spoken)
    row = stand.steps.get(STEP)
    left = draft(session, stand.at.actor.person, FORM, f"{city}/{project.id}/{LEFT}")
    typed = {name: said(stand.again.raw, name) for name in _FIELDS.values()} if stand.again else {}
    kept = left.values if left else {}
    due = review_due(session, project, stand.steps, entries)
    return {
        # Told once, the fields matter less than what happens: they then come last.
        "extra_after": not (row and row.done_at),
        "follow_chosen": chosen_on(stand.steps),
        "follow_stop": stop_of(entries),
        "follow_since": own,
        "follow_chart": _drawing(own, stand, spoken) if own else None,
        "follow_points": own.points[-_READINGS:][::-1] if own else [],
        "follow_after": {one.period for one in own.after} if own else set[str](),
        "follow_baseline": _need(stand.steps, "baseline"),
        "follow_wanted": _need(stand.steps, "wanted"),
        "follow_review": due.isoformat() if due else "",
        "follow_review_is_due": bool(due and due <= today()),
        "follow_clock": the_clock().review_months if is_read_again(stand.steps) else 0,
        "follow_lines": [(one, reminded(one, spoken)) for one in entries[:_LINES]],
        "follow_typed": {name: typed.get(name) or kept.get(name, "") for name in (*_FIELDS.values(), "log_value")},
    }


def reminded(line: Entry, spoken: str) -> str:
    """What a line of the log says: its text, or for a reminder what was asked."""
    if line.kind != REMINDER:
        return line.text
    _ = translator(spoken)
    what = line.text.partition(" ")[0]
    step = the_steps().steps.get(what)
    return step.text("name", spoken) if step else _("Revue du projet")


def _line(kind: str) -> Callable[[Asked, str, ProjectRow, Mapping[str, list[str]]], Made]:
    """What adds a line of a kind to the log."""

    def act(request: Asked, city: str, project: ProjectRow, raw: Mapping[str, list[str]]) -> Made:
        spoken = language(request)
        field = _FIELDS[kind]
        text = said(raw, field).strip()
        value = plain_number(said(raw, "log_value").strip(), spoken) if kind == LOG else ""
        if errors := _wrong(field, text, value, spoken):
            return _again(city, project, raw, errors)

        def work(session: Session) -> str:
            by = permit(request, city)("project.write")
            note(session, by, city, project.id, kind, text, value=float(value) if value else None)
            if kind == LOG:
                drop_draft(session, by.person, FORM, f"{city}/{project.id}/{LEFT}")
            return address("project_step", spoken, id=city, project=project.id, step=STEP, received=kind)

        return write(lambda session: once(session, said(raw, "once"), the_actor(request).person, lambda: work(session)))

    return act


_FIELDS: Final = {LOG: "log_text", STOP: "stop_text", RESUME: "resume_text", REVIEW: "review_text"}
EXTRA: Final = Extra(
    "projects/_follow_up.html",
    show,
    {"note": _line(LOG), "stop": _line(STOP), "resume": _line(RESUME), "review": _line(REVIEW)},
)


def _wrong(field: str, text: str, value: str, spoken: str) -> list[FieldError]:
    _ = translator(spoken)
    errors: list[FieldError] = []
    if not LEAST <= len(text) <= MOST:
        most = number(MOST, spoken)
        errors.append(FieldError(field, _("Écrivez de {least} à {most} caractères.").format(least=LEAST, most=most)))
    if value and not _NUMBER.fullmatch(value):
        errors.append(FieldError("log_value", _("Écrivez un nombre, comme 12,5.")))
    return errors


def _again(city: str, project: ProjectRow, raw: Mapping[str, list[str]], errors: list[FieldError]) -> Again:
    """The page again, with the step as it is kept and what was typed of a line."""
    with reading() as session:
        row = steps_of(session, city, project.id).get(STEP)
    return Again(row.told if row else {}, errors, row.version if row else version_of(raw), raw=raw)


def _drawing(own: Since, stand: Stand, spoken: str) -> Chart | None:
    """The curve of the indicator, with the baseline, the value aimed at and the month of the decision."""
    _ = translator(spoken)
    levels: dict[str, float] = {}
    for name, label in (("baseline", _("au départ")), ("wanted", _("visée"))):
        told = _need(stand.steps, name)
        if told and _NUMBER.fullmatch(told):
            levels[label] = float(told)
    began = month_of(stand.steps)
    return chart(
        f"{own.indicator.name} ({own.indicator.unit})",
        _("Courbe des relevés de la ville; le tableau qui suit dit les derniers."),
        {_("La ville"): own.points},
        spoken,
        own=_("La ville"),
        levels=levels,
        events={began: _("décision")} if began else {},
    )


def _need(steps: Mapping[str, StepRow], name: str) -> str:
    return steps["need"].told.get(name, "") if "need" in steps else ""
