"""The route at its step of a project: asked as on the public page, then fixed with the law as it stands that day."""

from collections.abc import Mapping
from typing import Any

from sqlmodel import Session

from municipal.cities.desk import permit
from municipal.db import reading, write
from municipal.law.answers import FIELDS, Answers, RouteQuery, read, written
from municipal.law.queries import the_law
from municipal.projects.own import ProjectRow
from municipal.projects.route_words import (
    Fixed,
    Found,
    answered,
    as_kept,
    as_told,
    found,
    mode_names,
    next_steps,
    sentence,
)
from municipal.projects.step_acts import version_of
from municipal.projects.step_kit import Again, Extra, Made, Stand
from municipal.projects.writing import freeze
from municipal.traces.once import once
from municipal.web.actor import the_actor
from municipal.web.addresses import PARAMETERS, address, canonical
from municipal.web.form import FieldError, query, said
from municipal.web.format import today
from municipal.web.language import translator
from municipal.web.page import Asked, choices, language
from vendors.tenders.regime import Law

STEP = "route"


def show(session: Session, stand: Stand) -> dict[str, Any]:
    """What the step shows: the questions, filled in from the address, from what was just sent or from what is fixed."""
    law = the_law(session)
    row = stand.steps.get(STEP)
    fixed = as_told(row.frozen) if row and row.frozen else None
    spoken = stand.language
    given = _given(stand, fixed)
    errors: list[FieldError] = []
    answers = None
    if given.begun:
        answers, errors = read(law, given, spoken, today())
    data = shown(law, given, answers, errors, spoken)
    kept = row.frozen if row and row.frozen else {}
    data["route_fixed"] = _view(law, fixed, spoken) if fixed else None
    data["route_fixed_at"] = kept.get("at", "")
    # What is shown anew is worth fixing only where it differs from what is fixed.
    same = fixed is not None and data["route_found"] is not None and _alike(data["route_found"]["fixed"], fixed)
    data["route_same"] = same and not stand.again
    data["extra_after"] = False
    return data


def act(request: Asked, city: str, project: ProjectRow, raw: Mapping[str, list[str]]) -> Made:
    """Fix the route that the answers give today; what was fixed before stays in the history of the step."""
    spoken = language(request)
    given = query(RouteQuery, canonical((name, said(raw, name)) for name in FIELDS))
    version = version_of(raw)
    typed = {name: getattr(given, name) for name in FIELDS}
    with reading() as session:
        law = the_law(session)
    answers, errors = read(law, given, spoken, today())
    made = found(law, answers, spoken) if answers else Found()
    if made.fixed is None:
        return Again(typed, _named(errors, spoken) or [_unasked(made, spoken)], version, raw=raw)
    kept = as_kept(made.fixed)

    def work(session: Session) -> Made:
        moved = freeze(session, permit(request, city), city, project.id, STEP, kept, version=version)
        if moved:
            told = translator(spoken)("Relisez d’abord\u00a0: une autre personne a figé la voie pendant votre lecture.")
            return Again(typed, [FieldError(_name("amount", spoken), told)], moved.version, 409, raw=raw)
        return address("project", spoken, id=city, project=project.id, received=STEP)

    return write(lambda session: once(session, said(raw, "once"), the_actor(request).person, lambda: work(session)))


EXTRA = Extra("projects/_route.html", show, {"freeze": act})


def shown(
    law: Law, given: RouteQuery, answers: Answers | None, errors: list[FieldError], spoken: str
) -> dict[str, Any]:
    """What a page of the route shows: the form as it is filled in, what is wrong with it, and the answer."""
    _ = translator(spoken)
    made = found(law, answers, spoken) if answers else Found()
    asks = bool(made.asks) or any(one.field == "threshold" for one in errors) or bool(made.fixed and made.fixed.told)
    by_law = made.by_law or any(one.field == "bylaw" for one in errors)
    values = {name: written(getattr(given, name), spoken) for name in ("amount", "threshold", "bylaw")}
    names = [(row.id, row.name_en if spoken == "en" else row.name_fr) for row in law.texts.kinds.values()]
    both = [("no", _("La municipalité seule")), ("yes", _("Avec d’autres municipalités, l’UMQ ou la FQM"))]
    return {
        "route_values": values | {"kind": given.kind, "with_others": given.with_others or "no", "date": given.date},
        "route_kinds": choices(names),
        "route_both": choices(both),
        "route_errors": _named(errors, spoken),
        "route_asks": made.asks,
        "route_told": asks,
        "route_by_law": by_law,
        "route_unknown": made.unknown,
        "route_warnings": made.warnings,
        "route_found": _view(law, made.fixed, spoken) if made.fixed else None,
        "route_query": answers.query() if answers else {},
        "route_on": (answers.on if answers else today()).isoformat(),
    }


def _given(stand: Stand, fixed: Fixed | None) -> RouteQuery:
    """What was just sent; else what the address carries; else what is fixed."""
    if stand.again:
        return RouteQuery(**{name: said(stand.again.raw, name) for name in FIELDS})
    asked = query(RouteQuery, canonical(stand.request.query_params.multi_items()))
    if asked.begun or fixed is None:
        return asked
    whole = {"threshold": fixed.told_threshold, "bylaw": fixed.bylaw_up_to}
    return RouteQuery(
        amount=fixed.amount,
        kind=fixed.kind,
        with_others="yes" if fixed.with_others else "no",
        **{name: "" if value is None else str(value) for name, value in whole.items()},
    )


def _view(law: Law, fixed: Fixed, spoken: str) -> dict[str, Any]:
    """A route in the words of the page."""
    return {
        "fixed": fixed,
        "sentence": sentence(fixed, spoken),
        "answers": answered(law, fixed, spoken),
        "next": next_steps(law, fixed, spoken),
        "modes": mode_names(fixed, spoken),
    }


def _alike(one: Fixed, other: Fixed) -> bool:
    """Whether two answers are the same but for their day."""
    mine, theirs = as_kept(one), as_kept(other)
    return {name: mine[name] for name in mine if name != "on"} == {name: theirs[name] for name in mine if name != "on"}


def _unasked(made: Found, spoken: str) -> FieldError:
    _ = translator(spoken)
    if made.unknown:
        told = _("Attendez\u00a0: un nombre de la loi manque à cette date. La curation doit d’abord le proposer.")
        return FieldError(_name("amount", spoken), told)
    return FieldError(_name("threshold", spoken), _("Écrivez le seuil en vigueur\u00a0: la voie en dépend."))


def _named(errors: list[FieldError], spoken: str) -> list[FieldError]:
    return [FieldError(_name(one.field, spoken), one.message) for one in errors]


def _name(field: str, spoken: str) -> str:
    """A field as the form calls it, so that an error leads to it."""
    return PARAMETERS.get(field, {}).get(spoken, field)
