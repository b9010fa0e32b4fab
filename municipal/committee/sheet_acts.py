"""What a member does with a sheet, or the secretary with one that came on paper: answer, keep, read again, seal."""

from collections.abc import Mapping
from typing import Final

from litestar.exceptions import NotFoundException
from sqlmodel import Session

from municipal.cities.desk import permit
from municipal.committee.again import Again, Made, Raw, again, version
from municipal.committee.arriving import seat_at_hand
from municipal.committee.declaring import MOST_STATEMENT, Told, declare
from municipal.committee.grid import read_grid
from municipal.committee.queries import EvaluationRow
from municipal.committee.refused import WRONG, RefusedError
from municipal.committee.scoring import keep, seal_sheet
from municipal.committee.sealing import Cell, Scores
from municipal.db import write
from municipal.traces.once import once
from municipal.web.actor import the_actor
from municipal.web.addresses import address
from municipal.web.form import said, unix_lines
from municipal.web.marking import mark
from municipal.web.page import Asked, found, language
from municipal.web.threads import sent

# Where each form leads: what the page then says, or the reading before the seal.
_ONWARD: Final = {
    "declare": {"received": "declared"},
    "keep": {"received": "kept"},
    "review": {"step": "review"},
    "seal": {"received": "sealed"},
}
INTEREST, STATEMENT, POINTS, NOTE = "interest_", "statement_", "points_", "note_"


def act(request: Asked, city: str, project: str, member: str) -> Made:
    """One of the forms of a sheet. Raises NotFoundException for one that no page has."""
    raw = unix_lines(sent(request))
    # To read again is to keep, then to look: so does the form that keeps itself, with one more button.
    name, spoken = said(raw, "then") or said(raw, "act"), language(request)
    if name not in _ONWARD:
        raise NotFoundException

    def run(session: Session) -> str:
        here, seat = seat_at_hand(session, request, city, project, member)
        evaluation, allowed = found(here.evaluation), permit(request, city)
        if name == "declare":
            declare(session, allowed, city, project, seat.id, _answers(raw, evaluation))
        elif name == "seal":
            seal_sheet(session, allowed, city, project, seat.id, version=version(raw))
        else:
            keep(session, allowed, city, project, seat.id, _scores(raw, evaluation))
        return address("committee_sheet", spoken, id=city, project=project, member=member, **_ONWARD[name])

    try:
        return write(lambda session: once(session, said(raw, "once"), the_actor(request).person, lambda: run(session)))
    except RefusedError as refused:
        shown = again(refused, spoken, raw)
        return Again(_typed(raw), shown.errors, shown.status)


def _answers(raw: Raw, evaluation: EvaluationRow) -> dict[str, Told]:
    """What is answered about each bidder. Raises RefusedError when one is left out."""
    told: dict[str, Told] = {}
    for bid in evaluation.bids:
        answer, statement = said(raw, INTEREST + bid.id), said(raw, STATEMENT + bid.id).strip()
        if answer not in ("yes", "no"):
            text = mark("Répondez oui ou non pour {name}.")
            raise RefusedError(text, INTEREST + bid.id, status=WRONG, name=bid.name)
        if len(statement) > MOST_STATEMENT:
            text = mark("Raccourcissez la précision sur {name}\u00a0: {most} caractères au plus.")
            raise RefusedError(text, STATEMENT + bid.id, status=WRONG, name=bid.name, most=MOST_STATEMENT)
        told[bid.id] = Told(answer == "yes", statement if answer == "yes" else "")
    return told


def _scores(raw: Raw, evaluation: EvaluationRow) -> Scores:
    """The cells of the form, as they were typed."""
    criteria = read_grid(evaluation.grid).criteria
    return {bid.id: {one.id: _cell(raw, f"{bid.id}_{one.key}") for one in criteria} for bid in evaluation.bids}


def _cell(raw: Raw, key: str) -> Cell:
    return Cell(said(raw, POINTS + key).strip(), said(raw, NOTE + key))


def _typed(raw: Mapping[str, list[str]]) -> dict[str, str]:
    fields = (INTEREST, STATEMENT, POINTS, NOTE)
    return {name: values[0] for name, values in raw.items() if name.startswith(fields) and values}
