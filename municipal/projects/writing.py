"""A project while it is kept: opened, its steps told and fixed, its log; two people’s edits joined."""

import secrets
from collections.abc import Mapping
from typing import Any

from litestar.exceptions import NotFoundException
from msgspec import Struct
from sqlalchemy.orm.attributes import flag_modified
from sqlmodel import Session, select

from municipal.projects.own import FORM, KIND, project_of
from municipal.projects.tables import Project, ProjectEntry, ProjectStep
from municipal.traces.chain import By, Permit, digest, now, record
from municipal.traces.drafts import drop_draft
from municipal.traces.versions import at_version, keep
from municipal.web.merge import Part, merge


class Moved(Struct, frozen=True):
    """Somebody changed the step since the form was made: the version that now stands, and both sides."""

    version: int
    parts: tuple[Part, ...] = ()


def open_project(session: Session, by: By, city: str, *, title: str, words: str, language: str) -> str:
    """Begin a project; its id comes back."""
    identity = secrets.token_hex(8)
    session.add(
        Project(
            city=city, id=identity, title=title, words=words, language=language, opened_by=by.person, opened_at=now()
        )
    )
    session.flush()
    record(session, by, "project.opened", "project", identity, body=city, version=1, after=title)
    return identity


def save_step(
    session: Session,
    permit: Permit,
    city: str,
    project: str,
    step: str,
    told: dict[str, str],
    *,
    version: int,
    done: bool,
) -> Moved | None:
    """Keep what is told at a step, and whether it is ready; Moved when somebody else changed it meanwhile."""
    by = permit("project.write")
    row = _row(session, city, project, step)
    stored = row.version if row else 0
    if stored != version:
        return _moved(session, row, told, version)
    changed = row is None or told != row.told or done != bool(row.done_at)
    if row is None:
        row = ProjectStep(city=city, project=project, step=step, told={}, author=by.person, saved_at=now())
    if changed:
        row.told, row.author, row.saved_at = told, by.person, now()
        row.done_at = (row.done_at or now()) if done else None
        _keep(session, by, row)
        record(session, by, "project.saved", KIND, _id(row), body=city, version=row.version, after=told)
    drop_draft(session, by.person, FORM, f"{city}/{project}/{step}")
    return None


def freeze(
    session: Session,
    permit: Permit,
    city: str,
    project: str,
    step: str,
    frozen: Mapping[str, Any],
    *,
    version: int,
    done: bool = True,
) -> Moved | None:
    """Fix what a step gives today, with its day and its digest; what was fixed before stays in the history.

    The digest is the SHA-256 of what is fixed, `at` and `by` included, as canonical JSON.
    """
    by = permit("project.write")
    row = _row(session, city, project, step)
    if (row.version if row else 0) != version:
        return _moved(session, row, row.told if row else {}, version)
    if row is None:
        row = ProjectStep(city=city, project=project, step=step, told={}, author=by.person, saved_at=now())
    at = now()
    fixed = dict(frozen) | {"at": at, "by": by.person}
    row.frozen = fixed | {"digest": digest(fixed)}
    row.author, row.saved_at = by.person, at
    row.done_at = (row.done_at or at) if done else None
    # What was fixed a moment ago may be fixed again: that is a version too.
    flag_modified(row, "frozen")
    _keep(session, by, row)
    record(session, by, "project.frozen", KIND, _id(row), body=city, version=row.version, after=row.frozen)
    drop_draft(session, by.person, FORM, f"{city}/{project}/{step}")
    return None


def note(session: Session, by: By, city: str, project: str, kind: str, text: str, *, value: float | None = None) -> str:
    """Add a line to the log of a project; its id comes back."""
    the_project(session, city, project)
    line = ProjectEntry(
        city=city,
        id=secrets.token_hex(8),
        project=project,
        kind=kind,
        at=now(),
        person=by.person,
        text=text,
        value=value,
    )
    session.add(line)
    session.flush()
    record(session, by, "project.noted", "project", project, body=city, after=[line.id, kind])
    return line.id


def the_project(session: Session, city: str, identity: str) -> Project:
    """The row of a project that must be there, to change it. Raises NotFoundException."""
    row = session.exec(select(Project).where(Project.city == city, Project.id == identity)).first()
    if row is None or row.removed_at:
        raise NotFoundException
    return row


def _row(session: Session, city: str, project: str, step: str) -> ProjectStep | None:
    if project_of(session, city, project) is None:
        raise NotFoundException
    query = select(ProjectStep).where(
        ProjectStep.city == city, ProjectStep.project == project, ProjectStep.step == step
    )
    return session.exec(query).first()


def _keep(session: Session, by: By, row: ProjectStep) -> None:
    """Store a step as it now stands, and its version."""
    session.add(row)
    session.flush()
    values = {"told": row.told, "frozen": row.frozen, "done": bool(row.done_at)}
    keep(session, by, KIND, _id(row), body=row.city, version=row.version, values=values)


def _moved(session: Session, row: ProjectStep | None, mine: dict[str, str], version: int) -> Moved:
    if row is None:
        return Moved(0)
    kept = at_version(session, KIND, _id(row), body=row.city, version=version) if version else None
    base = kept.values["told"] if kept else dict.fromkeys(mine, "") if not version else None
    return Moved(row.version, merge(base, row.told, mine))


def _id(row: ProjectStep) -> str:
    return f"{row.project}/{row.step}"
