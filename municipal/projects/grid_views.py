"""What the page of a grid shows: the form as it is told or was left, or the grid that is fixed; and the simulator."""

from collections.abc import Mapping
from typing import Any

from litestar import Response
from litestar.exceptions import NotFoundException
from sqlmodel import Session

from municipal.cities.desk import CITY, called, desk
from municipal.committee.queries import committee_state
from municipal.db import reading
from municipal.law.queries import the_law
from municipal.projects import grid_parts as parts
from municipal.projects.figures import number
from municipal.projects.grid import STEP, allowed_modes, default_grid, grid_route, is_fixed, total, wanted
from municipal.projects.grid_form import both_sides, labels, shown, told_of, wrong
from municipal.projects.grid_names import hindrances
from municipal.projects.grid_read import fixed_view
from municipal.projects.own import FORM, KIND, ProjectRow, StepRow, project_of, steps_of
from municipal.projects.simulator_view import simulated
from municipal.projects.step_kit import Again
from municipal.traces.drafts import DraftRow, draft
from municipal.traces.once import new_token
from municipal.traces.versions import at_version
from municipal.web.addresses import canonical
from municipal.web.form import multi, said
from municipal.web.page import Asked, found, language, page


def sheet(request: Asked, city: str, identity: str, *, again: Again | None = None) -> Response[bytes]:
    """The page of a project’s grid. Raises NotFoundException for a project that is not the city’s."""
    spoken = language(request)
    asked = multi(canonical(request.query_params.multi_items()))
    with reading() as session:
        at = desk(session, request, city, kinds=CITY)
        project = found(project_of(session, city, identity))
        if not at.may("project.read"):
            raise NotFoundException
        steps = steps_of(session, city, identity)
        row = steps.get(STEP)
        route = steps["route"].frozen if "route" in steps else None
        in_use = committee_state(session, city, identity) not in ("none", "draft")
        may_write = at.may("project.write") and not project.closed_at
        left = draft(session, at.actor.person, FORM, f"{city}/{identity}/{STEP}") if may_write else None
        left = None if again or is_fixed(row) else left
        taken = _taken(session, project, said(asked, "version")) if not is_fixed(row) else None
        told = _told(project, row, route, left if "draft" in asked else None, again, taken, spoken)
        fixed = row.frozen if row and row.frozen and is_fixed(row) else None
        law = the_law(session)
        return page(
            request,
            "project_grid",
            "projects/grid.html",
            fragment="projects/_simulator.html",
            id=city,
            status=again.status if again else 200,
            private=True,
            at=at,
            project=project,
            row=row,
            who=called(session, row.author, spoken) if row else "",
            fixed=fixed_view(fixed, law, spoken) if fixed else None,
            earlier=row.frozen if row and not fixed else None,
            may_write=may_write,
            in_use=in_use,
            version=again.version if again else left.base if left and "draft" in asked else row.version if row else 0,
            left=left if left and "draft" not in asked and _differs(left, row, spoken) else None,
            taken=said(asked, "version") if taken else "",
            parts=both_sides(again.parts, spoken) if again else [],
            labels=labels(spoken),
            errors=again.errors if again else [],
            looked=bool(again and said(again.raw, "looked")),
            reason=said(again.raw, "reason") if again else "",
            received=said(asked, "received"),
            route=grid_route(route),
            once=new_token(),
            simulator=simulated(fixed or told, asked, spoken),
            rules=parts.rules("R1", "R2", "R4", "R8", "R9"),
            bounds=parts.bounds(),
            **_form(told, again, spoken),
            faults=[] if wrong(told, spoken) else hindrances(session, steps, told, spoken),
            modes=parts.modes(law, allowed_modes(route), spoken),
        )


def _form(told: Mapping[str, str], again: Again | None, spoken: str) -> dict[str, Any]:
    """The fields of the form."""
    rows = said(again.raw, "rows") if again else ""
    asked = {
        "scored": parts.scored(told, spoken),
        "gates": parts.kept(told, "gate", spoken),
        "clauses": parts.kept(told, "clause", spoken),
    }
    return asked | {
        "kept": {name: parts.counted(groups, spoken) for name, groups in asked.items()},
        "told": shown(told, spoken) | {"mode": told.get("mode", "")},
        "lines": parts.lines(told, int(rows or 0), spoken),
        "places": parts.places(told, spoken),
        "total": number(total(told), spoken),
        "wanted": number(wanted(told), spoken),
    }


def _told(
    project: ProjectRow,
    row: StepRow | None,
    route: Mapping[str, Any] | None,
    left: DraftRow | None,
    again: Again | None,
    taken: dict[str, str] | None,
    spoken: str,
) -> Mapping[str, str]:
    """What the form holds: what was just sent, what was left, an earlier version, what is kept, or the default."""
    if again and again.values:
        return again.values
    if left:
        return _of_draft(left, spoken)
    told = taken or (row.told if row else {})
    kind = str(route.get("kind") or "") if route else ""
    return told or default_grid(grid_route(route), kind, language=project.language)


def _taken(session: Session, project: ProjectRow, version: str) -> dict[str, str] | None:
    """An earlier version of the grid, that somebody wants to take up again."""
    if not version.isdecimal() or len(version) > 8:  # noqa: PLR2004 - far beyond any version
        return None
    kept = at_version(session, KIND, f"{project.id}/{STEP}", body=project.city, version=int(version))
    return kept.values["told"] if kept else None


def _differs(left: DraftRow, row: StepRow | None, spoken: str) -> bool:
    return row is None or _of_draft(left, spoken) != row.told


def _of_draft(left: DraftRow, spoken: str) -> dict[str, str]:
    return told_of({name: [value] for name, value in left.values.items()}, spoken)
