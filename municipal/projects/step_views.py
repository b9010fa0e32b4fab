"""What the page of a step shows: its fields with what is told or was left, the choices, and what the step adds."""

from typing import Any

from litestar import Response
from litestar.exceptions import NotFoundException
from msgspec import Struct
from sqlmodel import Session

from municipal.cities.desk import CITY, called, desk
from municipal.committee.queries import committee_state
from municipal.db import reading
from municipal.projects.begun import begun
from municipal.projects.extras import EXTRA
from municipal.projects.opening import followed
from municipal.projects.own import FORM, KIND, ProjectRow, StepRow, project_of, route_of, steps_of
from municipal.projects.step_form import NO_INDICATOR, NUMERIC, Field, the_forms
from municipal.projects.step_kit import Again, Stand
from municipal.projects.steps import Standing, standings, the_steps
from municipal.traces.drafts import DraftRow, draft
from municipal.traces.once import new_token
from municipal.traces.versions import at_version
from municipal.web.form import multi
from municipal.web.format import today
from municipal.web.language import translator
from municipal.web.numbers import written_number
from municipal.web.page import Asked, Choice, choices, found, language, page


class Shown(Struct, frozen=True):
    """A field as the page shows it."""

    id: str
    kind: str
    label: str
    hint: str
    value: str
    options: list[Choice]
    required: bool
    hidden: bool


def sheet(request: Asked, city: str, identity: str, step: str, *, again: Again | None = None) -> Response[bytes]:
    """The page of a step, for whoever stands before it. Raises NotFoundException for one that does not exist."""
    spoken = language(request)
    known = the_steps().steps.get(step)
    with reading() as session:
        at = desk(session, request, city, kinds=CITY)
        project = found(project_of(session, city, identity))
        if known is None or not at.may("project.read"):
            raise NotFoundException
        steps = steps_of(session, city, identity)
        row = steps.get(step)
        asked = multi(request.query_params.multi_items())
        may_write = at.may("project.write") and not project.closed_at
        left = draft(session, at.actor.person, FORM, f"{city}/{identity}/{step}") if may_write else None
        taken = _taken(session, city, identity, step, asked.get("version", [""])[0])
        told = row.told if row else begun(session, project, steps, step) if may_write else {}
        values = _values(told, left if "draft" in asked else None, again, taken)
        stand = Stand(request, at, project, steps, spoken, again, asked)
        extra = EXTRA.get(step)
        standing = _standing(steps, step, committee_state(session, city, identity))
        return page(
            request,
            "project_step",
            "projects/step.html",
            id=city,
            status=again.status if again else 200,
            private=True,
            beside=f"step_{step}",
            at=at,
            project=project,
            step=known,
            row=row,
            standing=standing,
            steps=steps,
            who=called(session, row.author, spoken) if row else "",
            fields=[
                _shown(session, one, values.get(one.id, ""), project, route_of(steps), spoken)
                for one in the_forms().fields.get(step, [])
            ],
            labels={one.id: one.text("label", spoken) for one in the_forms().fields.get(step, [])},
            version=again.version if again else left.base if left and "draft" in asked else row.version if row else 0,
            parts=again.parts if again else (),
            errors=again.errors if again else [],
            left=None if again or "draft" in asked or (row and left and left.values == row.told) else left,
            taken=taken.version if taken else 0,
            may_write=may_write,
            received=asked.get("received", [""])[0],
            once=new_token(),
            extra=extra.template if extra else "",
            **(extra.show(session, stand) if extra else {}),
        )


def _values(told: dict[str, str], left: DraftRow | None, again: Again | None, taken: Any) -> dict[str, str]:  # noqa: ANN401 - a version
    if again:
        return again.values
    if left:
        return left.values
    if taken:
        return taken.values["told"]
    return told


def _taken(session: Session, city: str, project: str, step: str, version: str) -> Any:  # noqa: ANN401 - a version
    """An earlier version of a step, that somebody wants to take up again."""
    if not version.isdecimal() or len(version) > 8:  # noqa: PLR2004 - far beyond any version
        return None
    return at_version(session, KIND, f"{project}/{step}", body=city, version=int(version))


def _standing(steps: dict[str, StepRow], step: str, committee: str) -> Standing | None:
    rows = standings(steps, route_of(steps), today(), committee=committee)
    return next((one for one in rows if one.step.id == step), None)


def _shown(session: Session, field: Field, value: str, project: ProjectRow, route: str, spoken: str) -> Shown:
    _ = translator(spoken)
    options: list[Choice] = []
    if field.kind == "choice":
        options = choices(the_forms().offered(field.choices, spoken))
    elif field.kind == "indicator":
        options = choices(
            [*followed(session, project.city, spoken, project.words), (NO_INDICATOR, _("Aucun indicateur ne convient"))]
        )
    elif field.kind in NUMERIC and value:
        value = _number(value, spoken)
    return Shown(
        field.id,
        field.kind,
        field.text("label", spoken),
        field.text("hint", spoken),
        value,
        options,
        field.required,
        not field.exists(route),
    )


def _number(value: str, spoken: str) -> str:
    try:
        return written_number(float(value), spoken)
    except ValueError:
        return value
