"""Who stands before a committee: its secretary, one of its members, or nobody who may know of it."""

from litestar.exceptions import NotFoundException, PermissionDeniedException
from msgspec import Struct
from sqlmodel import Session

from municipal.cities.desk import CITY, Desk, desk, permit
from municipal.committee.queries import EvaluationRow, MemberRow, evaluation_of, members_of
from municipal.people.rules import decide
from municipal.projects.own import ProjectRow, project_of
from municipal.traces.chain import Permit
from municipal.web.page import Asked, found


class Arrived(Struct, frozen=True):
    """A project’s committee as somebody stands before it; without a seat of their own, they are its secretary."""

    at: Desk
    project: ProjectRow
    evaluation: EvaluationRow | None
    members: list[MemberRow]
    seat: MemberRow | None

    @property
    def stage(self) -> str:
        """How far the committee is; before the first form is sent it is being prepared too."""
        return self.evaluation.stage if self.evaluation else "draft"

    def may(self, action: str) -> bool:
        """Whether they may do this now."""
        return self.at.may(action, phase=self.stage) and (self.seat is None)


def arrive(session: Session, request: Asked, city: str, project: str) -> Arrived:
    """Where the person stands. Raises NotFoundException for whoever keeps no committee and has no seat on this one.

    Whoever has a seat is a member and nothing else, even with the role of a secretary beside.
    """
    at = desk(session, request, city, kinds=CITY)
    row = found(project_of(session, city, project))
    members = members_of(session, city, project)
    seat = next((one for one in members if one.person == at.actor.person), None)
    if seat is None and not at.may("committee.prepare"):
        raise NotFoundException
    return Arrived(at, row, evaluation_of(session, city, project), members, seat)


def as_secretary(session: Session, request: Asked, city: str, project: str) -> Permit:
    """What asks the table of rules for the secretary. Raises PermissionDeniedException for a member."""
    if arrive(session, request, city, project).seat is not None:
        raise PermissionDeniedException
    return permit(request, city)


def seat_at_hand(session: Session, request: Asked, city: str, project: str, member: str) -> tuple[Arrived, MemberRow]:
    """The seat whose sheet is asked for: one’s own, or for the secretary that of a member who scores on paper."""
    here = arrive(session, request, city, project)
    if here.seat:
        return here, here.seat
    row = next((one for one in here.members if one.id == member and not one.person), None)
    return here, found(row)


def may_read(session: Session, request: Asked, city: str, project: str) -> tuple[Desk, ProjectRow, EvaluationRow]:
    """A committee that has decided, for its people and for whoever reads the projects of the city (R13).

    Raises NotFoundException for anybody else, and before the decision.
    """
    at = desk(session, request, city, kinds=CITY)
    row, evaluation = found(project_of(session, city, project)), found(evaluation_of(session, city, project))
    seated = any(one.person == at.actor.person for one in members_of(session, city, project))
    if evaluation.stage != "decided" or not (seated or decide(at.actor, "project.read", body=city).ok):
        raise NotFoundException
    return at, row, evaluation
