"""What a city does with a project in public: publish what it chose of it, take it all back."""

from collections.abc import Collection
from typing import Final

import msgspec
from litestar.exceptions import NotFoundException
from sqlmodel import Session

from municipal.open_contracting.ocds import Release
from municipal.open_contracting.queries import WITHDRAWN, releases_of, standing
from municipal.open_contracting.release import PARTS, ready, release
from municipal.open_contracting.tables import ContractingRelease
from municipal.places.queries import places
from municipal.projects.own import project_of, steps_of
from municipal.settings import Settings
from municipal.traces.chain import By, now, record

KIND: Final = "contracting_release"
# Without a registered prefix an ocid names no publisher of the standard: it says so, and stays unique all the same.
UNREGISTERED: Final = "x-repere"


def ocid_of(settings: Settings, city: str, project: str) -> str:
    """The identifier of a contracting process in this installation."""
    return f"{settings.ocid_prefix or UNREGISTERED}-{city}-{project}"


def drafted(
    session: Session, settings: Settings, city: str, project: str, parts: Collection[str], *, at: str
) -> Release | None:
    """The release that these parts would make; None when none of them but an amount has something to tell.

    Raises NotFoundException for a project that does not exist.
    """
    row = project_of(session, city, project)
    place = next((one for one in places(session) if one.code == city), None)
    if row is None or place is None:
        raise NotFoundException
    steps = steps_of(session, city, project)
    chosen = [part for part in PARTS if part in parts and part in ready(steps)]
    if not set(chosen) - {"amount"}:
        return None
    number = len(releases_of(session, city, project)) + 1
    return release(row, steps, place, chosen, ocid=ocid_of(settings, city, project), number=number, at=at)


def publish(
    session: Session, by: By, settings: Settings, city: str, project: str, parts: Collection[str]
) -> Release | None:
    """Publish these parts as a new release; None when there is nothing to tell."""
    made = drafted(session, settings, city, project, parts, at=now())
    if made is None:
        return None
    _add(session, by, city, project, made.id, made.date, made.tag[0], msgspec.to_builtins(made))
    record(session, by, "project.published", KIND, made.id, body=city, after=msgspec.to_builtins(made))
    return made


def withdraw(session: Session, by: By, settings: Settings, city: str, project: str, reason: str) -> bool:
    """Take every release of a project back; whether there was one. What was published stays in the journal."""
    rows = releases_of(session, city, project)
    if not standing(rows):
        return False
    identity = f"{ocid_of(settings, city, project)}-{len(rows) + 1:03d}"
    _add(session, by, city, project, identity, now(), WITHDRAWN, {})
    record(session, by, "project.unpublished", KIND, identity, body=city, reason=reason)
    return True


def _add(
    session: Session, by: By, city: str, project: str, identity: str, at: str, tag: str, told: dict[str, object]
) -> None:
    row = ContractingRelease(city=city, id=identity, project=project, at=at, tag=tag, release=told, person=by.person)
    session.add(row)
    session.flush()
