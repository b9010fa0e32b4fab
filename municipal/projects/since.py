"""What a city measured of a project’s indicator, before and since the decision; and what follows from it."""

from collections.abc import Mapping, Sequence

from msgspec import Struct
from sqlmodel import Session

from municipal.cases.effect import Derived, derived
from municipal.cases.text import CaseText
from municipal.indicators.queries import IndicatorPage, Point, city_readings, indicator
from municipal.projects.own import Entry, ProjectRow, StepRow
from municipal.projects.review import day_of, stop_of
from municipal.projects.step_form import NO_INDICATOR
from vendors.evidence.readings import Reading, sides

_MONTH = 7


class Since(Struct, frozen=True):
    """An indicator with a city’s readings, the oldest first; `after` are those that follow the decision."""

    indicator: IndicatorPage
    points: list[Point]
    after: list[Point]

    @property
    def latest(self) -> Point | None:
        """The latest reading since the decision; one before it never counts."""
        return self.after[-1] if self.after else None


def indicator_of(steps: Mapping[str, StepRow]) -> str:
    """The indicator by which a project is judged; nothing where none fits."""
    told = steps["need"].told.get("indicator", "") if "need" in steps else ""
    return "" if told == NO_INDICATOR else told


def month_of(steps: Mapping[str, StepRow]) -> str:
    """The month of the decision; nothing while its day is not told."""
    return steps["decision"].told.get("decided_on", "")[:_MONTH] if "decision" in steps else ""


def since(session: Session, city: str, steps: Mapping[str, StepRow], language: str) -> Since | None:
    """The readings of a project’s indicator; None where it has none. Before a decision no reading follows it."""
    name = indicator_of(steps)
    known = indicator(session, name, language) if name else None
    if known is None:
        return None
    points = city_readings(session, city, language).get(name, [])
    began = month_of(steps)
    after = sides([Reading(one.period, one.value) for one in points], began).after if began else []
    later = {one.period for one in after}
    return Since(known, points, [one for one in points if one.period in later])


def follows(period: str, began: str) -> bool:
    """Whether a period lies wholly after a beginning, as the readings of a case are told apart."""
    return bool(sides([Reading(period, 0)], began).after)


def effect(
    session: Session, project: ProjectRow, steps: Mapping[str, StepRow], entries: Sequence[Entry]
) -> Derived | None:
    """The effect that a case told of this project would have today, by the very function of the library of cases.

    None before a decision, which has no before and after.
    """
    began, stop = month_of(steps), stop_of(entries)
    if not began:
        return None
    text = CaseText(
        title=project.title,
        problem="",
        done="",
        domains=(),
        state="stopped" if stop else "in_use",
        started=began,
        not_worked="",
        lessons="",
        language="fr",
        visibility="public",
        indicator=indicator_of(steps) or None,
        ended=day_of(stop.at).isoformat()[:_MONTH] if stop else None,
    )
    return derived(session, project.city, text)
