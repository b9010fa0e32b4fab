"""A plain step that asks more than its fields: what else stands in the way is told before anything is kept."""

from collections.abc import Callable, Mapping
from typing import TypeAlias

from municipal.projects.own import ProjectRow
from municipal.projects.step_acts import keep, version_of
from municipal.projects.step_form import plain, the_forms, wrong
from municipal.projects.step_kit import Again, Made
from municipal.web.form import FieldError, said
from municipal.web.merge import settled, unsettled
from municipal.web.page import Asked, language

# What stands in the way, from what was told and the language that it was told in.
Faults: TypeAlias = Callable[[dict[str, str], str], list[FieldError]]


def keep_checked(
    request: Asked, city: str, project: ProjectRow, raw: Mapping[str, list[str]], faults: Faults, *, done: bool
) -> Made:
    """Keep a step as any plain one, once `faults` finds nothing; its fields are told first, each error once."""
    spoken, step = language(request), said(raw, "step")
    names = [one.id for one in the_forms().fields[step]]
    if not unsettled(raw, names):
        given = settled(raw, names)
        told = plain(step, {name: said(given, name) for name in names}, spoken)
        errors = wrong(step, told, spoken, done=done)
        known = {one.field for one in errors}
        # Two remedies for one field are one too many: that of the form comes first.
        errors += [one for one in faults(told, spoken) if one.field not in known]
        if errors:
            return Again(told, in_order(errors, names), version_of(raw))
    return keep(request, city, project, raw, done=done)


def in_order(errors: list[FieldError], names: list[str]) -> list[FieldError]:
    """Errors in the order of the fields, those about the whole step last."""
    return sorted(errors, key=lambda one: names.index(one.field) if one.field in names else len(names))
