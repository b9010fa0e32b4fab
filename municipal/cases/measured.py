"""The cases from which a comparison may learn: a solution, a city, an indicator, and since when."""

from msgspec import Struct
from sqlmodel import Session

from municipal.cases.city_row import called
from municipal.cases.shelf import seeds, shelf


class MeasuredCase(Struct, frozen=True):
    """A case whose readings may be looked at; `shown` is the name of its city as a page prints it."""

    id: str
    city: str
    shown: str
    solution: str
    indicator: str
    started: str
    ended: str | None
    control: str | None
    state: str


def measured_cases(session: Session, *, demo: bool) -> list[MeasuredCase]:
    """The demonstration's cases and those that cities published, with a solution, an indicator and a beginning.

    What does not bear its city’s name to everybody counts nowhere: readings are public, and an effect would name it.
    Nor does what was withdrawn, nor an idea: nothing has begun.
    """
    here = shelf(session)
    told = [
        MeasuredCase(
            one.id,
            one.municipality,
            called(one.municipality, here.everyone),
            one.solution,
            one.indicator,
            one.started,
            None,
            one.control,
            one.state,
        )
        # What public sources document in the real world is never pooled.
        for one in (seeds(demo=True) if demo else [])
        if one.municipality and one.solution and one.indicator and one.started and one.state != "idea"
    ]
    told += [
        MeasuredCase(
            one.id,
            one.city,
            called(one.city, here.everyone),
            one.text.solution,
            one.text.indicator,
            one.text.started,
            one.text.ended,
            one.text.control,
            one.text.state,
        )
        for one in here.published
        if one.text.visibility == "public" and one.text.state != "idea" and one.text.solution and one.text.indicator
    ]
    return told
