"""Who sits on the committee: named, withdrawn before the scoring, excused with a reason during it."""

from typing import Final

from litestar.exceptions import NotFoundException
from sqlmodel import Session

from municipal.committee.queries import MemberRow, members_of
from municipal.committee.refused import WRONG, RefusedError
from municipal.committee.stages import at_stage, record_apart, the_member
from municipal.committee.tables import CommitteeMember
from municipal.people.queries import PersonRow, holders, roles_in
from municipal.traces.chain import Permit, now
from municipal.web.marking import mark
from vendors.text import fold

MOST_MEMBERS: Final = 15
LEAST_REASON: Final = 5
MOST_REASON: Final = 500


def choosable(session: Session, city: str, seated: list[MemberRow]) -> list[PersonRow]:
    """The people of a city who may be named: evaluators without a seat, who keep no committee as its secretary."""
    taken = {one.person for one in seated}
    free = [one for one in holders(session, "evaluator", city) if one.id not in taken]
    found = [one for one in free if "secretary" not in roles_in(session, one.id, city)]
    return sorted(found, key=lambda one: (one.name.casefold(), one.id))


def seat(
    session: Session, permit: Permit, city: str, project: str, *, person: str, name: str, council_member: bool
) -> str:
    """Name a member, one of the city’s evaluators or, by name alone, somebody whose sheets come on paper."""
    by, _row = at_stage(session, permit, city, project, "committee.seat", "draft", "open")
    seated = members_of(session, city, project)
    if council_member:
        told = mark("Nommez une autre personne\u00a0: un membre du conseil ne siège pas au comité (R5).")
        raise RefusedError(told, "council", status=WRONG)
    if len(seated) >= MOST_MEMBERS:
        raise RefusedError(mark("Gardez au plus {most} membres."), "person", status=WRONG, most=MOST_MEMBERS)
    if person:
        names = {one.id: one.name for one in choosable(session, city, seated)}
        if person not in names:
            told = mark("Choisissez une autre personne\u00a0: celle-ci siège déjà, ou n’a pas le rôle d’évaluation.")
            raise RefusedError(told, "person", status=WRONG)
        name = names[person]
    elif fold(name) in {fold(one.name) for one in seated}:
        told = mark("Nommez une autre personne, ou précisez le nom\u00a0: ce nom est déjà au comité (R5).")
        raise RefusedError(told, "name", status=WRONG)
    identity = f"m{1 + max((int(one.id[1:]) for one in seated), default=0)}"
    session.add(CommitteeMember(city=city, project=project, id=identity, person=person or None, name=name))
    session.flush()
    record_apart(session, by, "seated", f"{project}/{identity}", after="named")
    return identity


def unseat(session: Session, permit: Permit, city: str, project: str, member: str) -> None:
    """Withdraw a member before the scoring opens; afterwards one is excused."""
    by, _row = at_stage(session, permit, city, project, "committee.seat", "draft")
    session.delete(the_member(session, city, project, member))
    session.flush()
    record_apart(session, by, "seated", f"{project}/{member}", after="withdrawn")


def excuse(session: Session, permit: Permit, city: str, project: str, member: str, *, reason: str) -> None:
    """Excuse a member who has not sealed a sheet; what they began is never opened."""
    by, _row = at_stage(session, permit, city, project, "committee.excuse", "open")
    row = the_member(session, city, project, member)
    if row.sealed_at:
        raise RefusedError(mark("Gardez ce membre\u00a0: sa feuille est déjà scellée."))
    if row.excused_at:
        raise RefusedError(mark("Passez à la suite\u00a0: ce membre est déjà excusé."))
    if not LEAST_REASON <= len(reason) <= MOST_REASON:
        raise RefusedError(mark("Dites pourquoi, en 5 à 500 caractères."), f"reason_{member}", status=WRONG)
    row.excused_because, row.excused_at = reason, now()
    session.add(row)
    session.flush()
    record_apart(session, by, "excused", f"{project}/{member}", reason=reason)


def seat_to_score(
    session: Session, permit: Permit, city: str, project: str, member: str, action: str
) -> tuple[str, CommitteeMember]:
    """Who acts, and the seat for which scores or interests are told: one’s own; the secretary’s hand for paper alone.

    Raises NotFoundException for anybody else’s seat, RefusedError for one that was excused.
    """
    row = the_member(session, city, project, member)
    by, _evaluation = at_stage(session, permit, city, project, action if row.person else "committee.enter", "open")
    if row.person and row.person != by.person:
        raise NotFoundException
    if row.excused_at:
        raise RefusedError(mark("Parlez à la personne secrétaire\u00a0: ce membre est excusé et ne note plus."))
    return by.person, row
