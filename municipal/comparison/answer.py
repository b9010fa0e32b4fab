"""What to expect here: a city, a need, two to five solutions and changing nothing, from the rows to the figures."""

from collections.abc import Mapping, Sequence
from typing import Any

import msgspec
from msgspec import Struct
from sqlmodel import Session

from municipal.cases.measured import measured_cases
from municipal.comparison.basis import Bases, Basis, bases
from municipal.comparison.choosing import Chosen, choose
from municipal.comparison.forms import UNSAID
from municipal.comparison.studies import CaseStudy, studies
from municipal.evidence import the_constants
from municipal.suppliers.queries import search
from vendors.evidence.annex import annex
from vendors.evidence.audit import Audit, audit
from vendors.evidence.compare import compared, draw, pooled_cells
from vendors.evidence.compare_document import comparisons
from vendors.evidence.comparison import Compared, Expert
from vendors.evidence.constants import Constants
from vendors.evidence.outcome import Expected, expected
from vendors.evidence.pool import Pooled
from vendors.evidence.sensitivity import Part, Turn, parts, turns
from vendors.needs.find import Found


class Cell(Struct, frozen=True):
    """One solution on one indicator: what was measured elsewhere, what that leads to expect here, and its audit."""

    solution: str
    indicator: str
    studies: list[CaseStudy]
    pooled: Pooled
    expected: Expected
    dl: Audit
    reml: Audit
    hartung_knapp: Audit
    part: Part

    @property
    def counted(self) -> list[CaseStudy]:
        """The studies that count."""
        return [one for one in self.studies if one.study]

    @property
    def level(self) -> int:
        """The best level of proof that counts; 0 when nothing does."""
        return max((one.study.level for one in self.counted if one.study), default=0)


class Answer(Struct, frozen=True):
    """All that the page tells and the export repeats; without an indicator in common there are no figures."""

    found: Found
    chosen: Chosen
    bases: Bases
    document: dict[str, Any]
    studies: list[CaseStudy]
    cells: dict[tuple[str, str], Cell] = {}
    compared: Compared | None = None
    experts: list[Expert] = []
    turns: list[Turn] = []

    def cities(self, solution: str) -> int:
        """On how many cities a solution's figures rest."""
        return cities_of([one for one in self.studies if one.solution == solution and one.study])


def cities_of(found: Sequence[CaseStudy]) -> int:
    """How many cities some studies come from."""
    return len({one.code for one in found})


def answer(
    session: Session,
    city: str,
    need: str,
    ids: Sequence[str],
    weights: Mapping[str, int],
    language: str,
    *,
    demo: bool,
) -> Answer:
    """The comparison for a city and a need; `weights` are what the council said of some indicators."""
    constants = the_constants()
    found = search(session, need, city=city)
    based = bases(session, city, found.detected, language)
    cases = measured_cases(session, demo=demo)
    chosen = choose(found, ids, [one.id for one in based.compared], cases)
    names = [one.id for one in chosen.rows]
    studied = studies(session, city, based.compared, names, cases, constants, language)
    document = _document(based.compared, names, studied, weights, constants)
    made = Answer(found, chosen, based, document, studied)
    return _figured(made, constants) if based.compared and names else made


def _document(
    compared_: Sequence[Basis],
    solutions: Sequence[str],
    studied: Sequence[CaseStudy],
    weights: Mapping[str, int],
    constants: Constants,
) -> dict[str, Any]:
    """What `municipal evidence compare` takes, to the letter: the page has no figure from elsewhere."""
    said = {one.id: weights[one.id] for one in compared_ if one.id in weights}
    stated = {one.id: said.get(one.id, UNSAID) for one in compared_} if any(said.values()) else "uniform"
    cells: dict[str, dict[str, list[dict[str, Any]]]] = {one: {} for one in solutions}
    for one in studied:
        if one.study:
            cells[one.solution].setdefault(one.indicator, []).append(msgspec.to_builtins(one.study))
    return {
        "indicators": [
            {"id": one.id, "baseline": one.baseline, "worst": one.worst, "target": one.target, "scale": one.scale}
            for one in compared_
        ],
        "alternatives": [{"id": one, "studies": cells[one]} for one in solutions],
        "weights": stated,
        "draws": constants.draws,
        "seed": constants.seed,
    }


def _figured(made: Answer, constants: Constants) -> Answer:
    """The same with its figures, from the very document that the command takes."""
    scales = {one.id: one.scale for one in made.bases.compared}
    comparison = comparisons(made.document, constants, scales)[0][0]
    drawn = draw(comparison, constants)
    told = parts(comparison, constants)
    by_place = {(one.alternative, one.indicator): one for one in told}
    pooled = pooled_cells(comparison, constants)
    cells: dict[tuple[str, str], Cell] = {}
    for one in comparison.alternatives:
        for of in comparison.indicators:
            own = one.studies.get(of.id, [])
            cells[one.id, of.id] = Cell(
                solution=one.id,
                indicator=of.id,
                studies=[two for two in made.studies if (two.solution, two.indicator) == (one.id, of.id)],
                pooled=pooled[one.id][of.id],
                expected=expected(of, pooled[one.id][of.id]),
                dl=audit(own, "dl", constants),
                reml=audit(own, "reml", constants),
                hartung_knapp=audit(own, "dl", constants, hartung_knapp=True),
                part=by_place[one.id, of.id],
            )
    return msgspec.structs.replace(
        made,
        cells=cells,
        compared=compared(comparison, drawn, constants),
        experts=annex(comparison, drawn),
        turns=turns(comparison, told),
    )
