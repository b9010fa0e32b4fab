"""Addresses by which somebody without an account reads a project for a time: made, listed, ended, found again."""

import datetime as dt
import secrets
from hashlib import sha256
from typing import Final

from litestar.exceptions import NotFoundException
from msgspec import Struct
from sqlmodel import Session, col, select

from municipal.projects.own import project_of
from municipal.projects.tables import ProjectShare
from municipal.projects.writing import the_project
from municipal.traces.chain import Permit, now, record
from municipal.web.format import stored

# How long an address may be read, in days; the second one unless somebody chooses otherwise.
DAYS: Final = (7, 30, 90)
USUAL: Final = 30


class ShareRow(Struct, frozen=True):
    """An address that still works; `id` is the digest of its code, which nobody can read again."""

    id: str
    language: str
    created_by: str
    created_at: str
    expires_at: str


class Shared(Struct, frozen=True):
    """What an address leads to, and until when."""

    city: str
    project: str
    expires_at: str


def share(session: Session, permit: Permit, city: str, project: str, *, language: str, days: int) -> str:
    """Make an address; its code comes back, and is kept nowhere. Raises NotFoundException."""
    by = permit("project.share")
    the_project(session, city, project)
    code = secrets.token_urlsafe(32)
    expires = stored(dt.datetime.now(tz=dt.UTC) + dt.timedelta(days=days))
    row = ProjectShare(
        city=city,
        id=_hashed(code),
        project=project,
        language=language,
        created_by=by.person,
        created_at=now(),
        expires_at=expires,
    )
    session.add(row)
    session.flush()
    record(session, by, "project.shared", "project_share", row.id, body=city, after=[project, expires])
    return code


def end_share(session: Session, permit: Permit, city: str, project: str, identity: str) -> None:
    """End an address at once; one that is over stays over. Raises NotFoundException."""
    by = permit("project.share")
    row = session.exec(_of(city, project).where(ProjectShare.id == identity)).first()
    if row is None or project_of(session, city, project) is None:
        raise NotFoundException
    if row.ended_at is None:
        row.ended_at = now()
        session.add(row)
        session.flush()
        record(session, by, "project.unshared", "project_share", row.id, body=city, after=[project])


def shares_of(session: Session, city: str, project: str) -> list[ShareRow]:
    """The addresses of a project that still work, the latest first."""
    query = _of(city, project).where(col(ProjectShare.ended_at).is_(None), ProjectShare.expires_at > now())
    rows = session.exec(query.order_by(col(ProjectShare.created_at).desc(), col(ProjectShare.id)))
    return [ShareRow(**{name: getattr(row, name) for name in ShareRow.__struct_fields__}) for row in rows]


def shared(session: Session, code: str) -> Shared | None:
    """What a code leads to; nothing for one that is unknown, ended or expired, or whose project was removed."""
    row = session.exec(select(ProjectShare).where(ProjectShare.id == _hashed(code))).first()
    if row is None or row.ended_at or row.expires_at <= now() or project_of(session, row.city, row.project) is None:
        return None
    return Shared(row.city, row.project, row.expires_at)


def _of(city: str, project: str):  # noqa: ANN202 - a query of this table
    return select(ProjectShare).where(ProjectShare.city == city, ProjectShare.project == project)


def _hashed(code: str) -> str:
    return sha256(code.encode()).hexdigest()
