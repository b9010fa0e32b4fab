"""Questions about what cities publish of their projects: a session in, Structs out."""

from typing import Any

import msgspec
from msgspec import Struct
from sqlmodel import Session, col, select

from municipal.open_contracting.ocds import Release
from municipal.open_contracting.tables import ContractingRelease
from municipal.places.queries import places

WITHDRAWN = "withdrawn"
RELEASES = "/ocds/releases.json"


def file_of(ocid: str) -> str:
    """The address of the releases of one process."""
    return f"/ocds/release/{ocid}.json"


class Published(Struct, frozen=True):
    """A release as it was published; `tag` is `withdrawn` where a city took all before it back."""

    city: str
    project: str
    id: str
    at: str
    tag: str
    release: dict[str, Any]


class Process(Struct, frozen=True):
    """A project that is public: its city, its latest release, and how many there are."""

    city: str
    city_name: str
    ocid: str
    title: str
    at: str
    tag: str
    releases: int

    @property
    def href(self) -> str:
        """Its file."""
        return file_of(self.ocid)


def releases_of(session: Session, city: str, project: str) -> list[Published]:
    """Everything that a city published of a project, withdrawals included, the earliest first."""
    return [row for row in _all(session, city) if row.project == project]


def standing(rows: list[Published]) -> list[Published]:
    """Of the releases of one project, those that stand: none up to the last withdrawal."""
    last = max((n for n, row in enumerate(rows) if row.tag == WITHDRAWN), default=-1)
    return rows[last + 1 :]


def public_releases(session: Session, ocid: str = "") -> list[Published]:
    """The releases of all cities that stand, or those of one process, the earliest first."""
    by_project: dict[tuple[str, str], list[Published]] = {}
    for row in _all(session):
        by_project.setdefault((row.city, row.project), []).append(row)
    kept = [row for rows in by_project.values() for row in standing(rows)]
    return sorted((row for row in kept if ocid in ("", row.release["ocid"])), key=lambda row: (row.at, row.id))


def processes(session: Session) -> list[Process]:
    """The projects that are public, the one told of last first."""
    names = {place.code: place.label for place in places(session)}
    last: dict[str, Process] = {}
    for row in public_releases(session):
        told = msgspec.convert(row.release, Release)
        before = last.get(told.ocid)
        last[told.ocid] = Process(
            row.city,
            names.get(row.city, row.city),
            told.ocid,
            _title(told),
            row.at,
            row.tag,
            before.releases + 1 if before else 1,
        )
    return sorted(last.values(), key=lambda one: (one.at, one.ocid), reverse=True)


def _title(told: Release) -> str:
    titles = [told.tender.title if told.tender else "", *(one.title for one in told.awards)]
    return next((one for one in titles if one), told.planning.rationale if told.planning else "")


def _all(session: Session, city: str = "") -> list[Published]:
    query = select(ContractingRelease).order_by(col(ContractingRelease.at), col(ContractingRelease.id))
    rows = session.exec(query.where(ContractingRelease.city == city) if city else query)
    return [Published(row.city, row.project, row.id, row.at, row.tag, row.release) for row in rows]
