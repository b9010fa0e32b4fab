"""What the cases of other cities measured: each as a study that is counted, or shown with the reason why it is not."""

from collections.abc import Iterable, Sequence
from typing import Literal

import msgspec
from msgspec import Struct
from sqlmodel import Session

from municipal.cases.city_row import called
from municipal.cases.measured import MeasuredCase
from municipal.comparison.basis import Basis
from municipal.comparison.effects import Derived, derive
from municipal.indicators.late import usable
from municipal.indicators.queries import Point, readings
from municipal.places.likeness import alike
from municipal.places.queries import places
from vendors.evidence.constants import Constants
from vendors.evidence.readings import months, within
from vendors.evidence.study import Study, as_study, is_extreme

# Why a study is shown and not counted.
Because = Literal["", "untracked", "late", "unlike", "method", "few", "value", "twice"]


class CaseStudy(Struct, frozen=True):
    """A case on one indicator; `study` is what counts, None when nothing does, and then `because` says why."""

    case: str
    city: str
    code: str
    solution: str
    indicator: str
    started: str
    state: str
    own: bool
    control: str | None
    control_name: str | None
    derived: Derived
    likeness: float | None
    distances: dict[str, float]
    study: Study | None
    because: Because
    extreme: bool
    same_time: bool


def studies(
    session: Session,
    city: str,
    compared: Iterable[Basis],
    solutions: Sequence[str],
    cases: Sequence[MeasuredCase],
    constants: Constants,
    language: str,
) -> list[CaseStudy]:
    """The cases of some solutions on the indicators compared, in the order of the solutions, then by their start."""
    found: list[CaseStudy] = []
    tried = {(one.city, one.indicator) for one in cases}
    for basis in compared:
        concerned = [one for one in cases if one.indicator == basis.id and one.solution in solutions]
        series = readings(session, basis.id, language) if concerned else {}
        taken: set[tuple[str, str]] = set()
        for case in sorted(concerned, key=lambda one: (solutions.index(one.solution), one.started, one.id)):
            others = {one.solution for one in cases if (one.city, one.indicator) == (case.city, case.indicator)}
            # A place that tried something itself is no place that went without.
            control = case.control if case.control and (case.control, basis.id) not in tried else None
            made = _study(session, city, case, control, basis, series, constants)
            made = msgspec.structs.replace(made, same_time=len(others) > 1)
            if made.study and (case.solution, case.city) in taken:
                made = msgspec.structs.replace(made, study=None, because="twice")
            if made.study:
                taken.add((case.solution, case.city))
            found.append(made)
    return found


def _study(
    session: Session,
    city: str,
    case: MeasuredCase,
    control: str | None,
    basis: Basis,
    series: dict[str, list[Point]],
    constants: Constants,
) -> CaseStudy:
    mine, theirs = series.get(case.city, []), series.get(control, []) if control else []
    # What was measured after the end tells of a time without the tool, here and beside.
    mine, theirs = ([one for one in points if within(one.period, case.ended)] for points in (mine, theirs))
    derived = derive(mine, theirs, case.started, basis, constants)
    near = alike(session, city, case.city, constants)
    allowed = usable(session, case.city, basis.id, case.started)
    because: Because = ""
    study = as_study(derived.effect, near.share, constants) if derived.effect else None
    if allowed != "yes":
        because = allowed
    elif _recounted([*mine, *(theirs if derived.control_before else [])], case.started):
        because = "method"
    elif derived.effect is None:
        because = "value" if derived.without_logarithm else "few"
    elif near.share is None:
        because = "unlike"
    return CaseStudy(
        case=case.id,
        city=case.shown,
        code=case.city,
        solution=case.solution,
        indicator=basis.id,
        started=case.started,
        state=case.state,
        own=case.city == city,
        control=control if derived.control_before else None,
        control_name=called(control, places(session)) if control and derived.control_before else None,
        derived=derived,
        likeness=near.share,
        distances=near.distances,
        study=None if because else study,
        because=because,
        extreme=bool(study and is_extreme(study, constants)),
        same_time=False,
    )


def _recounted(points: Iterable[Point], started: str) -> bool:
    """Whether the way of counting changed when the tool came, or later."""
    first, _ = months(started)
    return any(point.method_changed and months(point.period)[1] >= first for point in points)
