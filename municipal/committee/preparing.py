"""Before the scoring: the bids in order of reception, the grid as it was published, and the door that opens it."""

from collections.abc import Sequence
from typing import Any, Final

from sqlmodel import Session

from municipal.committee.grid import faults, read_grid
from municipal.committee.queries import KIND, evaluation_row, members_of
from municipal.committee.refused import WRONG, RefusedError
from municipal.committee.stages import advance, at_stage, row_of
from municipal.committee.tables import Evaluation
from municipal.traces.chain import Permit, now, record
from municipal.web.marking import mark
from vendors.sources.faults import Fault

MOST_BIDS: Final = 30
MOST_NAME: Final = 120


class GridFaultsError(Exception):
    """What keeps the scoring from opening: each with the number of its rule."""

    def __init__(self, found: list[Fault]) -> None:
        super().__init__("the grid or the committee breaks a rule")
        self.found = found


def named(text: str) -> list[str]:
    """The names of the bidders, one a line. Raises RefusedError when they are none, too many, doubled or priced."""
    names = [" ".join(line.split()) for line in text.splitlines() if line.strip()]
    if not names:
        raise RefusedError(mark("Nommez au moins un soumissionnaire."), "bids", status=WRONG)
    if len(names) > MOST_BIDS:
        told = mark("Nommez au plus {most} soumissionnaires\u00a0: {now} à présent.")
        raise RefusedError(told, "bids", status=WRONG, most=MOST_BIDS, now=len(names))
    for n, name in enumerate(names, 1):
        if len(name) > MOST_NAME:
            told = mark("Raccourcissez la ligne {line}\u00a0: {most} caractères au plus.")
            raise RefusedError(told, "bids", status=WRONG, line=n, most=MOST_NAME)
        if "$" in name:
            told = mark(
                "Retirez le montant de la ligne {line}\u00a0: aucun prix n’est connu avant la fin des notes (R6)."
            )
            raise RefusedError(told, "bids", status=WRONG, line=n)
    if len({name.casefold() for name in names}) < len(names):
        raise RefusedError(
            mark("Retirez les doublons\u00a0: un nom de soumissionnaire se répète."), "bids", status=WRONG
        )
    return names


def prepare(
    session: Session,
    permit: Permit,
    city: str,
    project: str,
    frozen: dict[str, Any],
    names: Sequence[str],
    *,
    version: int,
) -> int | None:
    """Keep the bids, in order of reception; the version that stands, when somebody else changed them meanwhile."""
    row = row_of(session, city, project)
    bids: list[dict[str, Any]] = [{"id": f"b{n}", "name": name} for n, name in enumerate(names, 1)]
    if row is None:
        by = permit("committee.prepare", phase="draft")
        row = Evaluation(city=city, project=project, grid=frozen, bids=bids, secretary=by.person, created_at=now())
        changed = True
    else:
        by, row = at_stage(session, permit, city, project, "committee.prepare", "draft")
        if row.version != version:
            return None if row.bids == bids else row.version
        changed = row.bids != bids or row.grid != frozen
        row.bids, row.grid = bids, frozen
    if changed:
        session.add(row)
        session.flush()
        record(session, by, "committee.prepared", KIND, project, body=city, version=row.version, after=row.grid)
    return None


def open_scoring(session: Session, permit: Permit, city: str, project: str, frozen: dict[str, Any]) -> None:
    """« Ouvrir la notation »: from here on neither grid nor bids change.

    At the lowest price nobody scores: the secretary goes straight to what is agreed, the conformity of each bid, and
    both stages leave their trace. Raises GridFaultsError when grid or committee break a rule.
    """
    by, row = at_stage(session, permit, city, project, "committee.open", "draft")
    grid = read_grid(frozen)
    if not row.bids:
        raise RefusedError(mark("Nommez au moins un soumissionnaire."), "bids", status=WRONG)
    found = faults(grid, members_of(session, city, project))
    if found:
        raise GridFaultsError(found)
    row.grid = frozen
    advance(session, by, row, after=[frozen, [one.id for one in evaluation_row(row).bids]])
    if not grid.scored:
        advance(session, permit("committee.compare", phase="open"), row)
