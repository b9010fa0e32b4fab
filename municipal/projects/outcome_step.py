"""What came of it, at 6 and at 12 months: the reading that follows the decision, and what it lets one say."""

from collections.abc import Mapping
from functools import partial
from typing import Any, Final

from sqlmodel import Session

from municipal.cases.basis import because
from municipal.cases.words import EFFECTS
from municipal.db import reading
from municipal.indicators.readings import period_fault
from municipal.projects.checked import keep_checked
from municipal.projects.own import ProjectRow, StepRow, entries_of, steps_of
from municipal.projects.review import chosen_on, stop_of
from municipal.projects.since import effect, follows, month_of, since
from municipal.projects.step_kit import Extra, Made, Stand
from municipal.projects.steps import due_on, the_steps
from municipal.web.form import FieldError, said
from municipal.web.format import today
from municipal.web.language import translator
from municipal.web.numbers import written_number
from municipal.web.page import Asked, language

# Answers of the field `result` that a figure must carry.
_SHOWN: Final = ("better", "same", "worse")


def show(session: Session, stand: Stand, *, step: str) -> dict[str, Any]:
    """What the step shows beside its fields."""
    city, project, spoken = stand.at.body, stand.project, stand.language
    entries = entries_of(session, city, project.id)
    own = since(session, city, stand.steps, spoken)
    found = effect(session, project, stand.steps, entries) if own else None
    due = due_on(the_steps().steps[step], stand.steps)
    _ = translator(spoken)
    return {
        "extra_after": False,
        "outcome_chosen": chosen_on(stand.steps),
        "outcome_stop": stop_of(entries),
        "outcome_since": own,
        "outcome_baseline": _number(stand.steps, "baseline"),
        "outcome_baseline_on": stand.steps["need"].told.get("baseline_on", "") if "need" in stand.steps else "",
        "outcome_effect": _(EFFECTS[found.effect]) if found and found.effect != "not_measured" else "",
        "outcome_because": because(found, spoken) if found else "",
        "outcome_early": due.isoformat() if due and due > today() else "",
    }


def change(request: Asked, city: str, project: ProjectRow, raw: Mapping[str, list[str]], *, done: bool) -> Made:
    """Keep what came of it; without a value typed, the latest reading since the decision. A stop is repeated."""
    spoken = language(request)
    with reading() as session:
        steps = steps_of(session, city, project.id)
        own = since(session, city, steps, spoken)
        stopped = stop_of(entries_of(session, city, project.id))
    given = dict(raw)
    if own and own.latest and not said(raw, "value").strip() and not said(raw, "value_on").strip():
        given |= {"value": [written_number(own.latest.value, spoken)], "value_on": [own.latest.period]}
    if stopped and not said(raw, "next"):
        given["next"] = ["stop"]
    began = month_of(steps)

    def faults(told: dict[str, str], spoken: str) -> list[FieldError]:
        return wrong_of(told, began, spoken, done=done)

    return keep_checked(request, city, project, given, faults, done=done)


def wrong_of(told: Mapping[str, str], began: str, spoken: str, *, done: bool) -> list[FieldError]:
    """A period is one, is over, and follows the decision; a result that is said to show rests on a value."""
    _ = translator(spoken)
    errors: list[FieldError] = []
    if period := told["value_on"]:
        fault = period_fault(period)
        if fault == "form":
            errors.append(FieldError("value_on", _("Écrivez une année ou un mois, comme 2026 ou 2026-09.")))
        elif fault == "future":
            errors.append(
                FieldError("value_on", _("Prenez une période qui est commencée\u00a0: celle-ci est à venir."))
            )
        elif began and not follows(period, began):
            errors.append(
                FieldError(
                    "value_on", _("Prenez une période qui suit la décision\u00a0: un relevé d’avant ne compte pas.")
                )
            )
    if done and told["value"] and not told["value_on"]:
        errors.append(FieldError("value_on", _("Dites de quelle période est cette valeur.")))
    if done and told["result"] in _SHOWN and not told["value"]:
        errors.append(FieldError("value", _("Écrivez la valeur, ou répondez qu’on ne peut pas encore le dire.")))
    return errors


def _number(steps: Mapping[str, StepRow], name: str) -> float | None:
    told = steps["need"].told.get(name, "") if "need" in steps else ""
    try:
        return float(told) if told else None
    except ValueError:
        return None


def _extra(step: str) -> Extra:
    acts = {"save": partial(change, done=False), "done": partial(change, done=True)}
    return Extra("projects/_outcome.html", partial(show, step=step), acts)


SIX, TWELVE = _extra("outcome_6"), _extra("outcome_12")
