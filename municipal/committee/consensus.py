"""The consensus: opened once, when every sheet is in; points agreed and justified one by one; then locked."""

from typing import Final

from litestar.exceptions import NotFoundException
from msgspec import Struct
from sqlmodel import Session, select

from municipal.committee.comparing import BrokenSealError, scorers, sealed_scores
from municipal.committee.grid import Scored, read_grid
from municipal.committee.queries import AGREED, agreed_of, answers_of, evaluation_row, members_of, standing
from municipal.committee.refused import WRONG, RefusedError
from municipal.committee.scoring import points
from municipal.committee.stages import advance, at_stage
from municipal.committee.tables import ConsensusScore
from municipal.legal import the_rules
from municipal.traces.chain import Permit, now, record
from municipal.traces.versions import at_version, keep
from municipal.web.marking import mark
from municipal.web.merge import Part, merge
from municipal.web.numbers import plain_number
from vendors.tenders.number import exact, plain

MOST_JUSTIFICATION: Final = 1000
LEAST_JUSTIFICATION: Final = 5


class Moved(Struct, frozen=True):
    """Somebody changed this agreed score meanwhile: the version that stands, and both sides."""

    version: int
    parts: tuple[Part, ...]


def compare(session: Session, permit: Permit, city: str, project: str) -> None:
    """« Ouvrir le consensus »: every sheet is in or its member excused, three score, each sheet is as it was sealed."""
    by, row = at_stage(session, permit, city, project, "committee.compare", "open")
    members = members_of(session, city, project)
    there = [one for one in members if not one.excused_at]
    least = the_rules().least_members
    if len(there) < least:
        told = mark(
            "Nommez une autre personne\u00a0: il faut au moins {least} membres qui notent, {now} à présent (R5)."
        )
        raise RefusedError(told, least=least, now=len(there))
    awaited = [one.name for one in there if one.awaited]
    if awaited:
        raise RefusedError(mark("Attendez encore, ou excusez avec un motif\u00a0: {names}."), names=", ".join(awaited))
    for bid, count in scorers(evaluation_row(row), members, standing(answers_of(session, city, project))).items():
        if not count:
            name = next(one.name for one in evaluation_row(row).bids if one.id == bid)
            raise RefusedError(mark("Nommez une autre personne\u00a0: personne n’a pu noter {name} (R5)."), name=name)
    advance(session, by, row, after=[one.commitment for one in there])
    try:
        sealed_scores(session, evaluation_row(row))
    except BrokenSealError as broken:
        told = mark("N’allez pas plus loin\u00a0: la feuille de {name} n’est plus celle qui a été scellée.")
        raise RefusedError(told, name=broken.name) from broken


def agree(
    session: Session,
    permit: Permit,
    city: str,
    project: str,
    bid: str,
    key: str,
    *,
    told: str,
    justification: str,
    version: int,
) -> Moved | int:
    """Keep what the committee agrees on for a bid and a criterion, even half written; the version that now stands."""
    by, evaluation = at_stage(session, permit, city, project, "committee.agree", "consensus")
    criterion = next((one for one in read_grid(evaluation.grid).lines if one.key == key), None)
    if criterion is None or bid not in {one["id"] for one in evaluation.bids}:
        raise NotFoundException
    mine = {"points": _plain(told, criterion), "justification": justification}
    if len(justification) > MOST_JUSTIFICATION:
        raise RefusedError(
            mark("Raccourcissez la justification\u00a0: 1\u00a0000 caractères au plus."), "justification", status=WRONG
        )
    one = (ConsensusScore.city == city, ConsensusScore.project == project)
    this = (ConsensusScore.bid == bid, ConsensusScore.criterion == criterion.id)
    row = session.exec(select(ConsensusScore).where(*one, *this)).first()
    identity, stored = f"{project}/{bid}/{key}", row.version if row else 0
    theirs = {"points": row.points, "justification": row.justification} if row else {"points": "", "justification": ""}
    if mine == theirs:
        return stored
    if stored != version:
        kept = at_version(session, AGREED, identity, body=city, version=version)
        base = {name: str(value) for name, value in kept.values.items()} if kept else dict.fromkeys(mine, "")
        return Moved(stored, merge(base, theirs, mine))
    if row is None:
        row = ConsensusScore(
            city=city, project=project, bid=bid, criterion=criterion.id, points="", justification="", person="", at=""
        )
    row.points, row.justification, row.person, row.at = mine["points"], justification, by.person, now()
    session.add(row)
    session.flush()
    keep(session, by, AGREED, identity, body=city, version=row.version, values=mine)
    record(session, by, "committee.agreed", AGREED, identity, body=city, version=row.version, after=mine)
    return row.version


def lock(session: Session, permit: Permit, city: str, project: str) -> None:
    """« Verrouiller les notes »: everything is agreed and justified; from here on the points are known and fixed."""
    by, row = at_stage(session, permit, city, project, "committee.lock", "consensus")
    agreed = agreed_of(session, city, project)
    left = [
        (bid["id"], one.id)
        for bid in row.bids
        for one in read_grid(row.grid).lines
        if not _complete(agreed.get((bid["id"], one.id)), one)
    ]
    if left:
        told = mark("Complétez le consensus. Cases sans points ou sans justification\u00a0: {count}.")
        raise RefusedError(told, count=len(left))
    points_agreed = {f"{bid} {one}": cell.points for (bid, one), cell in agreed.items()}
    advance(session, by, row, after=points_agreed)


def is_complete(points_told: str, justification: str, criterion: Scored) -> bool:
    """Whether a bid and a criterion have their points and a reason in words."""
    return points(points_told, criterion) is not None and len(justification.strip()) >= LEAST_JUSTIFICATION


def _complete(cell: object, criterion: Scored) -> bool:
    return cell is not None and is_complete(cell.points, cell.justification, criterion)  # type: ignore[attr-defined]


def _plain(told: str, criterion: Scored) -> str:
    """Points as they are kept; nothing yet is kept as nothing. Raises RefusedError for what is no number of these."""
    if not told:
        return ""
    if points(told, criterion) is None:
        raise RefusedError(mark("Donnez de 0 à {most} points."), "points", status=WRONG, most=criterion.top)
    return plain(exact(plain_number(told, "fr")) or points(told, criterion))  # type: ignore[arg-type]
