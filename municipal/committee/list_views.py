"""The committees of a city that one keeps, or on which one sits."""

from litestar import Response
from msgspec import Struct
from sqlmodel import Session

from municipal.cities.desk import CITY, Desk, desk
from municipal.committee.queries import seats_of, stages
from municipal.committee.views import STAGES
from municipal.db import reading
from municipal.projects.own import project_of, projects_of
from municipal.web.language import translator
from municipal.web.page import Asked, language, page


class Committee(Struct, frozen=True):
    """A line of the list of committees."""

    project: str
    title: str
    stage: str


def listed(request: Asked, city: str) -> Response[bytes]:
    """The committees of a city: all of them for a secretary, for a member those with a seat."""
    spoken = language(request)
    with reading() as session:
        at = desk(session, request, city, kinds=CITY)
        rows = _committees(session, at)
    _ = translator(spoken)
    named = [(one, _(STAGES[one.stage])) for one in rows]
    return page(request, "committee", "committee/list.html", id=city, private=True, at=at, committees=named)


def _committees(session: Session, at: Desk) -> list[Committee]:
    known = stages(session, at.body)
    seated = seats_of(session, at.body, at.actor.person)
    found = [project_of(session, at.body, one) for one in seated]
    rows = {row.id: Committee(row.id, row.title, known.get(row.id, "none")) for row in found if row}
    if at.may("committee.prepare"):
        for row in projects_of(session, at.body):
            rows.setdefault(row.id, Committee(row.id, row.title, known.get(row.id, "none")))
    return list(rows.values())
