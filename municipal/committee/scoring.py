"""A member’s sheet: kept while it is typed, sealed by a second gesture, and never changed after that."""

from fractions import Fraction

from msgspec import Struct
from sqlmodel import Session, select

from municipal.committee.declaring import excluded, undeclared
from municipal.committee.grid import Scored, read_grid
from municipal.committee.queries import EvaluationRow, answers_of, evaluation_of, standing
from municipal.committee.refused import WRONG, RefusedError
from municipal.committee.sealing import MOST_NOTE, MOST_POINTS, Cell, Scores, Sheet, closed, commitment, nonce, opened
from municipal.committee.seating import seat_to_score
from municipal.committee.stages import record_apart
from municipal.committee.tables import CommitteeMember, ScoreSheet
from municipal.traces.chain import Permit, now
from municipal.web.marking import mark
from municipal.web.numbers import plain_number
from vendors.tenders.number import exact, plain


class OwnSheet(Struct, frozen=True):
    """A sheet as its member sees it, or for paper whoever enters it."""

    scores: Scores
    saved_at: str
    sealed_at: str | None
    version: int


def keep(session: Session, permit: Permit, city: str, project: str, member: str, scores: Scores) -> str:
    """Keep what is typed so far, whatever it is worth; what comes back is the moment. The last to keep is kept.

    Raises RefusedError before every bidder was answered about, and once the sheet is sealed.
    """
    evaluation, row, out = _ready(session, permit, city, project, member)
    if any(
        len(one.points) > MOST_POINTS or len(one.note) > MOST_NOTE for rows in scores.values() for one in rows.values()
    ):
        told = mark(
            "Raccourcissez\u00a0: {points} caractères au plus pour des points, {note} pour une note. Rien n’est gardé."
        )
        raise RefusedError(told, status=WRONG, points=MOST_POINTS, note=MOST_NOTE)
    own = _row(session, city, project, member) or ScoreSheet(
        city=city, project=project, member=row.id, sheet="", saved_at=""
    )
    bids, criteria = _ids(evaluation)
    told = {
        bid: {one: cell for one, cell in cells.items() if one in criteria}
        for bid, cells in scores.items()
        if bid in bids and bid not in out
    }
    own.sheet, own.saved_at = closed(Sheet(told), bids, criteria), now()
    at = own.saved_at
    session.add(own)
    session.flush()
    return at


def seal_sheet(session: Session, permit: Permit, city: str, project: str, member: str, *, version: int) -> str:
    """Seal the sheet as it was read again: all points there, each within its criterion. The commitment comes back."""
    evaluation, row, out = _ready(session, permit, city, project, member)
    own = _row(session, city, project, member)
    if own is None:
        raise RefusedError(mark("Donnez d’abord vos points."), status=WRONG)
    if own.version != version:
        raise RefusedError(mark("Relisez d’abord\u00a0: la feuille a changé pendant votre lecture."))
    bids, criteria = _ids(evaluation)
    scores = opened(own.sheet).scores
    lines = read_grid(evaluation.grid).criteria
    wrong = missing(scores, [bid for bid in bids if bid not in out], lines)
    if wrong:
        raise RefusedError(
            mark("Complétez la feuille. Cases sans points valables\u00a0: {count}."), status=WRONG, count=len(wrong)
        )
    final = {bid: {one.id: _settled(scores[bid][one.id]) for one in lines} for bid in bids if bid not in out}
    sheet = Sheet(final, nonce())
    row.commitment = commitment(project, member, sheet)
    own.sheet = closed(sheet, bids, criteria)
    own.saved_at = own.sealed_at = row.sealed_at = now()
    session.add(own)
    session.add(row)
    session.flush()
    by = permit("committee.score" if row.person else "committee.enter")
    record_apart(session, by, "sealed", f"{project}/{member}", after=row.commitment)
    return row.commitment


def sheet_of(session: Session, city: str, project: str, member: str) -> OwnSheet | None:
    """The sheet of one member: for that member’s own eyes. Whoever calls this has made sure of it."""
    row = _row(session, city, project, member)
    return OwnSheet(opened(row.sheet).scores, row.saved_at, row.sealed_at, row.version) if row else None


def missing(scores: Scores, bids: list[str], criteria: tuple[Scored, ...]) -> list[tuple[str, Scored]]:
    """The cells whose points are not there, or not between 0 and those of the criterion."""
    return [
        (bid, one)
        for bid in bids
        for one in criteria
        if points(scores.get(bid, {}).get(one.id, Cell()).points, one) is None
    ]


def points(typed: str, criterion: Scored) -> Fraction | None:
    """The points that were typed, exactly, with a comma or a point; None for what is no number of this criterion."""
    found = exact(plain_number(typed, "fr")) if not set(typed.lower()) & {"e", "$", "%"} else None
    return found if found is not None and 0 <= found <= criterion.most else None


def _settled(cell: Cell) -> Cell:
    """A cell as it is sealed: its points as a plain decimal."""
    return Cell(plain(exact(plain_number(cell.points, "fr")) or Fraction(0)), cell.note.strip())


def _ready(
    session: Session, permit: Permit, city: str, project: str, member: str
) -> tuple[EvaluationRow, CommitteeMember, set[str]]:
    """The evaluation, the seat and the bids left out, when this member may score now. Raises RefusedError."""
    _person, row = seat_to_score(session, permit, city, project, member, "committee.score")
    if row.sealed_at:
        raise RefusedError(mark("Attendez le consensus\u00a0: cette feuille est scellée et ne change plus."))
    evaluation = evaluation_of(session, city, project)
    answers = standing(answers_of(session, city, project))
    if evaluation is None or undeclared(answers, member, evaluation.bids):
        raise RefusedError(mark("Répondez d’abord sur vos intérêts, pour chaque soumissionnaire."))
    return evaluation, row, excluded(answers, member)


def _ids(evaluation: EvaluationRow) -> tuple[list[str], list[str]]:
    return [bid.id for bid in evaluation.bids], [one.id for one in read_grid(evaluation.grid).criteria]


def _row(session: Session, city: str, project: str, member: str) -> ScoreSheet | None:
    one = (ScoreSheet.city == city, ScoreSheet.project == project, ScoreSheet.member == member)
    return session.exec(select(ScoreSheet).where(*one)).first()
