"""Questions about a city’s projects: a session in, Structs out."""

from typing import Any, Final

from msgspec import Struct
from sqlmodel import Session, col, func, select

from municipal.projects.tables import Project, ProjectEntry, ProjectStep

KIND: Final = "project_step"
# The name of its forms among those that may be left.
FORM: Final = "project"


class ProjectRow(Struct, frozen=True):
    """A project of a city; `words` are those of the need it began from."""

    city: str
    id: str
    title: str
    words: str
    language: str
    opened_by: str
    opened_at: str
    closed_at: str | None
    removed_at: str | None
    version: int


class StepRow(Struct, frozen=True):
    """One step: what is told, what was fixed, and since when it is said to be ready."""

    step: str
    told: dict[str, str]
    frozen: dict[str, Any] | None
    author: str
    saved_at: str
    done_at: str | None
    version: int


class Entry(Struct, frozen=True):
    """A line of a project’s log."""

    id: str
    kind: str
    at: str
    person: str
    text: str
    value: float | None


def project_of(session: Session, city: str, identity: str) -> ProjectRow | None:
    """A project of a city, unless it was removed."""
    row = session.exec(select(Project).where(Project.city == city, Project.id == identity)).first()
    return _project(row) if row and not row.removed_at else None


def projects_of(session: Session, city: str) -> list[ProjectRow]:
    """The projects of a city that were not removed, the latest first."""
    query = select(Project).where(Project.city == city, col(Project.removed_at).is_(None))
    return [_project(row) for row in session.exec(query.order_by(col(Project.opened_at).desc(), col(Project.id)))]


def removed_of(session: Session, city: str, since: str) -> list[ProjectRow]:
    """The projects of a city that were removed since a moment, the last one first: they can be taken back."""
    query = select(Project).where(Project.city == city, col(Project.removed_at) >= since)
    return [_project(row) for row in session.exec(query.order_by(col(Project.removed_at).desc(), col(Project.id)))]


def count_of(session: Session, city: str) -> int:
    """How many projects of a city are being worked on: neither closed nor removed."""
    query = select(func.count()).select_from(Project)
    open_ = (Project.city == city, col(Project.removed_at).is_(None), col(Project.closed_at).is_(None))
    return session.exec(query.where(*open_)).one()


def steps_of(session: Session, city: str, project: str) -> dict[str, StepRow]:
    """What is told of each step of a project, by step."""
    query = select(ProjectStep).where(ProjectStep.city == city, ProjectStep.project == project)
    return {row.step: step_row(row) for row in session.exec(query)}


def all_steps(session: Session, city: str) -> dict[str, dict[str, StepRow]]:
    """What is told of each step of every project of a city, by project, then by step."""
    found: dict[str, dict[str, StepRow]] = {}
    for row in session.exec(select(ProjectStep).where(ProjectStep.city == city)):
        found.setdefault(row.project, {})[row.step] = step_row(row)
    return found


def entries_of(session: Session, city: str, project: str) -> list[Entry]:
    """The log of a project, the latest first."""
    query = select(ProjectEntry).where(ProjectEntry.city == city, ProjectEntry.project == project)
    rows = session.exec(query.order_by(col(ProjectEntry.at).desc(), col(ProjectEntry.id)))
    return [Entry(row.id, row.kind, row.at, row.person, row.text, row.value) for row in rows]


def route_of(steps: dict[str, StepRow]) -> str:
    """The route that a project follows; nothing while it is not known."""
    row = steps.get("route")
    return row.frozen["route"] if row and row.frozen else ""


def step_row(row: ProjectStep) -> StepRow:
    """A row as what a page may see."""
    return StepRow(row.step, row.told, row.frozen, row.author, row.saved_at, row.done_at, row.version)


def _project(row: Project) -> ProjectRow:
    return ProjectRow(**{name: getattr(row, name) for name in ProjectRow.__struct_fields__})
