"""The case that a project becomes: begun with what is written, then told, validated and published as any other."""

import secrets
from collections.abc import Mapping
from typing import Any, Final

from sqlmodel import Session

from municipal.cases.case_acts import IDENTITY
from municipal.cases.city_views import STAGES
from municipal.cases.own import FORM as CASE_FORM
from municipal.cases.own import OwnCase, case_of
from municipal.cities.desk import permit
from municipal.db import reading, write
from municipal.people.queries import holders
from municipal.projects.case_draft import prefilled
from municipal.projects.own import ProjectRow, StepRow, entries_of, steps_of
from municipal.projects.review import stop_of
from municipal.projects.step_acts import version_of
from municipal.projects.step_kit import Again, Extra, Made, Stand
from municipal.projects.writing import save_step
from municipal.traces.chain import SYSTEM, By
from municipal.traces.drafts import draft, save_draft
from municipal.traces.once import once
from municipal.web.actor import the_actor
from municipal.web.addresses import address
from municipal.web.form import FieldError, said
from municipal.web.language import translator
from municipal.web.page import Asked, language

STEP: Final = "case"


def show(session: Session, stand: Stand) -> dict[str, Any]:
    """What the step shows: how far the case is, or how to begin it."""
    city, project = stand.at.body, stand.project
    identity = told_of(stand.steps)
    case = case_of(session, city, identity) if identity else None
    mine = bool(identity and draft(session, stand.at.actor.person, CASE_FORM, f"{city}/{identity}"))
    outcome = stand.steps["decision"].told.get("outcome", "") if "decision" in stand.steps else ""
    return {
        "extra_after": False,
        "told_id": identity,
        "told_case": case,
        "told_stage": translator(stand.language)(STAGES[case.stage]) if case else "",
        "told_mine": mine,
        "told_may": stand.at.may("case.write"),
        "told_writers": bool(holders(session, "editor", city)),
        "told_outcome": outcome,
        "told_results": any(step in stand.steps for step in ("outcome_6", "outcome_12")),
        "told_stop": stop_of(entries_of(session, city, project.id)),
    }


def told_of(steps: Mapping[str, StepRow]) -> str:
    """The case of a project, as its step keeps it; nothing before it is begun."""
    identity = steps[STEP].told.get("case", "") if STEP in steps else ""
    return identity if IDENTITY.fullmatch(identity) else ""


def begin(request: Asked, city: str, project: ProjectRow, raw: Mapping[str, list[str]]) -> Made:
    """Begin the case, filled in, as a draft of whoever asks; begun already, it is the same case that goes on."""
    spoken = language(request)

    def work(session: Session) -> Made:
        allowed = permit(request, city)
        by = allowed("case.write")
        steps = steps_of(session, city, project.id)
        identity = told_of(steps)
        if not identity:
            identity = secrets.token_hex(8)
            version = steps[STEP].version if STEP in steps else 0
            save_step(session, allowed, city, project.id, STEP, {"case": identity}, version=version, done=False)
        about = f"{city}/{identity}"
        if case_of(session, city, identity) is not None:
            return address("city_case", spoken, id=city, case=identity)
        if draft(session, by.person, CASE_FORM, about) is None:
            values = prefilled(session, project, steps, entries_of(session, city, project.id))
            save_draft(session, by.person, CASE_FORM, about, values=values, base=0)
        return address("city_case", spoken, id=city, case=identity, draft="yes")

    return write(lambda session: once(session, said(raw, "once"), the_actor(request).person, lambda: work(session)))


def done(request: Asked, city: str, project: ProjectRow, raw: Mapping[str, list[str]]) -> Made:
    """The step is ready once its case is published."""
    spoken = language(request)
    with reading() as session:
        steps = steps_of(session, city, project.id)
        case = _case(session, city, steps)
    if case is None or not case.published:
        _ = translator(spoken)
        told = _("Publiez d’abord le cas\u00a0: une seconde personne le valide.")
        return Again({}, [FieldError("case", told)], version_of(raw))
    write(lambda session: settle(session, permit(request, city)("project.write"), project))
    return address("project", spoken, id=city, project=project.id, received=STEP)


def is_told(session: Session, city: str, steps: Mapping[str, StepRow]) -> bool:
    """Whether the case of a project is published, and its step does not say so yet."""
    case = _case(session, city, steps)
    return case is not None and bool(case.published) and not steps[STEP].done_at


def settle(session: Session, by: By, project: ProjectRow) -> None:
    """Say that the step of the case is ready, where its case is published."""
    steps = steps_of(session, project.city, project.id)
    if is_told(session, project.city, steps):
        row = steps[STEP]

        def allowed(_action: str) -> By:
            return by

        save_step(session, allowed, project.city, project.id, STEP, row.told, version=row.version, done=True)


def settle_by_night(session: Session, project: ProjectRow) -> None:
    """The same, when nobody asks."""
    settle(session, SYSTEM, project)


def _case(session: Session, city: str, steps: Mapping[str, StepRow]) -> OwnCase | None:
    identity = told_of(steps)
    return case_of(session, city, identity) if identity else None


EXTRA: Final = Extra("projects/_case.html", show, {"begin": begin, "done": done})
