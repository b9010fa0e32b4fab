"""What is done on the page of a grid: looked over, a line added, kept, fixed, begun anew from what is fixed."""

from collections.abc import Mapping
from typing import Final

from sqlmodel import Session

from municipal.cities.desk import permit
from municipal.committee.queries import committee_state
from municipal.db import reading, write
from municipal.projects.grid import FIELDS, MOST_ROWS, STEP, is_fixed
from municipal.projects.grid_fixed import frozen_grid
from municipal.projects.grid_form import told_of, wrong
from municipal.projects.grid_names import hindrances
from municipal.projects.own import ProjectRow, steps_of
from municipal.projects.step_acts import version_of
from municipal.projects.step_kit import Act, Again, Made
from municipal.projects.writing import freeze, note, save_step
from municipal.traces.once import once
from municipal.web.actor import the_actor
from municipal.web.addresses import address
from municipal.web.form import FieldError, said
from municipal.web.language import translator
from municipal.web.merge import settled, unsettled
from municipal.web.page import Asked, language

LEAST_REASON: Final = 5
MOST_REASON: Final = 1000
# A committee that is still being prepared takes whatever grid is fixed when it opens.
_BEFORE: Final = ("none", "draft")


def look(request: Asked, _city: str, _project: ProjectRow, raw: Mapping[str, list[str]]) -> Made:
    """The grid as it is typed, with its total, its faults and what its factor does; nothing is kept."""
    spoken = language(request)
    told = told_of(raw, spoken)
    errors = wrong(told, spoken)
    return Again(told, errors, version_of(raw), 422 if errors else 200, raw={"looked": ["yes"], "rows": [_rows(raw)]})


def add(request: Asked, _city: str, _project: ProjectRow, raw: Mapping[str, list[str]]) -> Made:
    """One more empty line, up to twelve; nothing is kept."""
    rows = min(int(_rows(raw)) + 1, MOST_ROWS)
    return Again(told_of(raw, language(request)), [], version_of(raw), 200, raw={"rows": [str(rows)]})


def keep(request: Asked, city: str, project: ProjectRow, raw: Mapping[str, list[str]]) -> Made:
    """Keep the grid as it is typed; with `freeze`, fix it, which takes a grid without fault."""
    spoken, stands = language(request), version_of(raw)
    fix = said(raw, "act") == "freeze"
    told = told_of(settled(raw, FIELDS), spoken)
    again = {"rows": [_rows(raw)]}
    if parts := unsettled(raw, FIELDS):
        choose = translator(spoken)("Choisissez la version à garder.")
        errors = [FieldError(f"choice_{one.name}", choose) for one in parts if one.conflict]
        return Again(told, errors, stands, 422, parts)
    errors = wrong(told, spoken)
    if not errors and fix:
        with reading() as session:
            errors = hindrances(session, steps_of(session, city, project.id), told, spoken)
    if errors:
        return Again(told, errors, stands, raw=again)

    def act(session: Session) -> Made:
        if error := _closed(session, city, project, spoken):
            return Again(told, [error], stands, 409, raw=again)
        allowed = permit(request, city)
        moved = save_step(session, allowed, city, project.id, STEP, told, version=stands, done=False)
        if moved:
            return Again(told, [], moved.version, 409, moved.parts)
        if fix:
            now = steps_of(session, city, project.id)[STEP].version
            freeze(session, allowed, city, project.id, STEP, frozen_grid(told), version=now)
        received = "frozen" if fix else "saved"
        return address("project_grid", spoken, id=city, project=project.id, received=received)

    return write(lambda session: once(session, said(raw, "once"), the_actor(request).person, lambda: act(session)))


def renew(request: Asked, city: str, project: ProjectRow, raw: Mapping[str, list[str]]) -> Made:
    """Begin a new version from the grid that is fixed, with a reason that stays in the log of the project."""
    spoken, stands = language(request), version_of(raw)
    _ = translator(spoken)
    reason = " ".join(said(raw, "reason").split())
    if not LEAST_REASON <= len(reason) <= MOST_REASON:
        why = FieldError("reason", _("Dites pourquoi, en 5 à 1\u00a0000 caractères."))
        return Again({}, [why], stands, raw={"reason": [reason]})

    def act(session: Session) -> Made:
        row = steps_of(session, city, project.id).get(STEP)
        if not is_fixed(row) or row is None or row.version != stands:
            moved = FieldError("reason", _("Relisez d’abord\u00a0: la grille a changé pendant votre lecture."))
            return Again({}, [moved], row.version if row else 0, 409, raw={"reason": [reason]})
        if committee_state(session, city, project.id) not in _BEFORE:
            return Again({}, [_in_use(spoken)], stands, 409, raw={"reason": [reason]})
        allowed = permit(request, city)
        note(session, allowed("project.write"), city, project.id, STEP, reason)
        save_step(session, allowed, city, project.id, STEP, row.told, version=row.version, done=False)
        return address("project_grid", spoken, id=city, project=project.id, received="renewed")

    return write(lambda session: once(session, said(raw, "once"), the_actor(request).person, lambda: act(session)))


def _closed(session: Session, city: str, project: ProjectRow, spoken: str) -> FieldError | None:
    """Why a grid takes no change: it is fixed, or a committee scores by it."""
    if is_fixed(steps_of(session, city, project.id).get(STEP)):
        say = translator(spoken)("Commencez une nouvelle version\u00a0: la grille est figée.")
        return FieldError("version", say)
    return None if committee_state(session, city, project.id) in _BEFORE else _in_use(spoken)


def _in_use(spoken: str) -> FieldError:
    return FieldError("version", translator(spoken)("Gardez cette grille\u00a0: un comité note déjà avec elle."))


def _rows(raw: Mapping[str, list[str]]) -> str:
    """How many lines the form showed."""
    text = said(raw, "rows")
    return text if text.isdecimal() and len(text) < 3 else "0"  # noqa: PLR2004 - twelve at most


ACTS: Final[dict[str, Act]] = {"look": look, "add": add, "save": keep, "freeze": keep, "renew": renew}
