"""The prices of the bids that were admitted, and the result; a price of any other bid is refused and kept nowhere."""

from collections.abc import Mapping
from typing import Any, Final

import msgspec
from sqlmodel import Session, select

from municipal.committee.grid import read_grid
from municipal.committee.queries import (
    EvaluationRow,
    agreed_of,
    answers_of,
    evaluation_row,
    members_of,
    prices_of,
)
from municipal.committee.refused import WRONG, RefusedError
from municipal.committee.result import award, interims
from municipal.committee.stages import advance, at_stage
from municipal.committee.tables import BidPrice
from municipal.legal import the_rules
from municipal.traces.chain import Permit, digest, now, record
from municipal.web.marking import mark
from municipal.web.numbers import plain_number
from vendors.tenders.number import MOST_CHARACTERS, exact

_SIGNS: Final = set("0123456789.")


def written(typed: str, language: str) -> str | None:
    """A price as it is kept, `98500.00`; None for what is no price within what the rules allow."""
    text = plain_number(typed, language)
    found = exact(text) if text and set(text) <= _SIGNS and len(text) <= MOST_CHARACTERS else None
    return text if found is not None and 0 < found <= the_rules().largest_price else None


def admitted(session: Session, evaluation: EvaluationRow) -> list[str]:
    """The bids whose price may be opened, once the points are locked."""
    agreed = agreed_of(session, evaluation.city, evaluation.project)
    return [one.id for one in interims(evaluation, read_grid(evaluation.grid), agreed) if one.admissible]


def price(session: Session, permit: Permit, city: str, project: str, typed: Mapping[str, str], language: str) -> None:
    """Keep the prices of admitted bids, all of them or none. Raises RefusedError, which repeats no price.

    Who is admitted is asked before any price is looked at: of another bid’s, nothing is told and nothing is kept.
    """
    by, row = at_stage(session, permit, city, project, "committee.price", "locked")
    if not set(typed) <= set(admitted(session, evaluation_row(row))):
        told = mark(
            "Rendez cette enveloppe sans l’ouvrir\u00a0: la soumission n’est pas admise (R8). Rien n’est gardé."
        )
        raise RefusedError(told)
    if not typed:
        raise RefusedError(mark("Écrivez au moins un prix\u00a0: rien n’a été reçu."), status=WRONG)
    prices = {bid: written(text, language) for bid, text in typed.items()}
    if wrong := [bid for bid, read in prices.items() if read is None]:
        told = mark("Écrivez un montant de plus de 0\u00a0$, en chiffres, comme 98\u00a0500,00.")
        raise RefusedError(told, f"price_{wrong[0]}", status=WRONG)
    before = {
        one.bid: one for one in session.exec(select(BidPrice).where(BidPrice.city == city, BidPrice.project == project))
    }
    for bid, told in ((bid, read) for bid, read in prices.items() if read):
        kept = before.get(bid) or BidPrice(city=city, project=project, bid=bid, price="", person="", at="")
        if kept.price == told:
            continue
        was, kept.price, kept.person, kept.at = kept.price, told, by.person, now()
        session.add(kept)
        session.flush()
        record(
            session, by, "committee.priced", "bid_price", f"{project}/{bid}", body=city, before=was or None, after=told
        )


def decide(session: Session, permit: Permit, city: str, project: str) -> str:
    """« Calculer le résultat »: the status of the award, once every admitted bid has its price."""
    by, row = at_stage(session, permit, city, project, "committee.decide", "locked")
    evaluation, grid = evaluation_row(row), read_grid(row.grid)
    bids = interims(evaluation, grid, agreed_of(session, city, project))
    prices = prices_of(session, city, project)
    left = [one.id for one in bids if one.admissible and one.id not in prices]
    if left:
        names = ", ".join(bid.name for bid in evaluation.bids if bid.id in left)
        raise RefusedError(mark("Entrez d’abord le prix de\u00a0: {names}."), status=WRONG, names=names)
    found = award(bids, grid, prices)
    row.answer = msgspec.to_builtins(found)
    session.add(row)
    advance(session, by, row, after=basis(session, msgspec.structs.replace(evaluation, answer=row.answer)))
    return found.status


def fingerprint(session: Session, evaluation: EvaluationRow) -> str:
    """The SHA-256 of all that the result rests on: printed on the report, and held by the trace of the decision."""
    return digest(basis(session, evaluation))


def basis(session: Session, evaluation: EvaluationRow) -> dict[str, Any]:
    """All that the result rests on; of the members’ own scores, the commitments."""
    city, project = evaluation.city, evaluation.project
    agreed = agreed_of(session, city, project).values()
    answers = answers_of(session, city, project)
    members = members_of(session, city, project)
    return {
        "project": project,
        "grid": evaluation.grid,
        "bids": evaluation.bids,
        "members": [(one.id, one.name, one.commitment, one.excused_at) for one in members],
        "interests": [(one.member, one.bid, one.number, one.declared) for one in answers],
        "agreed": sorted((one.bid, one.criterion, one.points, one.justification) for one in agreed),
        "prices": prices_of(session, city, project),
        "answer": evaluation.answer,
    }
